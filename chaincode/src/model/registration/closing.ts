import { z } from 'zod';
import { endOfDay } from '../clock/index.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { Vote } from '../governance.js';
import { Hex256, TransactionId, Uscc } from '../schema.js';
import { BeaconCitation } from '../beacon.js';
import { CertificateNo, Month, monthRoot, type SerialHead } from './certificate-number.js';

/** What a month’s closing states: how many numbers, which was the last, and the root over all. */
export const ClosingStatement = z
  .strictObject({
    registrar: Uscc,
    month: Month,
    /** Certificates issued; numbers made void are counted apart. */
    count: z.int().min(0),
    voids: z.int().min(0),
    lastSerial: z.int().min(0),
    root: Hex256,
  })
  .meta({ id: 'ClosingStatement' });
export type ClosingStatement = z.infer<typeof ClosingStatement>;

/** `closing~registrar~month`: the statement, and the officials of two organisations that signed it. */
export const ClosingCheckpoint = z
  .strictObject({
    v: z.literal(1),
    statement: ClosingStatement,
    digest: Hex256,
    state: z.enum(['PROPOSED', 'CLOSED']),
    votes: z.array(Vote).min(1).max(16),
    txId: TransactionId,
  })
  .meta({ id: 'ClosingCheckpoint' });
export type ClosingCheckpoint = z.infer<typeof ClosingCheckpoint>;

export const closingOf = (head: SerialHead): ClosingStatement => ({
  registrar: head.registrar,
  month: head.month,
  count: head.last - head.voids,
  voids: head.voids,
  lastSerial: head.last,
  root: monthRoot(head),
});

/** First instant after a month, in Shanghai. */
export function monthEnd(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(4))];
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return endOfDay(`${month.slice(0, 4)}-${month.slice(4)}-${String(days).padStart(2, '0')}`);
}

/**
 * @param notBefore time of the beacon cited: the month is over for certain
 * @throws LedgerError CLOSING_TOO_EARLY, SERIAL_CLOSED_PERIOD
 */
export function proposeClosing(head: SerialHead, vote: Vote, notBefore: string): ClosingCheckpoint {
  requireOpen(head);
  const end = monthEnd(head.month);
  if (notBefore < end) {
    throw new LedgerError('CLOSING_TOO_EARLY', `${head.month} runs until ${end}.`, {
      month: head.month,
      end,
    });
  }
  const statement = closingOf(head);
  return {
    v: 1,
    statement,
    digest: recordDigest(statement),
    state: 'PROPOSED',
    votes: [vote],
    txId: vote.txId,
  };
}

function requireOpen({ month, closedBy }: SerialHead): void {
  if (closedBy === undefined) return;
  throw new LedgerError('SERIAL_CLOSED_PERIOD', `${month} is closed already.`, {
    month,
    closing: closedBy,
  });
}

/**
 * The votes on a closing with another organisation’s: of the digest it read.
 *
 * @throws LedgerError PROPOSAL_MISMATCH, APPROVER_NOT_INDEPENDENT
 */
export function secondVote(
  proposed: Pick<ClosingCheckpoint, 'digest' | 'votes'>,
  digest: string,
  vote: Vote,
  month: string,
): Vote[] {
  if (digest !== proposed.digest) {
    throw new LedgerError('PROPOSAL_MISMATCH', 'The digest is not that of the closing proposed.', {
      month,
      digest: proposed.digest,
    });
  }
  if (proposed.votes.some(({ mspId }) => mspId === vote.mspId)) {
    throw new LedgerError(
      'APPROVER_NOT_INDEPENDENT',
      `${vote.mspId} signed this closing already; another organisation must.`,
      { month, mspId: vote.mspId },
    );
  }
  return [...proposed.votes, vote];
}

/**
 * The second organisation’s official signs the same digest. What was numbered since the proposal
 * makes another statement, which must be proposed anew.
 *
 * @throws LedgerError CLOSING_STALE, PROPOSAL_MISMATCH, APPROVER_NOT_INDEPENDENT,
 *   SERIAL_CLOSED_PERIOD
 */
export function approveClosing(
  proposed: ClosingCheckpoint,
  head: SerialHead,
  digest: string,
  vote: Vote,
): { readonly closing: ClosingCheckpoint; readonly head: SerialHead } {
  requireOpen(head);
  const { statement } = proposed;
  if (recordDigest(closingOf(head)) !== proposed.digest) {
    throw new LedgerError(
      'CLOSING_STALE',
      `${statement.month} changed since its closing was proposed. Propose it anew.`,
      { month: statement.month },
    );
  }
  const votes = secondVote(proposed, digest, vote, statement.month);
  return {
    closing: { ...proposed, state: 'CLOSED', votes, txId: vote.txId },
    head: { ...head, closedBy: vote.txId },
  };
}

export const ProposeClosingInput = z
  .strictObject({ registrar: Uscc, month: Month, beacon: BeaconCitation.optional() })
  .meta({ id: 'ProposeClosingInput' });
export const ApproveClosingInput = z
  .strictObject({ registrar: Uscc, month: Month, digest: Hex256 })
  .meta({ id: 'ApproveClosingInput' });
/** Numbers of a month that lead to no record: there are none on a sound ledger. */
export const GapReport = z
  .strictObject({
    registrar: Uscc,
    month: Month,
    checkedFrom: z.int(),
    checkedTo: z.int(),
    last: z.int(),
    gaps: z.array(CertificateNo),
    rootHolds: z.boolean().optional(),
  })
  .meta({ id: 'GapReport' });
export const GapsInput = z
  .strictObject({
    registrar: Uscc,
    month: Month,
    from: z.int().min(1).max(9999),
    count: z.int().min(1).max(500),
  })
  .meta({ id: 'GapsInput' });
