import { createHash } from 'node:crypto';
import { check, Count, instant, Instant, recordDigest } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { GatewayError } from '../errors.js';
import { type Clock, systemClock } from '../witness/clock.js';
import { Journal } from './journal.js';
import {
  NationalDeposit,
  type AnsweredReceipt,
  type NationalRegistry,
  type ReceiptAnswer,
  type Submission,
} from './port.js';

/** How the simulator behaves; what a settings file may say. */
export const SimulatorSettings = z.strictObject({
  /** From a deposit to the answer that it was received. */
  delayMs: z.int().min(0).max(86_400_000).default(3000),
  /** So many calls fail first, before they do anything. */
  failFirst: Count.default(0),
  /** So many deposits are taken first of which the answer gets lost on the way. */
  loseFirst: Count.default(0),
  /** Of a thousand calls, how many fail before they do anything. */
  failPerMille: z.int().min(0).max(1000).default(0),
  /** Of a thousand deposits, how many get a receipt with another digest. */
  wrongPerMille: z.int().min(0).max(1000).default(0),
  /** The first serial of a day: simulators without a memory must not give the same receipts. */
  firstSerial: z.int().min(1).max(900_000).default(1),
  /** Which calls and deposits those are. */
  seed: z.string().max(100).default('1'),
});
export type SimulatorSettings = z.output<typeof SimulatorSettings>;

const Taken = z.strictObject({ deposit: NationalDeposit, takenAt: Instant, serial: Count });
type Taken = z.infer<typeof Taken>;

export interface SimulatorOptions {
  readonly settings?: z.input<typeof SimulatorSettings>;
  readonly clock?: Clock;
  /** Where deposits are kept, so that a restart gives the same receipts; without it, in memory. */
  readonly stateFile?: string;
}

const MAX_SERIAL = 999_999;
const SHANGHAI_MS = 8 * 3_600_000;

/**
 * Stands in for the national system. Time is when it took the deposit, however late it says so;
 * serials count from 1 each day of Shanghai. Every choice follows from the seed.
 */
export class NationalSimulator implements NationalRegistry {
  readonly isSimulated = true;
  readonly #settings: SimulatorSettings;
  readonly #clock: Clock;
  readonly #taken = new Map<string, Taken>();
  readonly #serials = new Map<string, number>();
  readonly #journal: Journal<typeof Taken> | undefined;
  #calls = 0;
  #lost = 0;
  #isClosed = false;

  constructor({ settings = {}, clock = systemClock, stateFile }: SimulatorOptions = {}) {
    this.#settings = check(SimulatorSettings, settings);
    this.#clock = clock;
    if (stateFile === undefined) return;
    const { journal, entries } = Journal.open(stateFile, Taken);
    this.#journal = journal;
    for (const taken of entries) this.#remember(taken);
  }

  // Everything up to the answer happens at once: two deposits never get one serial.
  // eslint-disable-next-line @typescript-eslint/require-await
  async deposit(deposit: NationalDeposit): Promise<Submission> {
    this.#mayFail();
    const given = check(NationalDeposit, deposit);
    const id = submissionOf(given);
    if (!this.#taken.has(id)) this.#take(given);
    if (this.#lost < this.#settings.loseFirst) {
      this.#lost += 1;
      throw unavailable('The answer was lost.');
    }
    return { id };
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async receipt(submissionId: string): Promise<ReceiptAnswer> {
    this.#mayFail();
    const taken = this.#taken.get(submissionId);
    if (taken === undefined) return { state: 'REFUSED', reason: 'No such submission' };
    const due = Date.parse(taken.takenAt) + this.#settings.delayMs;
    if (this.#clock.now() < due) return { state: 'PENDING' };
    return { state: 'RECEIVED', receipt: this.#receiptOf(submissionId, taken) };
  }

  close(): Promise<void> {
    if (!this.#isClosed) this.#journal?.close();
    this.#isClosed = true;
    return Promise.resolve();
  }

  #take(deposit: NationalDeposit): void {
    const takenAt = instant(this.#clock.now());
    const serial = (this.#serials.get(dayOf(takenAt)) ?? this.#settings.firstSerial - 1) + 1;
    if (serial > MAX_SERIAL) throw unavailable('The serials of the day are used up.');
    const taken = { deposit, takenAt, serial };
    this.#journal?.append(taken);
    this.#remember(taken);
  }

  #remember(taken: Taken): void {
    this.#taken.set(submissionOf(taken.deposit), taken);
    this.#serials.set(dayOf(taken.takenAt), taken.serial);
  }

  #receiptOf(id: string, { deposit, takenAt, serial }: Taken): AnsweredReceipt {
    const { caseId, recordDigest: right } = deposit;
    const isWrong = this.#drawn(`digest ${id}`, this.#settings.wrongPerMille);
    return {
      id: `NDR-${dayOf(takenAt)}-${String(serial).padStart(6, '0')}`,
      time: takenAt,
      recordDigest: isWrong ? recordDigest({ insteadOf: right }) : right,
      caseId,
    };
  }

  #mayFail(): void {
    if (this.#isClosed) throw unavailable('The simulator is closed.');
    this.#calls += 1;
    const { failFirst, failPerMille } = this.#settings;
    if (this.#calls > failFirst && !this.#drawn(`call ${String(this.#calls)}`, failPerMille))
      return;
    throw unavailable('The system does not answer.');
  }

  #drawn(what: string, perMille: number): boolean {
    const hash = createHash('sha256').update(`${this.#settings.seed}\n${what}`).digest();
    // Of 2^32 values a thousandth part is a thousandth, to one in four million.
    return hash.readUInt32BE() < (perMille / 1000) * 2 ** 32;
  }
}

const submissionOf = ({ caseId, recordDigest: digest }: NationalDeposit): string =>
  `${caseId}:${digest}`;

/** YYYYMMDD in Shanghai. */
const dayOf = (time: string): string =>
  instant(Date.parse(time) + SHANGHAI_MS)
    .slice(0, 10)
    .replaceAll('-', '');

const unavailable = (message: string): GatewayError =>
  new GatewayError('NATIONAL_UNAVAILABLE', message);
