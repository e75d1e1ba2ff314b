import { readTransaction } from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { GatewayError } from '../errors.js';
import type { Intent } from '../http/attempt.js';
import type { Outcomes } from '../http/idempotency.js';
import type { Committed, Ledger } from '../ledger/port.js';
import { firstOf, type ReadModel } from './model.js';
import type { Queries } from './queries.js';

const CATCH_UP_MS = 10_000;

/**
 * Finds what an interrupted request committed: the VALID transaction with its input, by its
 * signer, behind the height at which it began. The value is the one the endorsers signed, so the
 * answer is the one the caller would have had.
 */
export class LedgerOutcomes implements Outcomes {
  readonly #ledger: Ledger;
  readonly #model: ReadModel;
  readonly #queries: Queries;

  constructor(ledger: Ledger, model: ReadModel, queries: Queries) {
    this.#ledger = ledger;
    this.#model = model;
    this.#queries = queries;
  }

  height(): bigint {
    return BigInt(this.#model.expected);
  }

  async find(intent: Intent, fromHeight: bigint): Promise<Committed<unknown> | undefined> {
    await this.#settle();
    if (intent.kind === 'transaction') {
      const outcome = await this.byId(intent.txId);
      return typeof outcome === 'string' ? undefined : outcome;
    }
    const { fingerprint, name, digest } = intent;
    const txId = await this.#queries.request(fingerprint, name, digest, fromHeight);
    if (txId === undefined) return undefined;
    const outcome = await this.byId(txId);
    return typeof outcome === 'string' ? undefined : outcome;
  }

  async byId(txId: string): Promise<Committed<unknown> | 'ABSENT' | 'REFUSED'> {
    await this.#settle();
    const row = await this.#queries.transaction(txId);
    if (row === undefined) return 'ABSENT';
    if (row.validation !== 'VALID') return 'REFUSED';
    const block = BigInt(row.block);
    const bytes = await firstOf(this.#ledger, block);
    const envelope = bytes && Block.decode(bytes).data?.data[row.index];
    const tx = envelope && readTransaction(envelope);
    if (tx?.kind !== 'endorser') return 'ABSENT';
    const text = Buffer.from(tx.response.payload).toString('utf8');
    return { value: JSON.parse(text) as unknown, txId, block };
  }

  /** Absence counts only once every block there is was taken in. */
  async #settle(): Promise<void> {
    this.#model.requireRunning();
    const { height } = await this.#ledger.info();
    await this.#model.reach(Number(height), CATCH_UP_MS);
    this.#model.requireRunning();
    if (BigInt(this.#model.height) >= height) return;
    throw new GatewayError(
      'LEDGER_UNAVAILABLE',
      'Whether the earlier try was committed can not be looked up yet. Try again later.',
    );
  }
}
