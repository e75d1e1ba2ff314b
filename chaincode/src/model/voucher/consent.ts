import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { endOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { CaseActor } from '../registration/case-steps.js';
import { FieldsCommitment } from '../registration/fields.js';
import { Code, DateText, Hex256, Id, Instant, TransactionId, Uscc, setOf } from '../schema.js';
import { VoucherScene } from './codes.js';
import { SceneCitation } from './scenes.js';
import { HolderKey, HolderSignature, holderOf } from './signature.js';

const set = <T extends z.ZodType>(item: T, max: number): z.ZodArray<T> =>
  setOf(item, { max, twice: 'A code stands twice' });

export const scenes = set(VoucherScene, 10);
export const itemCodes = set(Code, 50);

/**
 * Whose data it is. A person is a key and nothing else; a party may say which it is. Whoever wants to be
 * unknown from one consent to the next takes another key.
 */
export const Subject = z
  .strictObject({ key: HolderKey, uscc: Uscc.optional() })
  .meta({ id: 'Subject' });

/** Codes only: the words, the period and whatever names somebody are under the root of `terms`. */
const consentShape = {
  id: Id,
  subject: Subject,
  purpose: Code,
  scenes,
  items: itemCodes,
  verifiers: set(Uscc, 10),
  /** The last day on which anything may be done under it. */
  until: DateText,
  terms: FieldsCommitment,
};

export const GiveConsentInput = z
  .strictObject({
    ...consentShape,
    /** Of the subject, over the statement `consent`. */
    signature: HolderSignature,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'GiveConsentInput' });
export type GiveConsentInput = z.infer<typeof GiveConsentInput>;

/** Immutable: another purpose, item, verifier or term is another consent (PIPL 14, 23). */
export const Consent = z
  .strictObject({
    v: z.literal(1),
    ...consentShape,
    sceneList: SceneCitation,
    signature: HolderSignature,
    /** Fingerprint of the subject’s key. */
    holder: Hex256,
    /** Whoever brought it to the ledger: the subject itself, or a source unit or issuer for it. */
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'Consent' });
export type Consent = z.infer<typeof Consent>;

export const WithdrawConsentInput = z
  .strictObject({
    id: Id,
    /** When the subject signed it, by its own clock. */
    signedAt: Instant,
    signature: HolderSignature,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'WithdrawConsentInput' });

export const ConsentWithdrawal = z
  .strictObject({
    v: z.literal(1),
    consent: Id,
    signedAt: Instant,
    signature: HolderSignature,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'ConsentWithdrawal' });
export type ConsentWithdrawal = z.infer<typeof ConsentWithdrawal>;

export const ConsentStatus = z
  .enum(['GIVEN', 'WITHDRAWN', 'EXPIRED'])
  .meta({ id: 'ConsentStatus' });
export type ConsentStatus = z.infer<typeof ConsentStatus>;

export const ConsentQuery = z
  .strictObject({ id: Id, asOf: Instant.optional() })
  .meta({ id: 'ConsentQuery' });
export const ConsentView = z
  .strictObject({
    consent: Consent,
    status: ConsentStatus,
    asOf: Instant,
    withdrawal: ConsentWithdrawal.optional(),
  })
  .meta({ id: 'ConsentView' });

/** What the subject signs: all that is asked of the ledger, and not who brings it. */
export const consentStatement = ({
  signature: _signature,
  beacon: _beacon,
  ...stated
}: GiveConsentInput): object => stated;

/**
 * A party names itself in its own transactions only; otherwise anybody could put words into its mouth
 * with a key of his own.
 *
 * @throws LedgerError CALLER_FORBIDDEN, PERSONAL_DATA_REFUSED
 */
export function giveConsent(
  { beacon: _beacon, ...given }: GiveConsentInput,
  by: CaseActor,
  { at, txId, sceneList }: { at: string; txId: string; sceneList: SceneCitation },
): Consent {
  refusePersonalData({ id: given.id });
  const { key, uscc } = given.subject;
  if (uscc !== undefined && uscc !== by.uscc) {
    throw new LedgerError(
      'CALLER_FORBIDDEN',
      'A consent that names a party is brought by that party. Leave the code out for a pseudonym.',
      { consent: given.id },
    );
  }
  return { v: 1, ...given, sceneList, holder: holderOf(key), by, at, txId };
}

/** Whichever came first: what was over can not be withdrawn any more. */
export function consentStatus(
  consent: Pick<Consent, 'until'>,
  withdrawal: Pick<ConsentWithdrawal, 'at'> | undefined,
  asOf: string,
): ConsentStatus {
  const end = endOfDay(consent.until);
  if (withdrawal !== undefined && withdrawal.at <= asOf && withdrawal.at < end) return 'WITHDRAWN';
  return asOf < end ? 'GIVEN' : 'EXPIRED';
}

/** @throws LedgerError CONSENT_WITHDRAWN, CONSENT_EXPIRED */
export function requireConsent(consent: Consent, status: ConsentStatus): void {
  const params = { consent: consent.id };
  if (status === 'WITHDRAWN') {
    throw new LedgerError('CONSENT_WITHDRAWN', `Consent ${consent.id} was withdrawn.`, {
      ...params,
      article: 'PIPL/15',
    });
  }
  if (status === 'EXPIRED') {
    throw new LedgerError(
      'CONSENT_EXPIRED',
      `Consent ${consent.id} ended with ${consent.until}.`,
      params,
    );
  }
}
