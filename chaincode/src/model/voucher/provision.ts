import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { sha256Hex } from '../digest.js';
import { LedgerError } from '../errors.js';
import { parseJson } from '../json.js';
import { CaseActor } from '../registration/case-steps.js';
import { FieldsCommitment } from '../registration/fields.js';
import { Id, Instant, TransactionId, Uscc } from '../schema.js';
import { type Consent, itemCodes } from './consent.js';
import { TemplateRef, type VoucherTemplate } from './template.js';

const shape = {
  ...{ voucher: Id, consent: Id, template: TemplateRef, items: itemCodes },
  /** The source unit’s own right in the data that it takes this from: what becomes of it counts. */
  right: Id.optional(),
};

export const ProvideInput = z
  .strictObject({ ...shape, beacon: BeaconCitation.optional() })
  .meta({ id: 'ProvideInput' });
export type ProvideInput = z.infer<typeof ProvideInput>;

/** What a source unit gave for a voucher that is to be: the root over its fields, and no value. */
export const VoucherProvision = z
  .strictObject({
    v: z.literal(1),
    ...shape,
    source: Uscc,
    commitment: FieldsCommitment,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoucherProvision' });
export type VoucherProvision = z.infer<typeof VoucherProvision>;

export const DiscardInput = z
  .strictObject({ voucher: Id, beacon: BeaconCitation.optional() })
  .meta({ id: 'DiscardInput' });
/** Data that came to no voucher is not kept. */
export const ProvisionDiscard = z
  .strictObject({
    v: z.literal(1),
    voucher: Id,
    source: Uscc,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'ProvisionDiscard' });
export type ProvisionDiscard = z.infer<typeof ProvisionDiscard>;

/** @throws LedgerError CONSENT_ITEM_EXCEEDED naming the codes */
export function requireConsented(consent: Consent, items: readonly string[]): void {
  const beyond = items.filter((item) => !consent.items.includes(item));
  if (beyond.length === 0) return;
  throw new LedgerError(
    'CONSENT_ITEM_EXCEEDED',
    `Consent ${consent.id} does not cover ${beyond.join(', ')}. The subject has to give another one.`,
    { consent: consent.id, items: beyond, article: 'PIPL/14' },
  );
}

/** More than a source unit’s elements of one subject ever need. */
const MAX_PAYLOAD = 65_536;

/** How the data is grouped under its root; the digest of its bytes is one more field. */
export type DataGroups = Readonly<Record<'data' | 'payload', object>>;

/**
 * Reads what a source unit provides, and holds it against the template: all fields of the items and
 * none of others, so that no more goes out than was consented to. A refusal quotes nothing of it.
 *
 * @throws LedgerError INPUT_INVALID, VOUCHER_FIELDS_DIFFER
 */
export function dataGroups(
  { payload, text }: { readonly payload: Uint8Array; readonly text: string },
  template: VoucherTemplate,
  items: readonly string[],
): DataGroups {
  const data = readObject(text);
  const named = template.items.filter(({ code }) => items.includes(code));
  const unknown = items.filter((item) => !named.some(({ code }) => code === item));
  const wanted = named.flatMap(({ fields }) => fields);
  const missing = wanted.filter((field) => !Object.hasOwn(data, field));
  const allowed = new Set([...wanted, ...template.frame]);
  const more = Object.keys(data).filter((field) => !allowed.has(field)).length;
  if (unknown.length + missing.length + more > 0) {
    throw new LedgerError(
      'VOUCHER_FIELDS_DIFFER',
      'The data is not what the template’s items stand for.',
      { unknown, missing, more },
    );
  }
  return { data, payload: { digest: sha256Hex(payload) } };
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  const wrong = new LedgerError('INPUT_INVALID', 'The private payload is no JSON object of ours.', {
    issues: [
      {
        pointer: '/payload',
        message: 'Must be one strict JSON object of 65,536 characters at most',
      },
    ],
  });
  if (text.length > MAX_PAYLOAD) throw wrong;
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw wrong;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong;
  return value as Readonly<Record<string, unknown>>;
}
