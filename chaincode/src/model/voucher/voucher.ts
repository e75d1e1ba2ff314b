import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { CaseActor } from '../registration/case-steps.js';
import { FieldsCommitment } from '../registration/fields.js';
import { Code, DateText, Hex256, Id, Instant, TransactionId, Uscc, setOf } from '../schema.js';
import { VoucherScene } from './codes.js';
import { type Consent, itemCodes } from './consent.js';
import type { VoucherProvision } from './provision.js';
import { SceneCitation } from './scenes.js';
import { HolderKey } from './signature.js';
import { TemplateRef, type VoucherTemplate } from './template.js';

const Uses = z.int().min(1).max(100);
const shape = {
  id: Id,
  consent: Id,
  template: TemplateRef,
  purpose: Code,
  scene: VoucherScene,
  /** Who may be shown it. */
  verifier: Uscc,
  uses: Uses,
  /** The last day on which it is good, in Shanghai. */
  until: DateText,
};

export const IssueVoucherInput = z
  .strictObject({
    ...shape,
    /** Source units whose provisions it is made of. */
    sources: setOf(Uscc, { max: 10, twice: 'A source stands twice' }),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'IssueVoucherInput' });
export type IssueVoucherInput = z.infer<typeof IssueVoucherInput>;

export const VoucherElement = z
  .strictObject({
    source: Uscc,
    items: itemCodes,
    /** Over every field by itself, under a secret seed; the digest of the data’s bytes is one. */
    commitment: FieldsCommitment,
    /** On which its source unit provided it, where it named one. */
    right: Id.optional(),
    txId: TransactionId,
  })
  .meta({ id: 'VoucherElement' });

/** 公共数据资产凭证. Immutable; what becomes of it stands under keys of their own. */
export const AssetVoucher = z
  .strictObject({
    v: z.literal(1),
    ...shape,
    sceneList: SceneCitation,
    /** The subject: its key, the key’s fingerprint, and its code if it is a party that said so. */
    key: HolderKey,
    holder: Hex256,
    subject: Uscc.optional(),
    issuer: Uscc,
    elements: z.array(VoucherElement).min(1).max(10),
    by: CaseActor,
    issuedAt: Instant,
    beacon: BeaconCitation.optional(),
    txId: TransactionId,
  })
  .meta({ id: 'AssetVoucher' });
export type AssetVoucher = z.infer<typeof AssetVoucher>;

/** Rights that a voucher rests on, each once. */
export const rightsBehind = ({ elements }: Pick<AssetVoucher, 'elements'>): string[] => [
  ...new Set(elements.flatMap(({ right }) => right ?? [])),
];

/** What a presentation, a receipt and a request for erasure are about. */
export const voucherDigest = (voucher: AssetVoucher): string => recordDigest(voucher);

/** What an issue rests on. */
export interface Basis {
  readonly consent: Consent;
  readonly template: VoucherTemplate;
  readonly provisions: readonly VoucherProvision[];
  readonly sceneList: SceneCitation;
}

/**
 * @throws LedgerError VOUCHER_ISSUER_NOT_LISTED, VOUCHER_SCENE_FORBIDDEN, CONSENT_PURPOSE_EXCEEDED,
 *   CONSENT_VERIFIER_EXCEEDED, CONSENT_TERM_EXCEEDED, VOUCHER_USES_EXCEEDED
 */
export function issueVoucher(
  { sources: _sources, ...input }: IssueVoucherInput,
  { consent, template, provisions, sceneList }: Basis,
  by: CaseActor,
  { at, txId }: { readonly at: string; readonly txId: string },
): AssetVoucher {
  requireIssuable(input, template, by.uscc);
  requireCovered(input, consent);
  const { key, uscc } = consent.subject;
  return {
    v: 1,
    ...input,
    sceneList,
    key,
    holder: consent.holder,
    ...(uscc === undefined ? {} : { subject: uscc }),
    issuer: by.uscc,
    elements: provisions.map(({ source, items, commitment, right, txId: provided }) => ({
      ...{ source, items, commitment },
      ...(right === undefined ? {} : { right }),
      txId: provided,
    })),
    by,
    issuedAt: at,
    txId,
  };
}

type Asked = Omit<IssueVoucherInput, 'sources'>;

function requireIssuable(input: Asked, template: VoucherTemplate, issuer: string): void {
  const { id, version } = template;
  if (!template.issuers.includes(issuer)) {
    throw new LedgerError(
      'VOUCHER_ISSUER_NOT_LISTED',
      `Version ${String(version)} of ${id} does not list the caller among its issuers.`,
      { template: id, version },
    );
  }
  if (!template.scenes.includes(input.scene)) throw sceneForbidden(input, { template: id });
  if (input.uses > template.maxUses) {
    throw new LedgerError(
      'VOUCHER_USES_EXCEEDED',
      `A voucher of ${id} is good for ${String(template.maxUses)} uses at most.`,
      { template: id, maxUses: template.maxUses },
    );
  }
}

const sceneForbidden = ({ scene }: Asked, by: Readonly<Record<string, string>>): LedgerError =>
  new LedgerError('VOUCHER_SCENE_FORBIDDEN', `The scene ${scene} is not allowed.`, {
    ...{ scene, ...by },
  });

/** Another purpose, verifier or term needs another consent (PIPL 14, 23). */
function requireCovered(input: Asked, consent: Consent): void {
  const { id } = consent;
  if (!consent.scenes.includes(input.scene)) throw sceneForbidden(input, { consent: id });
  const beyond = (
    code: `CONSENT_${'PURPOSE' | 'VERIFIER' | 'TERM'}_EXCEEDED`,
    what: string,
  ): LedgerError =>
    new LedgerError(code, `Consent ${id} covers another ${what}. Ask for a new one.`, {
      consent: id,
      article: code === 'CONSENT_VERIFIER_EXCEEDED' ? 'PIPL/23' : 'PIPL/14',
    });
  if (input.purpose !== consent.purpose) throw beyond('CONSENT_PURPOSE_EXCEEDED', 'purpose');
  if (!consent.verifiers.includes(input.verifier)) {
    throw beyond('CONSENT_VERIFIER_EXCEEDED', 'verifier');
  }
  if (input.until > consent.until) throw beyond('CONSENT_TERM_EXCEEDED', 'term');
}
