import type {
  BeaconCitation,
  Input,
  Name,
  Output,
  QueryName,
  TransactionName,
} from '@shuquan/chaincode/model';

export type MspId = string;

/** A certificate and whose it is. PEM, one certificate. */
export interface Certificate {
  readonly mspId: MspId;
  readonly pem: string;
}

/** A person or service that signs here. `sign` gives DER, SHA-256, low S, over the whole message. */
export interface Identity extends Certificate {
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Private fields of a transaction, by the names the catalogue gives. Never in arguments or logs. */
export type Transient = Readonly<Record<string, Uint8Array>>;

export interface SubmitOptions {
  readonly transient?: Transient;
  /** Organisations whose peers must endorse, where the default plan is not enough. */
  readonly endorsers?: readonly MspId[];
  readonly signal?: AbortSignal;
}

export interface Committed<T> {
  readonly value: T;
  readonly txId: string;
  readonly block: bigint;
}

/**
 * One answer signed by a peer of each organisation asked, as bytes that can be checked offline.
 * `envelope` is a Fabric envelope of an endorsed and never submitted transaction, without its
 * creator’s signature.
 */
export interface Attested<T> {
  readonly value: T;
  readonly txId: string;
  readonly envelope: Uint8Array;
}

/** A transaction that waits for its owner’s signature over `bytes` (ECDSA, SHA-256, DER, low S). */
export interface Unsigned {
  readonly txId: string;
  readonly bytes: Uint8Array;
}

/** What the first signature was given over, and what the endorsers answered to it. */
export interface Endorsed<T> extends Unsigned {
  readonly value: T;
}

/** What to sign, in two steps, by a key that never comes here. Each step takes plain bytes, so the
 * steps may reach different processes. */
export interface OfflineSigning {
  /** Bytes of a proposal to sign. Cites the latest beacon where the transaction does. */
  prepare<N extends TransactionName>(
    name: N,
    input: Input<N>,
    certificate: Certificate,
    options?: SubmitOptions,
  ): Promise<Unsigned>;
  /** Collects endorsements for a signed proposal; answers the transaction to sign. */
  endorse(
    proposal: Uint8Array,
    signature: Uint8Array,
    options?: SubmitOptions,
  ): Promise<Endorsed<unknown>>;
  /** Orders a signed transaction and waits for its commit. A conflict is LEDGER_CONFLICT at once. */
  submitSigned(
    transaction: Uint8Array,
    signature: Uint8Array,
    options?: SubmitOptions,
  ): Promise<Committed<unknown>>;
  /** The same of a question: bytes to sign, in the name of whoever the certificate is of. */
  prepareQuery<N extends QueryName>(
    name: N,
    input: Input<N>,
    certificate: Certificate,
  ): Promise<Unsigned>;
  /** What one peer answers to a question that its asker signed. */
  evaluateSigned(proposal: Uint8Array, signature: Uint8Array): Promise<unknown>;
}

/** A committed block, as the bytes of Fabric’s `common.Block`. */
export interface Block {
  readonly number: bigint;
  readonly bytes: Uint8Array;
}

export interface ChainInfo {
  /** Number of blocks: the next block has this number. */
  readonly height: bigint;
  /** Header hash of the last block. */
  readonly hash: Uint8Array;
}

/**
 * A ledger. Three adapters; `test/contract/ledger.suite.ts` is what each of them must do.
 *
 * - `submit` resolves only after the commit is durable and VALID.
 * - A refused or failed transaction changes nothing.
 * - An attempt whose refusal the rules want on record (`recordsRefusal`) is committed like any other:
 *   \`submit\` resolves, and the value says REFUSED.
 * - MVCC and phantom conflicts are retried with a new transaction, citing a fresh beacon, a bounded
 *   number of times; then LEDGER_CONFLICT.
 * - Where the outcome can not be learned: LEDGER_OUTCOME_UNKNOWN with `params.txId`, and nothing is
 *   sent again.
 * - `evaluate` sees committed state only.
 * - Every call has a deadline.
 * - `blocks` yields every block from `from` on in order, waits for new ones, and ends when the signal
 *   aborts or the ledger closes.
 * - `close` may be called twice.
 */
export interface Ledger extends OfflineSigning {
  readonly kind: 'embedded' | 'fabric' | 'fabric-network';
  submit<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: Identity,
    options?: SubmitOptions,
  ): Promise<Committed<Output<N>>>;
  evaluate<N extends QueryName>(name: N, input: Input<N>, as: Identity): Promise<Output<N>>;
  /** Retries until the organisations’ peers agree, then LEDGER_HEIGHTS_DIFFER. */
  attest<N extends QueryName>(
    name: N,
    input: Input<N>,
    as: Identity,
    organizations: readonly MspId[],
  ): Promise<Attested<Output<N>>>;
  blocks(from: bigint, signal: AbortSignal): AsyncIterable<Block>;
  info(): Promise<ChainInfo>;
  close(): Promise<void>;
}

/** How an adapter learns which beacon to cite: `undefined` while there is none. */
export type BeaconSource = () => Promise<BeaconCitation | undefined>;

export type { Input, Name, Output, QueryName, TransactionName };
