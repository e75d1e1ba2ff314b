import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../errors.js';
import type { Identity, MspId } from '../port.js';
import { type Deadlines, within } from './deadlines.js';
import { handOver, translated } from './errors.js';
import type { Outcomes } from './outcome.js';
import type { Peer, Peers } from './peers.js';
import { PreparedTransaction, ProposedTransaction } from './wire.js';

/** How often a peer that is busy is offered the same transaction, and the first pause between. */
const OFFERS = 5;
const OFFER_PAUSE_MS = 50;

export interface SignedBytes {
  readonly txId: string;
  readonly bytes: Uint8Array;
  /** Empty where the session’s own identity signs. */
  readonly signature: Uint8Array;
}

/** A transaction that was endorsed, and the peer that collected the endorsements. */
export interface Prepared {
  readonly peer: Peer;
  /** Payload of the envelope. */
  readonly payload: Uint8Array;
}

export interface TransactionOptions {
  readonly peers: Peers;
  readonly outcomes: Outcomes;
  readonly deadlines: Deadlines;
}

/** The steps of a transaction through a peer’s gateway, each with its deadline and its codes. */
export class Transactions {
  readonly #options: TransactionOptions;

  constructor(options: TransactionOptions) {
    this.#options = options;
  }

  /** The chaincode’s answer from one peer, unsigned. */
  async evaluate(proposal: SignedBytes, as: Identity): Promise<Uint8Array> {
    const { peers, deadlines } = this.#options;
    const bytes = proposedBytes(proposal);
    return peers.ask((peer) =>
      coded(() => peer.session(as).newProposal(bytes).evaluate(within(deadlines.evaluateMs))),
    );
  }

  async endorse(
    proposal: SignedBytes,
    as: Identity,
    endorsers: readonly MspId[] | undefined,
  ): Promise<Prepared> {
    const { peers, deadlines } = this.#options;
    const bytes = proposedBytes(proposal, endorsers);
    return peers.ask((peer) =>
      coded(async () => {
        const session = peer.session(as);
        const { signature } = proposal;
        const proposed =
          signature.length > 0
            ? session.newSignedProposal(bytes, signature)
            : session.newProposal(bytes);
        const prepared = await proposed.endorse(within(deadlines.endorseMs));
        const { envelope } = PreparedTransaction.decode(prepared.getBytes());
        if (envelope === undefined) throw new TypeError('The peer prepared no envelope.');
        return { peer, payload: envelope.payload };
      }, endorsers),
    );
  }

  /**
   * Hands a transaction to the ordering service through one peer, once, and waits for its commit.
   * Only a peer that certainly did not pass it on is offered it again.
   *
   * @returns the number of its block
   */
  async submit({ txId, bytes, signature }: SignedBytes, peer: Peer, as: Identity): Promise<bigint> {
    const { deadlines, outcomes } = this.#options;
    const prepared = PreparedTransaction.encode({
      transactionId: txId,
      envelope: { payload: bytes, signature },
    });
    for (let offer = 1; ; offer += 1) {
      try {
        const session = peer.session(as);
        const transaction =
          signature.length > 0
            ? session.newSignedTransaction(prepared, signature)
            : session.newTransaction(prepared);
        await transaction.submit(within(deadlines.submitMs));
        return await outcomes.wait(peer, txId);
      } catch (err) {
        const state = handOver(err);
        if (state === 'UNKNOWN') return this.#afterAll(err, txId);
        if (state === 'REFUSED' || offer === OFFERS) throw translated(err);
      }
      await sleep(OFFER_PAUSE_MS * 2 ** offer);
    }
  }

  /** What is certain passes; else the ledger is asked. */
  #afterAll(err: unknown, txId: string): Promise<bigint> {
    if (err instanceof GatewayError) throw err;
    return this.#options.outcomes.find(txId);
  }
}

function proposedBytes(
  { txId, bytes, signature }: SignedBytes,
  endorsers?: readonly MspId[],
): Uint8Array {
  return ProposedTransaction.encode({
    transactionId: txId,
    proposal: { proposalBytes: bytes, signature },
    endorsingOrganizations: [...(endorsers ?? [])],
  });
}

async function coded<T>(call: () => Promise<T>, named?: readonly MspId[]): Promise<T> {
  try {
    return await call();
  } catch (err) {
    throw translated(err, named);
  }
}
