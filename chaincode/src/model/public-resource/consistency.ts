import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Asked } from '../registration/case.js';
import type { Instants } from '../registration/case-fold.js';
import { CertificateStatus, RightView } from '../registration/certificate.js';
import { CertificateNo } from '../registration/certificate-number.js';
import { VersionRef } from '../registration/description.js';
import { Count, DateText, Hex256, Id, Instant, TransactionId, Uscc } from '../schema.js';
import { LookupCode } from './lookup-code.js';
import { ExternalReference, isDataIp, isReferring } from './reference.js';
import { PublicResourceRegistration } from './registration.js';
import { ResourceState } from './state.js';

const subject = { certificate: CertificateNo.optional(), lookupCode: LookupCode.optional() };
const oneOf = ({
  certificate,
  lookupCode,
}: {
  certificate?: unknown;
  lookupCode?: unknown;
}): boolean => (certificate === undefined) !== (lookupCode === undefined);
const oneOnly = { path: ['lookupCode'], message: 'Name a certificate or a lookup code' };
const times = { asOf: Instant.optional(), knownAt: Instant.optional() };

export const ConsistencyInput = z
  .strictObject({ ...subject, ...times })
  .refine(oneOf, oneOnly)
  .meta({ id: 'ConsistencyInput' });
export const ConsistencyCheckInput = z
  .strictObject({ id: Id, ...subject, beacon: BeaconCitation.optional() })
  .refine(oneOf, oneOnly)
  .meta({ id: 'ConsistencyCheckInput' });
export const ConsistencyCheckKey = z.strictObject({ id: Id }).meta({ id: 'ConsistencyCheckKey' });

/** What does not fit, and about which record. */
export const Contradiction = z
  .strictObject({ code: z.string(), about: z.string() })
  .meta({ id: 'Contradiction' });
export type Contradiction = z.infer<typeof Contradiction>;

const JoinedRight = RightView.extend({ orders: Count, controls: Count });
const JoinedResource = z.strictObject({
  record: PublicResourceRegistration,
  state: ResourceState,
});
const JoinedReference = z.strictObject({
  record: ExternalReference,
  /** Other data that the same number was stated for. */
  alsoOf: z.array(VersionRef).max(20),
  /** Other parties that stated the same number. */
  alsoBy: z.array(Uscc).max(20),
  /** Whether whoever stated it still has a right in the data, or its registration. */
  concerned: z.boolean(),
});

const joined = {
  data: VersionRef,
  /** Digests and origin of the data as property; absent where it is none. */
  version: z.strictObject({ origin: z.string(), sha256: Hex256 }).optional(),
  certificate: z
    .strictObject({ no: CertificateNo, status: CertificateStatus, lastValidDay: DateText })
    .optional(),
  rights: z.array(JoinedRight),
  resources: z.array(JoinedResource),
  references: z.array(JoinedReference),
  /** Whether there was more than could be joined. */
  truncated: z.boolean(),
};

/** One answer over every register that this ledger holds or was told of (X14). */
export const ConsistencyAnswer = z
  .strictObject({
    verdict: z.enum(['CLEAR', 'NOT_CLEAR']),
    contradictions: z.array(Contradiction),
    ...joined,
    asked: Asked,
  })
  .meta({ id: 'ConsistencyAnswer' });
export type ConsistencyAnswer = z.infer<typeof ConsistencyAnswer>;
/** What the verdict rests on. */
export type Joined = Omit<ConsistencyAnswer, 'verdict' | 'contradictions' | 'asked'>;

/** `consistency-check~id`: an answer that its place in the order of commits bears out. */
export const ConsistencyCheck = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    by: Uscc,
    answer: ConsistencyAnswer,
    digest: Hex256,
    txId: TransactionId,
  })
  .meta({ id: 'ConsistencyCheck' });
export type ConsistencyCheck = z.infer<typeof ConsistencyCheck>;

/** Every contradiction, in the order in which the registers are joined. */
export function contradictionsOf(of: Joined, asked: Instants): Contradiction[] {
  return [
    ...certificateOf(of),
    ...of.rights.flatMap((right) => rightOf(right, of)),
    ...of.resources.flatMap((resource) => resourceOf(resource, of)),
    ...of.references.flatMap((reference) => referenceOf(reference, of, asked)),
    ...(of.truncated ? [{ code: 'INCOMPLETE', about: of.data.asset }] : []),
  ];
}

const STANDING: readonly string[] = ['VALID', 'EXPIRING'];

function certificateOf({ certificate }: Joined): Contradiction[] {
  if (certificate === undefined || STANDING.includes(certificate.status)) return [];
  return [{ code: `CERTIFICATE_${certificate.status}`, about: certificate.no }];
}

type JoinedRight = Joined['rights'][number];

function rightOf({ right, state, orders, controls }: JoinedRight, of: Joined): Contradiction[] {
  const about = right.id;
  const resource = of.resources.find(({ record }) => record.lookupCode === right.publicCode);
  const found: (string | false)[] = [
    state.status !== 'ACTIVE' && `RIGHT_${state.status}`,
    orders > 0 && 'JUDICIAL_ORDER',
    controls > 0 && 'ADMINISTRATIVE_CONTROL',
    of.version?.origin === 'PUBLIC_AUTHORISED' &&
      right.publicCode === undefined &&
      'PUBLIC_CODE_MISSING',
    resource !== undefined && resource.record.holder !== right.holder && 'HOLDER_DIFFERS',
  ];
  return found.flatMap((code) => (code === false ? [] : [{ code, about }]));
}

function resourceOf({ record, state }: Joined['resources'][number], of: Joined): Contradiction[] {
  const about = record.lookupCode;
  const { operation } = state;
  const under = operation !== undefined && operation.status !== 'ACTIVE';
  const differs = of.version !== undefined && of.version.sha256 !== record.digests['SHA-256'];
  return [
    ...(state.status === 'ACTIVE' ? [] : [{ code: `PUBLIC_CODE_${state.status}`, about }]),
    ...(under ? [{ code: `AGREEMENT_${operation.status}`, about: operation.agreement }] : []),
    ...(differs ? [{ code: 'DIGEST_DIFFERS', about }] : []),
  ];
}

type JoinedReference = Joined['references'][number];

function referenceOf(
  { record, alsoOf, alsoBy, concerned }: JoinedReference,
  of: Joined,
  asked: Instants,
): Contradiction[] {
  if (!isReferring(record, asked)) return [];
  const found: (string | false)[] = [
    record.kind === 'PLEDGE' && 'PLEDGED',
    alsoOf.length > 0 && 'NUMBER_USED_TWICE',
    alsoBy.length > 0 && 'NUMBER_HOLDER_DIFFERS',
    isRivalled(record, of, asked) && 'DATA_IP_HOLDERS_DIFFER',
    isDataIp(record) && !concerned && 'DATA_IP_HOLDER_WITHOUT_RIGHT',
  ];
  return found.flatMap((code) => (code === false ? [] : [{ code, about: record.id }]));
}

/** Somebody else registered the same data as its own intellectual property. */
const isRivalled = (record: ExternalReference, of: Joined, asked: Instants): boolean =>
  isDataIp(record) &&
  of.references.some(
    ({ record: other }) =>
      isDataIp(other) && other.holder !== record.holder && isReferring(other, asked),
  );
