import { LedgerError } from '@shuquan/chaincode/model';
import { type Code, errors } from '../errors.js';
import type { NationalDeposit } from './port.js';

/** How the courier shares its time. All durations in milliseconds. */
export interface Pace {
  /** From one look for new deposits to the next. */
  readonly scanMs: number;
  /** To the first question for a receipt that is not there yet; then ever longer. */
  readonly pollMs: number;
  /** After the first failure; then ever longer. */
  readonly firstRetryMs: number;
  /** No wait grows beyond this. */
  readonly maxRetryMs: number;
  /** How long a case rests that only people can bring on. */
  readonly parkMs: number;
  /** After this the national system counts as not answering. */
  readonly callTimeoutMs: number;
  /** Cases worked on at once. */
  readonly inFlight: number;
  /** An alarm is raised once a case has failed so often without a break. */
  readonly alarmAfter: number;
}

export const defaultPace: Pace = {
  scanMs: 5_000,
  pollMs: 2_000,
  firstRetryMs: 1_000,
  maxRetryMs: 300_000,
  parkMs: 3_600_000,
  callTimeoutMs: 30_000,
  inFlight: 8,
  alarmAfter: 5,
};

/** The wait before try `count` + 1: doubled each time, and bounded. */
export const backoff = (firstMs: number, count: number, maxMs: number): number =>
  Math.min(maxMs, firstMs * 2 ** Math.min(count - 1, 30));

/** What the courier knows about one deposit. Nothing of it must survive: a restart asks again. */
export interface Errand {
  readonly deposit: NationalDeposit;
  state: 'OPEN' | 'PARKED' | 'DONE';
  submissionId: string | undefined;
  /** Digest of a receipt that the ledger refused. */
  refused: string | undefined;
  failures: number;
  polls: number;
  /** Since when it waits, and how long; a clock set back must not make it wait longer. */
  since: number;
  waitMs: number;
  /** Whether the ledger may have the receipt: then nothing is sent before it is read again. */
  awaitsScan: boolean;
  isRunning: boolean;
}

export const errandFor = (deposit: NationalDeposit, now: number): Errand => ({
  ...{ deposit, state: 'OPEN', submissionId: undefined, refused: undefined },
  ...{ failures: 0, polls: 0, since: now, waitMs: 0, awaitsScan: false, isRunning: false },
});

export const keyOf = ({ caseId, recordDigest, depositTxId }: NationalDeposit): string =>
  `${caseId}:${recordDigest}:${depositTxId}`;

/** Milliseconds until something is to be done; `Infinity` while there is nothing to wait for. */
export function dueIn(
  { state, since, waitMs, awaitsScan, isRunning }: Errand,
  now: number,
): number {
  if (state === 'DONE' || awaitsScan || isRunning) return Infinity;
  return now < since ? 0 : Math.max(0, since + waitMs - now);
}

/** Refusals below 500 that pass by themselves. */
const passing: ReadonlySet<string> = new Set<Code>([
  'BEACON_TOO_OLD',
  'CLIENT_TIME_OUT_OF_WINDOW',
  'ENDORSEMENT_FAILED',
  'LEDGER_CONFLICT',
  'RATE_LIMITED',
  'TRANSACTION_DUPLICATE',
]);

/** Whether the rules said no, so that trying the same again is useless. */
export function isRefusal(err: unknown): err is LedgerError<string> {
  if (!(err instanceof LedgerError)) return false;
  const { code } = err as LedgerError<string>;
  const known = Object.hasOwn(errors, code) ? errors[code as Code] : undefined;
  // A code that only newer rules know is a refusal as well.
  return !passing.has(code) && (known === undefined || known.status < 500);
}
