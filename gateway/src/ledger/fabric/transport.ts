import type { Block, MspId } from '../port.js';
import type { ParsedProposal } from '../proposal.js';

/** A transaction that was endorsed. */
export interface Prepared {
  /** Payload of the envelope: what its creator signs. */
  readonly payload: Uint8Array;
  /** The chaincode’s answer, as it was endorsed. */
  readonly response: Uint8Array;
  /** The node that prepared it, which may know it best; the transport’s own. */
  readonly via?: unknown;
}

/** What is needed of a transaction to have it ordered; it may have been prepared elsewhere. */
export type Ordering = Pick<Prepared, 'payload' | 'via'>;

/** What carries signed messages to the nodes of a network, with a deadline and a code for each. */
export interface Transport {
  /** The chaincode’s answer from one peer that can be reached. */
  evaluate(proposal: ParsedProposal, signature: Uint8Array): Promise<Uint8Array>;
  /** @throws GatewayError LEDGER_HEIGHTS_DIFFER when peers came to different results */
  endorse(
    proposal: ParsedProposal,
    signature: Uint8Array,
    endorsers: readonly MspId[] | undefined,
  ): Promise<Prepared>;
  /**
   * Has a transaction ordered once and waits until it is committed and VALID.
   *
   * @returns the number of its block
   * @throws GatewayError what its validation code means, or LEDGER_OUTCOME_UNKNOWN
   */
  submit(txId: string, prepared: Ordering, signature: Uint8Array): Promise<bigint>;
  /** Every block from a number on, until the signal aborts. */
  blocks(from: bigint, signal: AbortSignal): AsyncGenerator<Block>;
  close(): Promise<void>;
}
