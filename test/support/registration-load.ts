import { randomBytes } from 'node:crypto';
import {
  canonicalize,
  type Input,
  type Output,
  type RegistrationCertificate,
  type TransactionName,
} from '@shuquan/chaincode/model';
import type { Identity, Ledger } from '@shuquan/gateway/ledger/port';
import { REG1 } from './parties.js';
import { CONTACT, initialForm } from './register-samples.js';

/** Where first registrations are made: whoever carries an act to the ledger, and the time there. */
export interface Desk {
  act<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: string,
    transient?: Readonly<Record<string, Uint8Array>>,
  ): Promise<Output<N>>;
  now(): Date;
}

/** A ledger, and the people who act on it. */
export interface Place {
  readonly ledger: Ledger;
  as(id: string): Identity;
  now(): Date;
}

/** Straight to a ledger, without a gateway between. */
export const deskOf = (place: Place): Desk => ({
  now: () => place.now(),
  act: async (name, input, as, transient) => {
    const options = transient === undefined ? {} : { transient };
    return (await place.ledger.submit(name, input, place.as(as), options)).value;
  },
});

/** Milliseconds that each step took, over all cases. */
export type Times = ReadonlyMap<string, readonly number[]>;

const MATTERS = ['DESCRIPTION', 'SOURCE', 'RIGHTS'] as const;
const findings = MATTERS.map((matter) => ({
  matter,
  outcome: 'SATISFIED' as const,
  note: '属实',
}));

/**
 * Takes first registrations from the application to the certificate, many at once. A withheld notice
 * leaves nothing to wait for. Numbers are given by one counter, many cases at a time, since every
 * certificate of a month rewrites the one head that numbers it.
 */
export class RegistrationLoad {
  readonly times = new Map<string, number[]>();
  readonly certificates: RegistrationCertificate[] = [];
  readonly #desk: Desk;
  readonly #perCertify: number;
  readonly #waiting: { id: string; done: (err?: unknown) => void }[] = [];
  #numbering = false;

  constructor(desk: Desk, perCertify = 50) {
    this.#desk = desk;
    this.#perCertify = perCertify;
  }

  async #act<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: string,
    transient?: Readonly<Record<string, Uint8Array>>,
  ): Promise<Output<N>> {
    const start = performance.now();
    const value = await this.#desk.act(name, input, as, transient);
    this.#took(name, start);
    return value;
  }

  #took(name: string, start: number): void {
    const times = this.times.get(name) ?? [];
    times.push(performance.now() - start);
    this.times.set(name, times);
  }

  /** From the application to the moment of registration. */
  async register(id: string): Promise<void> {
    const form = initialForm(`DS-${id}`, { withholdNotice: '涉及商业秘密' });
    const transient = { contact: Buffer.from(canonicalize(CONTACT)), seed: randomBytes(32) };
    const apply = { id, registrar: REG1, profile: 'NATIONAL_2026', form };
    await this.#act('registration:apply', apply, 'holder-a', transient);
    await this.#act('acceptance:accept', { case: id }, 'registrar1');
    await this.#act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
    await this.#act('review:record', { case: id, findings }, 'registrar1');
    const decision = { case: id, outcome: 'APPROVED' as const, reasons: '符合规定' };
    await this.#act('review:decide', decision, 'approver1');
    const { steps } = await this.#act('register:deposit', { case: id }, 'registrar1');
    const deposited = steps.at(-1);
    if (deposited?.kind !== 'DEPOSITED') throw new TypeError(`${id} is not deposited.`);
    const { recordDigest } = deposited;
    const time = this.#desk.now().toISOString();
    const receipt = { id: `NDR-${id.toUpperCase()}`, time, recordDigest };
    await this.#act('register:receipt', { case: id, receipt }, 'registrar1');
  }

  /** Waits for its number in the queue of the one who numbers. */
  certify(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (err?: unknown): void => {
        if (err === undefined) resolve();
        else reject(err instanceof Error ? err : new TypeError('No error was thrown.'));
      };
      this.#waiting.push({ id, done });
      void this.#number();
    });
  }

  async #number(): Promise<void> {
    if (this.#numbering) return;
    this.#numbering = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#perCertify);
      try {
        const cases = batch.map(({ id }) => id);
        const { certificates } = await this.#act('register:certify', { cases }, 'registrar1');
        this.certificates.push(...certificates);
        for (const { done } of batch) done();
      } catch (err) {
        for (const { done } of batch) done(err);
      }
    }
    this.#numbering = false;
  }

  async complete(id: string): Promise<void> {
    const start = performance.now();
    await this.register(id);
    await this.certify(id);
    this.#took('whole registration', start);
  }

  /** Completes so many with a fixed number in flight, and answers how long it took. */
  async run(prefix: string, count: number, inFlight: number): Promise<number> {
    let next = 0;
    const start = performance.now();
    const worker = async (): Promise<void> => {
      while (next < count) await this.complete(`${prefix}-${String(next++)}`);
    };
    await Promise.all(Array.from({ length: Math.min(inFlight, count) }, worker));
    return (performance.now() - start) / 1000;
  }
}
