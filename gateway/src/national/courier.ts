import { check, LedgerError, recordDigest } from '@shuquan/chaincode/model';
import type { z } from 'zod';
import { GatewayError, isCoded } from '../errors.js';
import { type Clock, systemClock } from '../witness/clock.js';
import { silent, type WitnessLog } from '../witness/log.js';
import { callWithin } from './call.js';
import type { CourierAlarm, CourierOptions } from './commission.js';
import {
  backoff,
  defaultPace,
  dueIn,
  type Errand,
  errandFor,
  isRefusal,
  keyOf,
  type Pace,
} from './errand.js';
import { type NationalDeposit, type AnsweredReceipt, ReceiptAnswer, Submission } from './port.js';

/** However many cases are due one after the other, the courier looks no more often than this. */
const MIN_WAIT_MS = 50;

/**
 * Takes deposits to the national system and brings their receipts back, until the ledger has one
 * for each case. It keeps nothing: the ledger says what is pending, the national system answers a
 * repeated deposit with the same receipt, and the rules take one receipt a case. So after a kill
 * at any point everything may be done again, and the ledger sees it once.
 *
 * A receipt goes to the ledger as it came. If the rules refuse it, the case rests and somebody is
 * told; it is asked for again later and handed over only when it has changed.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #pace: Pace;
  readonly #clock: Clock;
  readonly #log: WitnessLog;
  readonly #stopping = new AbortController();
  readonly #errands = new Map<string, Errand>();
  readonly #running = new Set<Promise<void>>();
  #scanning: Promise<void> | undefined;
  #scan: { since: number; waitMs: number };
  #scanFailures = 0;
  /** How often somebody asked for a look. */
  #nudges = 0;
  #cancel: () => void = () => undefined;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#pace = { ...defaultPace, ...options.pace };
    this.#clock = options.clock ?? systemClock;
    this.#log = options.log ?? silent;
    this.#scan = { since: this.#clock.now(), waitMs: 0 };
    this.#tick();
  }

  /** Cases that rest until somebody has looked at them. */
  get parked(): readonly NationalDeposit[] {
    return [...this.#errands.values()]
      .filter(({ state }) => state === 'PARKED')
      .map(({ deposit }) => deposit);
  }

  /** Something was deposited, or mended: look now. */
  nudge(): void {
    this.#nudges += 1;
    this.#scan = { since: this.#clock.now(), waitMs: 0 };
    for (const errand of this.#errands.values()) if (errand.state === 'PARKED') errand.waitMs = 0;
    this.#tick();
  }

  /** Gives up waiting, lets what is being recorded end, and leaves nothing running. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancel();
    await Promise.all([this.#scanning, ...this.#running]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #tick(): void {
    if (this.#stopping.signal.aborted) return;
    this.#cancel();
    const now = this.#clock.now();
    if (this.#scanning === undefined && this.#scanDueIn(now) === 0) this.#startScan();
    for (const errand of this.#errands.values()) {
      if (this.#running.size >= this.#pace.inFlight) break;
      if (dueIn(errand, now) === 0) this.#start(errand);
    }
    const isFull = this.#running.size >= this.#pace.inFlight;
    const waits = isFull ? [] : [...this.#errands.values()].map((each) => dueIn(each, now));
    const scanDue = this.#scanning === undefined ? this.#scanDueIn(now) : Infinity;
    // A look at the clock now and then, since timers count awake time only.
    const ms = Math.max(MIN_WAIT_MS, Math.min(this.#pace.scanMs, scanDue, ...waits));
    this.#cancel = this.#clock.after(ms, () => {
      this.#tick();
    });
  }

  #scanDueIn(now: number): number {
    const { since, waitMs } = this.#scan;
    return now < since ? 0 : Math.max(0, since + waitMs - now);
  }

  #startScan(): void {
    this.#scanning = this.#look().finally(() => {
      this.#scanning = undefined;
      this.#tick();
    });
  }

  async #look(): Promise<void> {
    const { signal } = this.#stopping;
    // What became uncertain while this runs waits for the next: this may have read it before.
    const uncertain = [...this.#errands.values()].filter(({ awaitsScan }) => awaitsScan);
    const seen = new Set<string>();
    const nudges = this.#nudges;
    try {
      for await (const deposit of this.#options.source.pending(signal)) {
        if (signal.aborted) return;
        const key = keyOf(deposit);
        seen.add(key);
        if (!this.#errands.has(key)) {
          this.#errands.set(key, errandFor(deposit, this.#clock.now()));
        }
      }
      this.#forget(seen);
      for (const errand of uncertain) errand.awaitsScan = false;
      this.#scanFailures = 0;
      // Who asked while this ran may have meant what it had read past already.
      const waitMs = this.#nudges === nudges ? this.#pace.scanMs : 0;
      this.#scan = { since: this.#clock.now(), waitMs };
    } catch (err) {
      if (signal.aborted) return;
      this.#scanFailures += 1;
      const { scanMs, maxRetryMs } = this.#pace;
      const waitMs = backoff(scanMs, this.#scanFailures, maxRetryMs);
      this.#scan = { since: this.#clock.now(), waitMs };
      this.#log.warn({ err }, 'Which deposits wait for a receipt can not be read');
    }
  }

  /** What the ledger lists no more is over; until then a case that is done is kept in mind. */
  #forget(seen: ReadonlySet<string>): void {
    for (const [key, { isRunning }] of this.#errands) {
      if (!seen.has(key) && !isRunning) this.#errands.delete(key);
    }
  }

  #start(errand: Errand): void {
    errand.isRunning = true;
    const running = this.#step(errand).finally(() => {
      errand.isRunning = false;
      this.#running.delete(running);
      this.#tick();
    });
    this.#running.add(running);
  }

  async #step(errand: Errand): Promise<void> {
    try {
      errand.state = 'OPEN';
      const answer = await this.#ask(errand);
      if (answer.state === 'RECEIVED') await this.#hand(errand, answer.receipt);
      else if (answer.state === 'PENDING') this.#askLater(errand);
      else this.#refusedThere(errand, answer.reason);
      errand.failures = 0;
    } catch (err) {
      if (!this.#stopping.signal.aborted) this.#failed(errand, err);
    }
  }

  async #ask(errand: Errand): Promise<ReceiptAnswer> {
    const { registry } = this.#options;
    errand.submissionId ??= read(
      Submission,
      await this.#call((signal) => registry.deposit(errand.deposit, signal)),
    ).id;
    const { submissionId } = errand;
    return read(
      ReceiptAnswer,
      await this.#call((signal) => registry.receipt(submissionId, signal)),
    );
  }

  async #hand(errand: Errand, receipt: AnsweredReceipt): Promise<void> {
    if (receipt.caseId !== errand.deposit.caseId) throw invalid('It is about another case.');
    const digest = recordDigest(receipt);
    if (errand.refused === digest) {
      this.#park(errand);
      return;
    }
    try {
      await this.#options.sink.record(receipt, errand.deposit);
      errand.state = 'DONE';
    } catch (err) {
      if (!isRefusal(err)) throw err;
      errand.refused = digest;
      this.#park(errand);
      const { code, message } = err;
      this.#alarm(errand, { kind: 'RECEIPT_REFUSED', code, message, receipt });
    }
  }

  #askLater(errand: Errand): void {
    errand.polls += 1;
    const { pollMs, maxRetryMs } = this.#pace;
    this.#wait(errand, backoff(pollMs, errand.polls, maxRetryMs));
  }

  #refusedThere(errand: Errand, message: string): void {
    errand.submissionId = undefined;
    this.#park(errand);
    this.#alarm(errand, { kind: 'DEPOSIT_REFUSED', code: 'NATIONAL_DEPOSIT_REFUSED', message });
  }

  #failed(errand: Errand, err: unknown): void {
    errand.failures += 1;
    const { firstRetryMs, maxRetryMs, alarmAfter } = this.#pace;
    this.#wait(errand, backoff(firstRetryMs, errand.failures, maxRetryMs));
    const code = err instanceof LedgerError ? (err as LedgerError<string>).code : 'INTERNAL';
    errand.awaitsScan = isCoded(err) && err.code === 'LEDGER_OUTCOME_UNKNOWN';
    const { caseId } = errand.deposit;
    this.#log.warn({ err, caseId, failures: errand.failures }, 'A receipt could not be brought');
    if (errand.failures !== alarmAfter) return;
    const message = err instanceof LedgerError ? err.message : 'The connector failed.';
    this.#alarm(errand, { kind: 'FAILING', code, message });
  }

  #park(errand: Errand): void {
    errand.state = 'PARKED';
    this.#wait(errand, this.#pace.parkMs);
  }

  #wait(errand: Errand, ms: number): void {
    errand.since = this.#clock.now();
    errand.waitMs = ms;
  }

  #alarm({ deposit }: Errand, alarm: Omit<CourierAlarm, 'caseId'>): void {
    this.#options.alarm({ ...alarm, caseId: deposit.caseId });
  }

  #call<T>(act: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { callTimeoutMs: timeoutMs } = this.#pace;
    return callWithin(act, { timeoutMs, clock: this.#clock, signal: this.#stopping.signal });
  }
}

/** A connector speaks to a system that is not ours: its answers are read, not believed. */
function read<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
  try {
    return check(schema, answer);
  } catch (cause) {
    throw invalid('It is not of the form agreed.', cause);
  }
}

const invalid = (what: string, cause?: unknown): GatewayError =>
  new GatewayError(
    'NATIONAL_ANSWER_INVALID',
    `The national system’s answer can not be used. ${what}`,
    {},
    { cause },
  );
