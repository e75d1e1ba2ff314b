import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { endOfDay } from '../clock/index.js';
import type { Instants } from '../registration/case-fold.js';
import { VersionRef } from '../registration/description.js';
import { DateText, Hex256, Id, Instant, TransactionId, Uscc } from '../schema.js';

/**
 * Numbers of registers that are not on this ledger: certificate (17 characters) and registration
 * (16) of data intellectual property, and the pledge number of 中登网 (20 digits). They are held
 * against their form alone; how their check characters are made is not published.
 */
const numbers = {
  DATA_IP_CERTIFICATE: /^[0-9A-Z]{17}$/,
  DATA_IP_REGISTRATION: /^[0-9A-Z]{16}$/,
  PLEDGE: /^\d{20}$/,
} as const;
export const ReferenceKind = z
  .enum(['DATA_IP_CERTIFICATE', 'DATA_IP_REGISTRATION', 'PLEDGE'])
  .meta({ id: 'ReferenceKind' });

const said = {
  id: Id,
  data: VersionRef,
  kind: ReferenceKind,
  number: z.string().min(16).max(20),
  /** Of the paper that shows it. */
  documentDigest: Hex256,
  /** Last day, where it has one. */
  until: DateText.optional(),
};
const beacon = BeaconCitation.optional();

export const ReferInput = z
  .strictObject({ ...said, beacon })
  .refine(({ kind, number }) => numbers[kind].test(number), {
    path: ['number'],
    message: 'Is no number of this kind',
  })
  .meta({ id: 'ReferInput' });
export const EndReferenceInput = z
  .strictObject({ id: Id, documentDigest: Hex256, beacon })
  .meta({ id: 'EndReferenceInput' });

/** `external-reference~id`: what a holder says stands elsewhere. Nobody there vouches for it here. */
export const ExternalReference = z
  .strictObject({
    v: z.literal(1),
    ...said,
    holder: Uscc,
    at: Instant,
    txId: TransactionId,
    ended: z.strictObject({ at: Instant, documentDigest: Hex256, txId: TransactionId }).optional(),
  })
  .meta({ id: 'ExternalReference' });
export type ExternalReference = z.infer<typeof ExternalReference>;

/** Whether it was stated by then, and neither ended nor ran out. */
export const isReferring = (
  { at, until, ended }: ExternalReference,
  { asOf, knownAt }: Instants,
): boolean =>
  at <= asOf &&
  at <= knownAt &&
  !(ended !== undefined && ended.at <= asOf && ended.at <= knownAt) &&
  !(until !== undefined && endOfDay(until) <= asOf);

/** Data intellectual property: one holder registers one object. */
export const isDataIp = ({ kind }: Pick<ExternalReference, 'kind'>): boolean => kind !== 'PLEDGE';
