import { z } from 'zod';
import { recordDigest } from './digest.js';
import { LedgerError } from './errors.js';
import {
  Count,
  Hex256,
  Instant,
  instant,
  later,
  millis,
  type Moment,
  MspId,
  mspSet,
  TransactionId,
} from './schema.js';

/** Channel-held: who witnesses time, and how far clocks may differ. */
export const TimePolicy = z
  .strictObject({
    witnesses: mspSet(2),
    /** Witness organisations that must state one beacon. */
    quorum: z.int().min(2).max(32),
    skewSeconds: z.int().min(1).max(900),
    maxAgeSeconds: z.int().min(1).max(86_400),
  })
  .meta({ id: 'TimePolicy' });
export type TimePolicy = z.infer<typeof TimePolicy>;

/** What the witnesses state: at `time` the ledger had `height` blocks, the last with this hash. */
export const BeaconStatement = z
  .strictObject({
    number: z.int().min(1).max(999_999_999_999),
    time: Instant,
    height: Count,
    headerHash: Hex256,
  })
  .meta({ id: 'BeaconStatement' });
export type BeaconStatement = z.infer<typeof BeaconStatement>;

export const BeaconWitness = z
  .strictObject({ mspId: MspId, fingerprint: Hex256, txId: TransactionId, statedAt: Instant })
  .meta({ id: 'BeaconWitness' });
export type BeaconWitness = z.infer<typeof BeaconWitness>;

/** Immutable once committed: `beacon~n`. */
export const Beacon = z
  .strictObject({ v: z.literal(1), statement: BeaconStatement, witnesses: z.array(BeaconWitness) })
  .meta({ id: 'Beacon' });
export type Beacon = z.infer<typeof Beacon>;

/** A statement on its way to its quorum: one per (number, first witness). */
export const BeaconProposal = z
  .strictObject({
    v: z.literal(1),
    statement: BeaconStatement,
    witnesses: z.array(BeaconWitness).min(1),
  })
  .meta({ id: 'BeaconProposal' });
export type BeaconProposal = z.infer<typeof BeaconProposal>;

/** How a transaction cites a beacon: a number can be guessed, the digest can not (ledger rule 1). */
export const BeaconCitation = z
  .strictObject({ number: z.int().min(1), digest: Hex256 })
  .meta({ id: 'BeaconCitation' });
export type BeaconCitation = z.infer<typeof BeaconCitation>;

export const cite = (beacon: Beacon): BeaconCitation => ({
  number: beacon.statement.number,
  digest: recordDigest(beacon),
});

/** What the ledger holds around a citation. */
export interface CitedBeacon {
  readonly beacon: Beacon | undefined;
  /** Whether `beacon~(n+2)` is committed: then the citation is withheld or late. */
  readonly overtaken: boolean;
}

/**
 * A transaction made after beacon n and before n+2, at a time that fits (ledger rule 1).
 *
 * @throws LedgerError BEACON_TOO_OLD, CLIENT_TIME_OUT_OF_WINDOW
 */
export function checkCitation(
  citation: BeaconCitation,
  { beacon, overtaken }: CitedBeacon,
  policy: TimePolicy,
  at: Moment,
): void {
  if (beacon === undefined || overtaken || recordDigest(beacon) !== citation.digest) {
    throw new LedgerError(
      'BEACON_TOO_OLD',
      `Beacon ${String(citation.number)} can not be cited any more. Cite the latest beacon and sign again.`,
      { cited: citation.number },
    );
  }
  const start = millis(beacon.statement.time);
  const time = millis(at.time);
  if (time > start + policy.maxAgeSeconds * 1000) {
    throw new LedgerError(
      'BEACON_TOO_OLD',
      `Beacon ${String(citation.number)} is of ${beacon.statement.time}, too old for ${at.time}. Cite the latest beacon.`,
      { cited: citation.number, beaconTime: beacon.statement.time, time: at.time },
    );
  }
  if (time < start - policy.skewSeconds * 1000) {
    throw new LedgerError(
      'CLIENT_TIME_OUT_OF_WINDOW',
      `The transaction’s time ${at.time} lies before the beacon it cites. Set the clock right and sign again.`,
      { beaconTime: beacon.statement.time, time: at.time },
    );
  }
}

/** As much of a beacon as an answer’s instants depend on. */
export interface ReachedTime {
  readonly statement: Pick<BeaconStatement, 'number' | 'time'>;
}

/**
 * What may still happen before an instant that no beacon reached is not known, so no answer is given
 * for it (ledger rule 4).
 *
 * @throws LedgerError AS_OF_TOO_LATE
 */
export function checkAsOf(asOf: string, latest: ReachedTime, policy: TimePolicy): void {
  const { time, number } = latest.statement;
  if (millis(asOf) <= millis(time) + policy.skewSeconds * 1000) return;
  throw new LedgerError(
    'AS_OF_TOO_LATE',
    `${asOf} lies beyond beacon ${String(number)} of ${time}. Ask for an instant the ledger has reached.`,
    { asOf, beacon: number, beaconTime: time },
  );
}

/**
 * The instants of an answer: those asked, or now as far as beacons bear it out. Without a beacon the
 * clock of whoever asks is all there is, and the answer says beacon 0.
 *
 * @throws LedgerError AS_OF_TOO_LATE
 */
export function askedInstants(
  { asOf, knownAt }: { readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
  clock: string,
  reached: { readonly latest: ReachedTime; readonly policy: TimePolicy } | undefined,
): { readonly asOf: string; readonly knownAt: string; readonly beacon: number } {
  if (reached === undefined) return { asOf: asOf ?? clock, knownAt: knownAt ?? clock, beacon: 0 };
  const { latest, policy } = reached;
  for (const asked of [asOf, knownAt]) {
    if (asked !== undefined) checkAsOf(asked, latest, policy);
  }
  const { time, number } = latest.statement;
  const end = instant(millis(time) + policy.maxAgeSeconds * 1000);
  const now = later(clock < end ? clock : end, time);
  return { asOf: asOf ?? now, knownAt: knownAt ?? now, beacon: number };
}

/** A beacon follows its predecessor in number, time and height; only the first stands alone. */
export function checkSuccession(
  statement: BeaconStatement,
  previous: Beacon | undefined,
  at: Moment,
  policy: TimePolicy,
): void {
  const outOfOrder = (why: string): LedgerError =>
    new LedgerError('BEACON_OUT_OF_ORDER', why, { number: statement.number });
  if (statement.number > 1 && previous === undefined) {
    throw outOfOrder(`Beacon ${String(statement.number - 1)} is not committed yet.`);
  }
  if (
    previous !== undefined &&
    (statement.time <= previous.statement.time || statement.height <= previous.statement.height)
  ) {
    throw outOfOrder('A beacon’s time and height must grow.');
  }
  if (Math.abs(millis(at.time) - millis(statement.time)) > policy.skewSeconds * 1000) {
    throw new LedgerError(
      'CLIENT_TIME_OUT_OF_WINDOW',
      `The stated time ${statement.time} differs too much from the witness’s own ${at.time}.`,
      { stated: statement.time, time: at.time },
    );
  }
}

export function proposeBeacon(statement: BeaconStatement, witness: BeaconWitness): BeaconProposal {
  return { v: 1, statement, witnesses: [witness] };
}

/** @throws LedgerError BEACON_SELF_CONFIRMED when the organisation already stated it */
export function confirmBeacon(proposal: BeaconProposal, witness: BeaconWitness): BeaconProposal {
  if (proposal.witnesses.some(({ mspId }) => mspId === witness.mspId)) {
    throw new LedgerError(
      'BEACON_SELF_CONFIRMED',
      `${witness.mspId} already stated this beacon; another organisation must confirm it.`,
      { mspId: witness.mspId },
    );
  }
  return { ...proposal, witnesses: [...proposal.witnesses, witness] };
}

/** The beacon, once enough organisations state it that are witnesses still. */
export function matureBeacon(proposal: BeaconProposal, policy: TimePolicy): Beacon | undefined {
  const witnesses = proposal.witnesses.filter(({ mspId }) => policy.witnesses.includes(mspId));
  if (witnesses.length < policy.quorum) return undefined;
  return { v: 1, statement: proposal.statement, witnesses };
}

/** Between which two instants a thing happened; `null` where nothing bounds it (yet). */
export const ProvenInterval = z
  .strictObject({ notBefore: Instant.nullable(), notAfter: Instant.nullable() })
  .meta({ id: 'ProvenInterval' });
export type ProvenInterval = z.infer<typeof ProvenInterval>;
