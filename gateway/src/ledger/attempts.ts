import { setTimeout as sleep } from 'node:timers/promises';
import { type BeaconCitation, specOf } from '@shuquan/chaincode/model';
import { type Code, GatewayError, isCoded } from '../errors.js';
import type { BeaconSource, Input, TransactionName } from './port.js';

/** A conflict is lost to somebody else’s success, so a handful of tries is plenty. */
const MAX_ATTEMPTS = 5;
/** Upper bound of the first pause, in milliseconds; it doubles with every try. */
const FIRST_PAUSE_MS = 40;

/** Refusals that a new transaction, citing a fresh beacon, may not meet again. */
const CONFLICTS: ReadonlySet<Code> = new Set<Code>(['LEDGER_CONFLICT']);

/** Fills `beacon` where the transaction cites one and the caller did not. */
export async function withCitation<N extends TransactionName>(
  name: N,
  input: Input<N>,
  source: BeaconSource,
): Promise<Input<N>> {
  const given = input as { readonly beacon?: BeaconCitation };
  if (specOf(name).citesBeacon !== true || given.beacon !== undefined) return input;
  const beacon = await source();
  return beacon === undefined ? input : { ...input, beacon };
}

/**
 * Runs one try after another until one does not conflict. Every try makes a new transaction. A
 * citation that aged while the transaction waited is retried as well, if it was ours to choose.
 *
 * @throws GatewayError LEDGER_CONFLICT after the last try, or whatever else a try throws
 */
export async function attempts<T>(
  attempt: () => Promise<T>,
  { citesForCaller, signal }: { citesForCaller: boolean; signal?: AbortSignal | undefined },
): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (err) {
      if (!isCoded(err)) throw err;
      const again = CONFLICTS.has(err.code) || (citesForCaller && err.code === 'BEACON_TOO_OLD');
      if (!again || count === MAX_ATTEMPTS) throw err;
    }
    if (signal?.aborted === true) {
      throw new GatewayError('LEDGER_CONFLICT', 'The transaction was given up after a conflict.');
    }
    await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** (count - 1));
  }
}

/** Remembers the latest beacon for a moment, so that a burst of deposits asks for it once. */
export class LatestBeacon {
  readonly #ask: BeaconSource;
  readonly #keepMs: number;
  #known: Promise<BeaconCitation | undefined> | undefined;
  #askedAt = 0;

  constructor(ask: BeaconSource, keepMs = 500) {
    this.#ask = ask;
    this.#keepMs = keepMs;
  }

  get(): Promise<BeaconCitation | undefined> {
    const now = performance.now();
    if (this.#known === undefined || now - this.#askedAt > this.#keepMs) {
      this.#askedAt = now;
      this.#known = this.#ask().catch((err: unknown) => {
        this.#known = undefined;
        throw err;
      });
    }
    return this.#known;
  }

  /** Forgets what it knew: the next caller asks the ledger. */
  refresh(): void {
    this.#known = undefined;
  }
}
