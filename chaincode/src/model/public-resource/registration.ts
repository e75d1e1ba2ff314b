import { z } from 'zod';
import { endOfDay, Period } from '../clock/index.js';
import { Digests } from '../evidence.js';
import { Code, DateText, Hex256, Id, Instant, TransactionId, Uscc } from '../schema.js';
import { Article } from '../registration/codes.js';
import { DataDescription, VersionRef } from '../registration/description.js';
import { ProfileRef } from '../registration/profile.js';
import { CatalogNos, ResourceBasis } from './form.js';
import { ResourceGrounds } from './grounds.js';
import { LookupCode } from './lookup-code.js';

const entryBase = { case: Id, at: Instant, article: Article, txId: TransactionId };

/** What became of a registration: each entry counts from its own instant on. */
export const ResourceEntry = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...entryBase,
      kind: z.enum(['CHANGED', 'CORRECTED']),
      description: DataDescription,
      /** Digests of the holder’s name, representative and address as last changed. */
      holder: z.record(z.string(), z.string()),
    }),
    z.strictObject({ ...entryBase, kind: z.literal('PROLONGED'), until: DateText }),
    z.strictObject({ ...entryBase, kind: z.literal('CANCELLED'), ground: Code }),
    z.strictObject({ ...entryBase, kind: z.literal('REVOKED'), ground: Code }),
  ])
  .meta({ id: 'ResourceEntry' });
export type ResourceEntry = z.infer<typeof ResourceEntry>;

/** 公共数据资源登记, `resource~lookupCode`: its facts, and what became of it since. */
export const PublicResourceRegistration = z
  .strictObject({
    v: z.literal(1),
    lookupCode: LookupCode,
    case: Id,
    profile: ProfileRef,
    article: Article,
    registrar: Uscc,
    /** 登记主体. */
    holder: Uscc,
    basis: ResourceBasis,
    data: VersionRef,
    digests: Digests,
    /** The deposit that came before the application (26号, article 7). */
    evidence: Id,
    catalogNos: CatalogNos,
    grounds: ResourceGrounds.optional(),
    /** Under which the data is operated, where it is. */
    agreement: Id.optional(),
    /** Last day of the operating term when it was registered. */
    operatingUntil: DateText.optional(),
    description: DataDescription,
    /** Over the record that was registered. */
    recordDigest: Hex256,
    registeredAt: Instant,
    validity: Period,
    lastValidDay: DateText,
    entries: z.array(ResourceEntry).max(60),
    txId: TransactionId,
  })
  .meta({ id: 'PublicResourceRegistration' });
export type PublicResourceRegistration = z.infer<typeof PublicResourceRegistration>;

export const ResourceStatus = z
  .enum(['PENDING', 'ACTIVE', 'SUSPENDED', 'LAPSED', 'CANCELLED', 'REVOKED'])
  .meta({ id: 'ResourceStatus' });
export type ResourceStatus = z.infer<typeof ResourceStatus>;

/** The entries that counted at an instant. */
export const entriesAt = (
  { entries }: PublicResourceRegistration,
  asOf: string,
): readonly ResourceEntry[] => entries.filter(({ at }) => at <= asOf);

/** The last day of validity, with the renewals that were known at an instant. */
export function lastValidDayAt(record: PublicResourceRegistration, asOf: string): string {
  const prolonged = entriesAt(record, asOf).flatMap((entry) =>
    entry.kind === 'PROLONGED' ? [entry.until] : [],
  );
  return [record.lastValidDay, ...prolonged].sort().at(-1) ?? record.lastValidDay;
}

/**
 * What a registration is at an instant by itself; what it rests on, such as the agreement, is
 * `resourceState`’s to ask. An end that was recorded outlives the lapse that time alone would bring.
 */
export function resourceStatus(record: PublicResourceRegistration, asOf: string): ResourceStatus {
  if (asOf < record.registeredAt) return 'PENDING';
  const end = entriesAt(record, asOf).find(
    ({ kind }) => kind === 'CANCELLED' || kind === 'REVOKED',
  );
  if (end !== undefined) return end.kind === 'REVOKED' ? 'REVOKED' : 'CANCELLED';
  return asOf < endOfDay(lastValidDayAt(record, asOf)) ? 'ACTIVE' : 'LAPSED';
}
