import {
  type BeaconCitation,
  type BeaconStatement,
  canonicalize,
  check,
  cite,
  type Input,
  type Name,
  type Output,
  type QueryName,
  type QueryTarget,
  LedgerError,
  recordDigest,
  refusalIn,
  specs,
  specOf,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import type { SubmitOptions } from '@shuquan/gateway/ledger/port';
import { readTransaction } from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { expect } from 'chai';
import type { Bench } from './bench.js';
import { codeOf, rejected } from './rejected.js';
import { unique } from './founded.js';

type Change = Input<'governance:propose'>['change'];
const OK = 'OK';

/** Well within the skew and the age of a beacon that a channel is founded with. */
const YOUNG_MS = 30_000;

/**
 * Plays transactions for a suite and holds each against the catalogue: the answer has the stated
 * form, the event the stated name, a refusal has a stated code and leaves no block behind.
 */
export class Stage {
  readonly bench: Bench;
  readonly #seen: Map<string, Set<string>>;
  #witnessed: BeaconCitation | undefined;
  #witnessedAt = 0;

  constructor(bench: Bench, seen = new Map<string, Set<string>>()) {
    this.bench = bench;
    this.#seen = seen;
  }

  /** The same play on another channel. */
  on(bench: Bench): Stage {
    return new Stage(bench, this.#seen);
  }

  /** Submits and answers with the value. */
  async submit<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: string,
    options?: SubmitOptions,
  ): Promise<Output<N>> {
    return (await this.commit(name, input, as, options)).value;
  }

  async commit<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: string,
    options?: SubmitOptions,
  ): Promise<{ value: Output<N>; txId: string; block: bigint }> {
    const { ledger } = this.bench;
    const before = (await ledger.info()).height;
    try {
      const committed = await ledger.submit(
        name,
        this.#citing(name, input),
        this.bench.as(as),
        options,
      );
      this.#stated(name, committed.value);
      expect(await this.#eventOf(committed)).to.equal(specOf(name).event);
      return committed;
    } catch (err) {
      this.#refused(name, err);
      if (this.bench.alone) expect((await ledger.info()).height, 'blocks').to.equal(before);
      throw err;
    }
  }

  async ask<N extends QueryName>(name: N, input: Input<N>, as: string): Promise<Output<N>> {
    try {
      const value = await this.bench.ledger.evaluate(name, input, this.bench.as(as));
      this.#stated(name, value);
      return value;
    } catch (err) {
      this.#refused(name, err);
      throw err;
    }
  }

  /** Records why somebody who is no side of a record looks at it: what its reads name then. */
  async asked(
    on: QueryTarget,
    as: string,
    purpose = 'LITIGATION',
  ): Promise<{ readonly query: string; readonly purpose: string }> {
    const query = unique('qu');
    await this.submit('query:ask', { id: query, on, purpose, basis: '（2027）川01民初1号' }, as);
    return { query, purpose };
  }

  /**
   * A read that is closed to whoever is no side of what it reads: refused without a purpose, for a
   * query that nobody recorded, for somebody else’s and for another purpose; then it opens.
   */
  async opened<N extends QueryName>(
    name: N,
    input: Input<N>,
    { on, as }: { readonly on: QueryTarget; readonly as: string },
  ): Promise<Output<N>> {
    const code = (over: object): Promise<string> => this.code(name, { ...input, ...over }, as);
    expect(await code({}), name).to.equal('QUERY_PURPOSE_MISSING');
    const none = { query: unique('qu'), purpose: 'LITIGATION' };
    expect(await code(none), name).to.equal('QUERY_NOT_FOUND');
    const named = await this.asked(on, as);
    expect(await code({ ...named, purpose: 'AUDIT' }), name).to.equal('QUERY_PURPOSE_EXCEEDED');
    return this.ask(name, { ...input, ...named }, as);
  }

  /**
   * Where a test sets the clock, the beacon stated last is cited: an adapter remembers the one before
   * for a moment of real time, and that may be years of the test’s.
   */
  #citing<N extends TransactionName>(name: N, input: Input<N>): Input<N> {
    const { advance } = this.bench;
    const given = (input as { beacon?: unknown }).beacon !== undefined;
    if (advance === undefined || this.#witnessed === undefined || given) return input;
    return specOf(name).citesBeacon === true ? { ...input, beacon: this.#witnessed } : input;
  }

  /** Submits or asks, whatever the name is; answers with the code of the refusal, on record or not. */
  code(name: Name, input: unknown, as: string, options?: SubmitOptions): Promise<string> {
    return codeOf(this.#call(name, input, as, options));
  }

  /** The same as `CODE article`, with the article that the refusal rests on where it names one. */
  async refusal(name: Name, input: unknown, as: string, options?: SubmitOptions): Promise<string> {
    const { code, params } = await rejected(this.#call(name, input, as, options));
    const { article } = params;
    return typeof article === 'string' ? `${code} ${article}` : code;
  }

  async #call(name: Name, input: unknown, as: string, options?: SubmitOptions): Promise<unknown> {
    if (specOf(name).kind === 'evaluate') return this.ask(name as QueryName, input as never, as);
    const value = await this.submit(name as TransactionName, input as never, as, options);
    const { code, reasons } = refusalIn(value) ?? {};
    if (code !== undefined) throw new LedgerError(code, 'Refused, and on record.', { reasons });
    return value;
  }

  /**
   * What the catalogue lists for a contract and no test produced, as `name CODE`; OK stands for a
   * success.
   */
  missing(contract: string, except: readonly string[] = []): string[] {
    return specs
      .filter(([name]) => name.startsWith(`${contract}:`))
      .flatMap(([name, { errors, recordsRefusal = [] }]) =>
        [OK, ...errors, ...recordsRefusal]
          .filter((code) => !except.includes(code) && this.#seen.get(name)?.has(code) !== true)
          .map((code) => `${name} ${code}`),
      );
  }

  #stated(name: Name, value: unknown): void {
    expect(canonicalize(check(specOf(name).output, value))).to.equal(canonicalize(value));
    const refused = specOf(name).kind === 'submit' ? refusalIn(value)?.code : undefined;
    if (refused !== undefined) expect(specOf(name).recordsRefusal, name).to.include(refused);
    this.#see(name, refused ?? OK);
  }

  #refused(name: Name, err: unknown): void {
    if (!isCoded(err)) return;
    expect([...specOf(name).errors, 'LEDGER_CONFLICT'], name).to.include(err.code);
    this.#see(name, err.code);
  }

  #see(name: string, code: string): void {
    const codes = this.#seen.get(name) ?? new Set();
    this.#seen.set(name, codes.add(code));
  }

  async #eventOf({ txId, block }: { txId: string; block: bigint }): Promise<string | undefined> {
    for await (const { bytes } of this.bench.ledger.blocks(block, new AbortController().signal)) {
      for (const envelope of Block.decode(bytes).data?.data ?? []) {
        const tx = readTransaction(envelope);
        if (tx.kind === 'endorser' && tx.txId === txId) return tx.event?.name;
      }
      break;
    }
    throw new Error(`${txId} is not in block ${String(block)}.`);
  }

  /** The next statement a witness could make. */
  async nextStatement(over: Partial<BeaconStatement> = {}): Promise<BeaconStatement> {
    const { ledger } = this.bench;
    const { height, hash } = await ledger.info();
    return {
      number: (await this.lastBeacon()) + 1,
      time: this.bench.now().toISOString(),
      height: Number(height),
      headerHash: Buffer.from(hash).toString('hex'),
      ...over,
    };
  }

  /** Number of the last beacon; 0 while there is none. */
  async lastBeacon(): Promise<number> {
    try {
      const latest = await this.bench.ledger.evaluate('beacon:latest', {}, this.bench.as('judge'));
      return latest.statement.number;
    } catch (err) {
      if (isCoded(err) && err.code === 'BEACON_NOT_FOUND') return 0;
      throw err;
    }
  }

  /** Two witnesses state the time together. @returns how to cite the new beacon */
  async witness(): Promise<BeaconCitation> {
    const statement = await this.nextStatement();
    await this.submit('beacon:propose', statement, 'registry-official');
    const confirmation = {
      number: statement.number,
      proposer: 'RegistryMSP',
      digest: recordDigest(statement),
    };
    await this.submit('beacon:confirm', confirmation, 'authority-official');
    this.#witnessed = cite(await this.ask('beacon:read', { number: statement.number }, 'judge'));
    this.#witnessedAt = this.bench.now().getTime();
    return this.#witnessed;
  }

  /**
   * The last beacon of this play, or a new one if it is too old to be cited. A beacon is two
   * transactions: on a network that is most of what a short test takes.
   */
  async timely(): Promise<BeaconCitation> {
    const age = Math.abs(this.bench.now().getTime() - this.#witnessedAt);
    return this.#witnessed === undefined || age >= YOUNG_MS ? this.witness() : this.#witnessed;
  }

  /** Adopts a change with as many of these officials as it takes, the proposer first. */
  async adopt(change: Change, ...officials: readonly string[]): Promise<void> {
    const [first = '', ...others] = officials;
    const id = unique('change');
    const input = { id, change, reason: '测试' };
    let proposal = await this.submit('governance:propose', input, first);
    for (const other of others) {
      if (proposal.state === 'ADOPTED') break;
      const vote = { id, digest: proposal.digest };
      proposal = await this.submit('governance:approve', vote, other);
    }
    expect(proposal.state).to.equal('ADOPTED');
  }

  /** Runs a step under a clock that is off by so much. */
  async off<T>(ms: number, step: () => Promise<T>): Promise<T> {
    const { advance } = this.bench;
    if (advance === undefined) throw new TypeError('The clock can not be set here.');
    advance(ms);
    try {
      return await step();
    } finally {
      advance(-ms);
    }
  }
}
