import { hexToBytes } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import { addDays, endOfDay, shanghaiDate, startOfDay } from '../clock/index.js';
import { sha256Hex } from '../digest.js';
import { LedgerError } from '../errors.js';
import { type Digests, requireSameBytes } from '../evidence.js';
import type { ActedBy } from '../operation/acted.js';
import {
  type ChallengeCustodyInput,
  type CustodyChallenge,
  type CustodyRecord,
  type EntrustInput,
  type ProvePossessionInput,
  type ReleaseCustodyInput,
} from './custody-record.js';
import { custodyState } from './custody-state.js';

/** @throws LedgerError CALLER_FORBIDDEN where one would keep one’s own */
export function entrust(
  { beacon: _, ...terms }: z.infer<typeof EntrustInput>,
  entrusted: ActedBy,
): CustodyRecord {
  if (terms.custodian === entrusted.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', 'Nobody is one’s own custodian.', { id: terms.id });
  }
  return { v: 1, ...terms, depositor: entrusted.uscc, entrusted, challenged: [] };
}

/**
 * The custodian says what it got, by both digests of it.
 *
 * @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, ROOT_MISMATCH
 */
export function takeCustody(
  record: CustodyRecord,
  { got, registered }: { readonly got: Digests; readonly registered: Digests },
  taken: ActedBy,
): CustodyRecord {
  requireParty(record, [record.custodian], taken);
  requireState(record, ['ENTRUSTED'], taken.at);
  requireSameBytes(got, registered, `${record.data.asset}@${String(record.data.version)}`);
  return { ...record, taken };
}

/**
 * The depositor tells the next nonce. One challenge at a time, and each once.
 *
 * @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, ROOT_MISMATCH
 */
export function challengeCustody(
  record: CustodyRecord,
  { nonce }: Pick<z.infer<typeof ChallengeCustodyInput>, 'nonce'>,
  made: ActedBy,
): CustodyRecord {
  requireParty(record, [record.depositor], made);
  const { possession } = requireState(record, ['IN_CUSTODY'], made.at);
  const number = record.challenged.length + 1;
  const commitment = record.commitments[number - 1];
  if (commitment === undefined || possession.at(-1)?.state === 'OPEN') {
    throw forbids(record, 'No challenge is left, or the last one may still be answered.');
  }
  if (sha256Hex(hexToBytes(nonce)) !== commitment.nonceDigest) {
    throw mismatch(record, `This is not the nonce of challenge ${String(number)}.`);
  }
  const dueAt = endOfDay(addDays(shanghaiDate(made.at), record.answerDays));
  return { ...record, challenged: [...record.challenged, { number, nonce, made, dueAt }] };
}

/**
 * The custodian answers; late is better than never, and shown as late.
 *
 * @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS, ROOT_MISMATCH
 */
export function provePossession(
  record: CustodyRecord,
  { number, answer }: Pick<z.infer<typeof ProvePossessionInput>, 'number' | 'answer'>,
  by: ActedBy,
): CustodyRecord {
  requireParty(record, [record.custodian], by);
  requireState(record, ['IN_CUSTODY', 'TERM_OVER'], by.at);
  const challenge = record.challenged.find((each) => each.number === number);
  if (challenge === undefined || challenge.proof !== undefined) {
    throw forbids(record, `Challenge ${String(number)} waits for no answer.`);
  }
  if (sha256Hex(hexToBytes(answer)) !== record.commitments[number - 1]?.answerDigest) {
    throw mismatch(record, `This is not the answer to challenge ${String(number)}.`);
  }
  const answered: CustodyChallenge = { ...challenge, proof: { answer, by } };
  const challenged = record.challenged.map((each) => (each.number === number ? answered : each));
  return { ...record, challenged };
}

/**
 * The custodian lets go of the bytes; before it took them, either side lets the matter go.
 *
 * @throws LedgerError CALLER_FORBIDDEN, RECORD_STATE_FORBIDS
 */
export function releaseCustody(
  record: CustodyRecord,
  { ending, reasons, documentDigest }: Omit<z.infer<typeof ReleaseCustodyInput>, 'id' | 'beacon'>,
  by: ActedBy,
): CustodyRecord {
  const isTaken = record.taken !== undefined;
  requireParty(record, isTaken ? [record.custodian] : [record.custodian, record.depositor], by);
  requireState(record, ['ENTRUSTED', 'IN_CUSTODY', 'TERM_OVER'], by.at);
  if ((ending === 'NOT_TAKEN') === isTaken) {
    throw forbids(record, 'NOT_TAKEN is for what was never taken, and for nothing else.');
  }
  return { ...record, released: { ending, reasons, documentDigest, by } };
}

function requireParty({ id }: CustodyRecord, parties: readonly string[], { uscc }: ActedBy): void {
  if (parties.includes(uscc)) return;
  throw new LedgerError('CALLER_FORBIDDEN', `${id} is others’.`, { id });
}

function requireState(
  record: CustodyRecord,
  wanted: readonly ReturnType<typeof custodyState>['status'][],
  at: string,
): ReturnType<typeof custodyState> {
  const state = custodyState(record, at);
  const isBegun = at >= startOfDay(record.term.from);
  if (wanted.includes(state.status) && isBegun) return state;
  throw forbids(record, `${record.id} is ${state.status}, or its term has not begun.`);
}

const forbids = ({ id }: CustodyRecord, message: string): LedgerError =>
  new LedgerError('RECORD_STATE_FORBIDS', message, { id });
const mismatch = ({ id }: CustodyRecord, message: string): LedgerError =>
  new LedgerError('ROOT_MISMATCH', message, { id });
