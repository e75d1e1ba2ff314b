import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { endOfDay, shanghaiDate, startOfDay } from '../clock/index.js';
import { ActedBy } from '../operation/acted.js';
import type { Instants } from '../registration/case-fold.js';
import { DateText, Hex256, Id, line, setOf, Uscc } from '../schema.js';

const common = {
  id: Id,
  /** The platform, by a name that its operator chose. */
  platform: Id,
  documentDigest: Hex256,
  /** Deposits of the papers. */
  evidence: setOf(Id, { min: 0, max: 10, twice: 'An evidence stands twice' }),
  validFrom: DateText,
  /** The last day; a filing may have none. */
  validTo: DateText.optional(),
};

/** As the authority wrote it: `京网信备11010819000000000000X号`. The form is not checked further. */
const OfficialNo = line(60);

const FilingFacts = z.strictObject({
  ...common,
  kind: z.literal('FILING'),
  filingNo: OfficialNo,
});
/** 等保, GB/T 22239: what an evaluation of the level found, and how it was filed. */
const MlpsFacts = z.strictObject({
  ...common,
  kind: z.literal('MLPS'),
  mlpsLevel: z.int().min(1).max(5),
  filingNo: OfficialNo,
});
/** 密评, GB/T 39786. */
const CryptoFacts = z.strictObject({
  ...common,
  kind: z.literal('CRYPTO_EVALUATION'),
  conclusion: z.enum(['CONFORMS', 'BASICALLY_CONFORMS', 'DOES_NOT_CONFORM']),
  reportNo: OfficialNo,
});

/** What a platform is qualified by: its filing (备案号), its 等保 level, its 密评. */
export const QualificationFacts = z
  .discriminatedUnion('kind', [FilingFacts, MlpsFacts, CryptoFacts])
  .meta({ id: 'QualificationFacts' });
export type QualificationFacts = z.infer<typeof QualificationFacts>;
export const platformKinds = ['FILING', 'MLPS', 'CRYPTO_EVALUATION'] as const;
export type PlatformKind = (typeof platformKinds)[number];

export const PublishPlatformInput = z
  .strictObject({ facts: QualificationFacts, beacon: BeaconCitation.optional() })
  .refine(({ facts: { validFrom, validTo } }) => validTo === undefined || validFrom <= validTo, {
    path: ['facts', 'validTo'],
    message: 'Must not be before validFrom',
  })
  .meta({ id: 'PublishPlatformInput' });
export const ConfirmPlatformInput = z
  .strictObject({ id: Id, documentDigest: Hex256, beacon: BeaconCitation.optional() })
  .meta({ id: 'ConfirmPlatformInput' });
export const WithdrawPlatformInput = z
  .strictObject({ id: Id, reasons: line(300), beacon: BeaconCitation.optional() })
  .meta({ id: 'WithdrawPlatformInput' });

/** `platform-qualification~id`: stated by the operator, confirmed by whoever is competent. */
export const PlatformQualification = z
  .strictObject({
    v: z.literal(1),
    facts: QualificationFacts,
    operator: Uscc,
    published: ActedBy,
    confirmed: ActedBy.optional(),
    withdrawn: z.strictObject({ reasons: line(300), by: ActedBy }).optional(),
  })
  .meta({ id: 'PlatformQualification' });
export type PlatformQualification = z.infer<typeof PlatformQualification>;

export const PlatformStatus = z
  .enum(['UNCONFIRMED', 'NOT_YET_VALID', 'IN_FORCE', 'EXPIRED', 'WITHDRAWN'])
  .meta({ id: 'PlatformStatus' });
export type PlatformStatus = z.infer<typeof PlatformStatus>;

/**
 * What a qualification was on an instant, as far as is known: it may have been published later than
 * the instant that it covers. `undefined` while nobody knew of it.
 */
export function platformStatus(
  { facts, published, confirmed, withdrawn }: PlatformQualification,
  { asOf, knownAt }: Instants,
): PlatformStatus | undefined {
  if (published.at > knownAt) return undefined;
  const isKnown = (at: string | undefined): boolean => at !== undefined && at <= knownAt;
  if (withdrawn !== undefined && isKnown(withdrawn.by.at) && withdrawn.by.at <= asOf) {
    return 'WITHDRAWN';
  }
  if (!isKnown(confirmed?.at)) return 'UNCONFIRMED';
  const day = shanghaiDate(asOf);
  if (day < facts.validFrom) return 'NOT_YET_VALID';
  return facts.validTo === undefined || day <= facts.validTo ? 'IN_FORCE' : 'EXPIRED';
}

/** When it is over, as far as is known; absent where nothing ends it. */
export function platformEndsAt(
  { facts: { validTo }, withdrawn }: PlatformQualification,
  { knownAt }: Pick<Instants, 'knownAt'>,
): string | undefined {
  const ends = validTo === undefined ? [] : [endOfDay(validTo)];
  if (withdrawn !== undefined && withdrawn.by.at <= knownAt) ends.push(withdrawn.by.at);
  return ends.sort()[0];
}

/** When it is another next, by time alone; absent where it stays as it is. */
export function platformChangesAt(
  record: PlatformQualification,
  { asOf, knownAt }: Instants,
): string | undefined {
  const ends = platformEndsAt(record, { knownAt });
  const instants = [startOfDay(record.facts.validFrom), ...(ends === undefined ? [] : [ends])];
  const now = platformStatus(record, { asOf, knownAt });
  return instants
    .sort()
    .find((at) => at > asOf && platformStatus(record, { asOf: at, knownAt }) !== now);
}
