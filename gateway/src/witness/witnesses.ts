import { setTimeout as sleep } from 'node:timers/promises';
import type { TimePolicy } from '@shuquan/chaincode/model';
import { type Code, isCoded } from '../errors.js';
import type { Identity, Ledger } from '../ledger/port.js';
import { Book } from './book.js';
import { confirm, latestOf, policyOf, propose } from './channel.js';
import { type Clock, systemClock } from './clock.js';
import { faultOf } from './judge.js';
import { silent, type WitnessLog } from './log.js';
import { type Sighting, sightingsOf } from './sighting.js';
import { nextTurn, type Rota, type Turn } from './turn.js';

/** Timers count awake time only, so a sleep is noticed by looking at the clock this often. */
const HEARTBEAT_MS = 1000;
/** A heartbeat this late, or a clock this far off, means sleep or a clock that was set. */
const LATE_MS = 2000;
/** A channel without beacons is searched this far back for open statements. */
const LOOK_BACK = 100n;

/** Refusals that only say that somebody else was faster. */
const OVERTAKEN: ReadonlySet<Code> = new Set<Code>([
  'BEACON_EXISTS',
  'BEACON_NOT_FOUND',
  'BEACON_OUT_OF_ORDER',
  'BEACON_SELF_CONFIRMED',
  'LEDGER_CONFLICT',
]);

export interface WitnessOptions {
  readonly ledger: Ledger;
  /** One for each witness organisation that this process speaks for. */
  readonly identities: readonly Identity[];
  /** From one beacon to the next, in milliseconds. */
  readonly intervalMs: number;
  readonly clock?: Clock;
  readonly log?: WitnessLog;
}

/**
 * The witnesses of this process: they state the time at their interval, and confirm what others
 * state if their own clock and their own view of the chain agree. The first beacon comes as soon
 * as the channel is founded, and one at once after a sleep.
 */
export class Witnesses {
  readonly #options: WitnessOptions;
  readonly #clock: Clock;
  readonly #log: WitnessLog;
  readonly #closing = new AbortController();
  readonly #book = new Book();
  readonly #busy = new Map<Identity, Promise<void>>();
  readonly #notBefore = new Map<Identity, number>();
  #policy: TimePolicy | undefined;
  #awakeSince: number;
  #expectedAt: number;
  #cancel: () => void = () => undefined;
  #watching: Promise<void> | undefined;

  constructor(options: WitnessOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#log = options.log ?? silent;
    this.#awakeSince = this.#clock.now();
    this.#expectedAt = this.#awakeSince;
    this.#watching = this.#watch();
    this.#tick();
  }

  /** Stops and waits for what is under way. May be called twice. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancel();
    await Promise.all([this.#watching, ...this.#busy.values()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #tick(): void {
    if (this.#closing.signal.aborted) return;
    this.#cancel();
    this.#noticeSleep();
    const due = this.#options.identities.map((identity) => this.#take(identity));
    const wait = Math.min(HEARTBEAT_MS, ...due.map((at) => at - this.#clock.now()));
    const ms = Math.max(wait, 10);
    this.#expectedAt = this.#clock.now() + ms;
    this.#cancel = this.#clock.after(ms, () => {
      this.#tick();
    });
  }

  #noticeSleep(): void {
    const now = this.#clock.now();
    if (now < this.#expectedAt + LATE_MS && now > this.#expectedAt - HEARTBEAT_MS - LATE_MS) return;
    this.#log.info({ awayMs: now - this.#expectedAt }, 'The clock jumped; a beacon is due at once');
    this.#awakeSince = now;
    this.#notBefore.clear();
  }

  /** Acts if it is this witness’s turn; otherwise says when to look again. */
  #take(identity: Identity): number {
    const rota = this.#rota();
    if (rota?.witnesses.includes(identity.mspId) !== true || this.#busy.has(identity)) {
      return Infinity;
    }
    const now = this.#clock.now();
    const { latest, pending } = this.#book;
    const view = { me: identity.mspId, now, awakeSince: this.#awakeSince, latest, pending };
    const turn = nextTurn(view, rota);
    const at = Math.max(turn.at, this.#notBefore.get(identity) ?? 0);
    if (at > now) return at;
    const acting = this.#act(identity, turn).finally(() => {
      this.#busy.delete(identity);
      this.#tick();
    });
    this.#busy.set(identity, acting);
    return Infinity;
  }

  #rota(): Rota | undefined {
    if (this.#policy === undefined) return undefined;
    const { intervalMs } = this.#options;
    return {
      witnesses: this.#policy.witnesses,
      intervalMs,
      staggerMs: Math.max(intervalMs / 5, 250),
      staleMs: Math.min((this.#policy.skewSeconds * 1000) / 2, intervalMs * 2),
    };
  }

  async #act(identity: Identity, turn: Turn): Promise<void> {
    const { ledger, intervalMs } = this.#options;
    const rest = (ms: number): unknown => this.#notBefore.set(identity, this.#clock.now() + ms);
    try {
      if (turn.kind === 'CONFIRM') {
        await confirm(ledger, turn.proposal, identity);
      } else {
        await propose(ledger, this.#book.latest, { now: () => this.#clock.now(), as: identity });
      }
      this.#log.debug(
        { mspId: identity.mspId, number: this.#book.next, act: turn.kind },
        'witnessed',
      );
      // Its own block tells the rest; until that arrives there is nothing to add.
      rest(Math.max(intervalMs / 5, 250));
    } catch (err) {
      rest(Math.max(intervalMs / 2, 250));
      if (this.#closing.signal.aborted) return;
      if (isCoded(err) && OVERTAKEN.has(err.code)) await this.#refresh(identity);
      else this.#log.warn({ mspId: identity.mspId, err }, 'A witness could not state the time');
    }
  }

  async #refresh(as: Identity): Promise<void> {
    try {
      this.#policy = (await policyOf(this.#options.ledger, as)) ?? this.#policy;
      this.#book.commit((await latestOf(this.#options.ledger, as))?.statement);
    } catch (err) {
      if (!this.#closing.signal.aborted) this.#log.warn({ err }, 'The latest beacon is not known');
    }
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closing;
    let from: bigint | undefined;
    while (!signal.aborted) {
      try {
        from ??= await this.#start();
        if (from !== undefined) {
          for await (const block of this.#options.ledger.blocks(from, signal)) {
            await this.#see(sightingsOf(block));
            from = block.number + 1n;
          }
        }
      } catch (err) {
        if (isCoded(err) && err.code === 'LEDGER_CLOSED') return;
        this.#log.warn({ err }, 'The ledger’s blocks can not be read');
      }
      await sleep(HEARTBEAT_MS / 2, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Where to read from, once the channel is founded: open statements lie behind the latest. */
  async #start(): Promise<bigint | undefined> {
    const { ledger, identities } = this.#options;
    const [first] = identities;
    if (first === undefined) return undefined;
    const policy = await policyOf(ledger, first);
    if (policy === undefined) return undefined;
    const latest = await latestOf(ledger, first);
    const { height } = await ledger.info();
    this.#book.commit(latest?.statement);
    this.#policy = policy;
    this.#tick();
    if (latest !== undefined) return BigInt(latest.statement.height);
    return height > LOOK_BACK ? height - LOOK_BACK : 0n;
  }

  async #see(sightings: readonly Sighting[]): Promise<void> {
    const [first] = this.#options.identities;
    for (const sighting of sightings) {
      const { statement } = sighting.proposal;
      if (sighting.committed) {
        this.#book.commit(statement);
        // Officials may have changed who witnesses and how far clocks may differ.
        if (first !== undefined) await this.#refresh(first);
      } else if (statement.number === this.#book.next) {
        await this.#book.note(sighting, this.#clock.now(), () => this.#judge(sighting));
      }
    }
    if (sightings.length > 0) this.#tick();
  }

  async #judge({ proposal, block }: Sighting): Promise<boolean> {
    const { statement, witnesses } = proposal;
    const fault = await faultOf(statement, {
      ledger: this.#options.ledger,
      latest: this.#book.latest,
      block,
      now: this.#clock.now(),
      skewMs: (this.#policy?.skewSeconds ?? 0) * 1000,
      signal: this.#closing.signal,
    });
    if (fault === undefined) return true;
    const { number } = statement;
    const proposer = witnesses[0]?.mspId;
    this.#log.warn({ number, proposer, fault }, 'A witness’s statement is not confirmed');
    return false;
  }
}
