import { readTransaction } from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { GatewayError } from '../errors.js';
import type { Committed, Ledger, TransactionName } from '../ledger/port.js';
import { firstOf, type ReadModel } from './model.js';
import type { Queries } from './queries.js';

/** What a request is about to put on the ledger, so that it can be found there after a crash. */
export type Intent =
  | {
      readonly kind: 'input';
      readonly name: TransactionName;
      /** `inputDigest` of the transaction’s input. */
      readonly digest: string;
      readonly fingerprint: string;
    }
  | { readonly kind: 'transaction'; readonly txId: string };

/** Finds on the ledger what an interrupted request may have committed. */
export interface Outcomes {
  /** Blocks known to be committed. */
  height(): bigint;
  find(intent: Intent, fromHeight: bigint): Promise<Committed<unknown> | undefined>;
  /** `'ABSENT'` while the ledger does not have it, `'REFUSED'` when it has it and it is not VALID. */
  byId(txId: string): Promise<Committed<unknown> | 'ABSENT' | 'REFUSED'>;
}

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
