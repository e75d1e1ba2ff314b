import { z } from 'zod';
import { LedgerError } from './errors.js';
import { refusePersonalData } from './privacy.js';
import {
  Code,
  Hex256,
  Id,
  Instant,
  later,
  line,
  type Moment,
  MspId,
  Page,
  pageOf,
  TransactionId,
  Uscc,
} from './schema.js';
import { requireUscc } from './uscc.js';

export const PartyType = z
  .enum([
    'LEGAL_PERSON',
    'PUBLIC_INSTITUTION',
    'UNINCORPORATED',
    'COURT',
    'ARBITRATION',
    'NOTARY',
    'AUTHORITY',
  ])
  .meta({ id: 'PartyType' });

export const PartyState = z
  .enum(['UNVERIFIED', 'VERIFIED', 'SUSPENDED', 'EXITED'])
  .meta({ id: 'PartyState' });
export type PartyState = z.infer<typeof PartyState>;

export const RegisterPartyInput = z
  .strictObject({
    uscc: Uscc,
    type: PartyType,
    /** Name of the organisation as on its certificate of registration. */
    name: line(120),
  })
  .meta({ id: 'RegisterPartyInput' });

export const Party = z
  .strictObject({
    v: z.literal(1),
    ...RegisterPartyInput.shape,
    state: PartyState,
    /** Salted commitment to the credential that was looked at. */
    credentialCommitment: Hex256.optional(),
    reason: line(200).optional(),
    registeredBy: MspId,
    changedAt: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

export const VerifyPartyInput = z
  .strictObject({ uscc: Uscc, credentialCommitment: Hex256 })
  .meta({ id: 'VerifyPartyInput' });
export const SuspendPartyInput = z
  .strictObject({ uscc: Uscc, reason: line(200) })
  .meta({ id: 'SuspendPartyInput' });
export const PartyKey = z.strictObject({ uscc: Uscc }).meta({ id: 'PartyKey' });

export const QualifyInput = z
  .strictObject({
    uscc: Uscc,
    id: Id,
    /** From the signed code list of qualifications. */
    code: Code,
    validFrom: Instant,
    validTo: Instant,
    documentDigest: Hex256,
  })
  .refine((q) => q.validFrom < q.validTo, { path: ['validTo'], message: 'Must be after validFrom' })
  .meta({ id: 'QualifyInput' });

export const PartyQualification = z
  .strictObject({
    v: z.literal(1),
    ...QualifyInput.shape,
    withdrawn: z.strictObject({ at: Instant, reason: line(200), txId: TransactionId }).optional(),
    recordedBy: MspId,
    recordedAt: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'PartyQualification' });
export type PartyQualification = z.infer<typeof PartyQualification>;

export const WithdrawQualificationInput = z
  .strictObject({ uscc: Uscc, id: Id, reason: line(200) })
  .meta({ id: 'WithdrawQualificationInput' });

export const QualificationStatus = z
  .enum(['PENDING', 'VALID', 'EXPIRED', 'WITHDRAWN'])
  .meta({ id: 'QualificationStatus' });
export type QualificationStatus = z.infer<typeof QualificationStatus>;

export const QualificationsInput = z
  .strictObject({ uscc: Uscc, asOf: Instant, ...Page })
  .meta({ id: 'QualificationsInput' });
export const QualificationView = z
  .strictObject({ qualification: PartyQualification, status: QualificationStatus })
  .meta({ id: 'QualificationView' });
export const QualificationPage = pageOf(QualificationView).meta({ id: 'QualificationPage' });

export function registerParty(
  input: z.infer<typeof RegisterPartyInput>,
  mspId: string,
  at: Moment,
): Party {
  requireUscc(input.uscc);
  refusePersonalData({ name: input.name });
  return {
    v: 1,
    ...input,
    state: 'UNVERIFIED',
    registeredBy: mspId,
    changedAt: at.time,
    txId: at.txId,
  };
}

/** The states a party may be in before each step. */
const MAY: Readonly<Record<'VERIFIED' | 'SUSPENDED' | 'EXITED', readonly PartyState[]>> = {
  VERIFIED: ['UNVERIFIED', 'SUSPENDED'],
  SUSPENDED: ['VERIFIED'],
  EXITED: ['UNVERIFIED', 'VERIFIED', 'SUSPENDED'],
};

/** @throws LedgerError PARTY_STATE_FORBIDS */
export function moveParty(
  party: Party,
  state: 'VERIFIED' | 'SUSPENDED' | 'EXITED',
  details: Partial<Pick<Party, 'reason' | 'credentialCommitment'>>,
  at: Moment,
): Party {
  refusePersonalData({ reason: details.reason });
  if (!MAY[state].includes(party.state)) {
    throw new LedgerError(
      'PARTY_STATE_FORBIDS',
      `${party.uscc} is ${party.state} and can not become ${state}.`,
      { uscc: party.uscc, state: party.state },
    );
  }
  // A reason belongs to the state it was given for; canonical JSON leaves `undefined` out.
  const { credentialCommitment = party.credentialCommitment, reason } = details;
  return {
    ...party,
    credentialCommitment,
    reason,
    state,
    changedAt: later(party.changedAt, at.time),
    txId: at.txId,
  };
}

/** @throws LedgerError PARTY_STATE_FORBIDS for a party that left, PERSONAL_DATA_REFUSED */
export function qualify(
  party: Party,
  input: z.infer<typeof QualifyInput>,
  mspId: string,
  at: Moment,
): PartyQualification {
  refusePersonalData({ id: input.id });
  if (party.state === 'EXITED') {
    throw new LedgerError('PARTY_STATE_FORBIDS', `${party.uscc} left; it gets no qualification.`, {
      uscc: party.uscc,
      state: party.state,
    });
  }
  return { v: 1, ...input, recordedBy: mspId, recordedAt: at.time, txId: at.txId };
}

/**
 * Once: a second withdrawal would move the instant of the first.
 *
 * @throws LedgerError QUALIFICATION_WITHDRAWN, PERSONAL_DATA_REFUSED
 */
export function withdrawQualification(
  qualification: PartyQualification,
  reason: string,
  at: Moment,
): PartyQualification {
  refusePersonalData({ reason });
  if (qualification.withdrawn !== undefined) {
    throw new LedgerError(
      'QUALIFICATION_WITHDRAWN',
      `Qualification ${qualification.id} was withdrawn already.`,
      { id: qualification.id, txId: qualification.withdrawn.txId },
    );
  }
  const withdrawnAt = later(qualification.recordedAt, at.time);
  return { ...qualification, withdrawn: { at: withdrawnAt, reason, txId: at.txId } };
}

/** Computed for an instant, never stored: validity runs out without a transaction. */
export function qualificationStatus(q: PartyQualification, asOf: string): QualificationStatus {
  if (q.withdrawn !== undefined && q.withdrawn.at <= asOf) return 'WITHDRAWN';
  if (asOf < q.validFrom) return 'PENDING';
  return asOf < q.validTo ? 'VALID' : 'EXPIRED';
}

/** Of that code, on record, and valid at an instant. */
export const isQualified = (
  qualification: PartyQualification | undefined,
  code: string,
  at: string,
): qualification is PartyQualification =>
  qualification?.code === code &&
  qualification.recordedAt <= at &&
  qualificationStatus(qualification, at) === 'VALID';

export const PartyHistoryInput = z
  .strictObject({ uscc: Uscc, ...Page })
  .meta({ id: 'PartyHistoryInput' });
export const PartyHistoryEntry = z
  .strictObject({ txId: TransactionId, claimedAt: Instant, party: Party })
  .meta({ id: 'PartyHistoryEntry' });
export const PartyHistoryPage = pageOf(PartyHistoryEntry).meta({ id: 'PartyHistoryPage' });
