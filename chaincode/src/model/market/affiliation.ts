import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import type { Instants } from '../registration/case-fold.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { Hex256, Uscc } from '../schema.js';

/** 关联方: how two parties hang together. */
export const AffiliationKind = z
  .enum(['CONTROLS', 'COMMON_CONTROL', 'SHAREHOLDING', 'SAME_MANAGEMENT', 'OTHER'])
  .meta({ id: 'AffiliationKind' });

export const DeclareAffiliateInput = z
  .strictObject({
    /** One of the two is the caller’s own, unless a supervisor declares. */
    first: Uscc,
    second: Uscc,
    relation: AffiliationKind,
    documentDigest: Hex256,
    beacon: BeaconCitation.optional(),
  })
  .refine(({ first, second }) => first !== second, {
    path: ['second'],
    message: 'Nobody is an affiliate of itself',
  })
  .meta({ id: 'DeclareAffiliateInput' });
export const EndAffiliationInput = z
  .strictObject({
    first: Uscc,
    second: Uscc,
    documentDigest: Hex256,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'EndAffiliationInput' });
export const AffiliationKey = z
  .strictObject({ first: Uscc, second: Uscc })
  .meta({ id: 'AffiliationKey' });

const Declared = z.strictObject({
  relation: AffiliationKind,
  documentDigest: Hex256,
  declared: ActedBy,
  ended: z.strictObject({ documentDigest: Hex256, by: ActedBy }).optional(),
});

/**
 * `affiliate~a~b`, the lesser code first: one fixed key for both directions, so that whoever asks about
 * either of the two meets it.
 */
export const AffiliatePair = z
  .strictObject({
    v: z.literal(1),
    parties: z.tuple([Uscc, Uscc]),
    entries: z.array(Declared).min(1).max(100),
  })
  .meta({ id: 'AffiliatePair' });
export type AffiliatePair = z.infer<typeof AffiliatePair>;

export const pairOf = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a]);

/** Whether any declaration stood at an instant, as far as was known. */
export const areAffiliated = (
  affiliation: AffiliatePair | undefined,
  { asOf, knownAt }: Instants,
): boolean =>
  (affiliation?.entries ?? []).some(
    ({ declared, ended }) =>
      declared.at <= asOf &&
      declared.at <= knownAt &&
      (ended === undefined || ended.by.at > asOf || ended.by.at > knownAt),
  );

const mayDeclare = ({ uscc, role }: ActedBy, pair: readonly string[]): boolean =>
  role === 'supervisor' || pair.includes(uscc);

/** When it was last written to. */
export const affiliationChangedAt = (affiliation: AffiliatePair | undefined): string => {
  const last = affiliation?.entries.at(-1);
  return last?.ended?.by.at ?? last?.declared.at ?? '';
};

/** @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS */
export function declareAffiliation(
  before: AffiliatePair | undefined,
  { first, second, relation, documentDigest }: z.infer<typeof DeclareAffiliateInput>,
  declared: ActedBy,
): AffiliatePair {
  const parties = pairOf(first, second);
  if (!mayDeclare(declared, parties)) throw notTheirs(parties);
  const entries = before?.entries ?? [];
  const now = { asOf: declared.at, knownAt: declared.at };
  if (areAffiliated(before, now) || entries.length === 100) {
    throw new LedgerError('RECORD_STATE_FORBIDS', 'The two are declared affiliates already.', {
      parties,
    });
  }
  return { v: 1, parties, entries: [...entries, { relation, documentDigest, declared }] };
}

/**
 * Ended by whoever declared it or by a supervisor: an exchange can not talk away what its dealer said.
 *
 * @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS
 */
export function endAffiliation(
  before: AffiliatePair,
  documentDigest: string,
  by: ActedBy,
): AffiliatePair {
  const last = before.entries.at(-1);
  if (last === undefined || last.ended !== undefined) {
    throw new LedgerError('RECORD_STATE_FORBIDS', 'The two are no affiliates any more.', {
      parties: before.parties,
    });
  }
  if (by.role !== 'supervisor' && by.uscc !== last.declared.uscc) throw notTheirs(before.parties);
  return {
    ...before,
    entries: [...before.entries.slice(0, -1), { ...last, ended: { documentDigest, by } }],
  };
}

const notTheirs = (parties: readonly string[]): LedgerError =>
  new LedgerError('CALLER_FORBIDDEN', 'Whoever declared this, or a supervisor, does that.', {
    parties,
  });

export const AffiliationView = z
  .strictObject({ affiliation: AffiliatePair.optional(), affiliated: z.boolean() })
  .meta({ id: 'AffiliationView' });
