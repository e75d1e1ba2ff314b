import type { Transaction } from '@hyperledger/fabric-gateway';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCoded } from '../../errors.js';
import type { Block, Identity, MspId } from '../port.js';
import type { ParsedProposal } from '../proposal.js';
import { blocksOf, type OpenStream } from './blocks.js';
import type { Connection } from './connection.js';
import { type Deadlines, within } from './deadlines.js';
import { handOver, translated } from './errors.js';
import { Outcomes } from './outcome.js';
import { type Peer, Peers } from './peers.js';
import type { Ordering, Prepared, Transport } from './transport.js';
import { PreparedTransaction, ProposedTransaction } from './wire.js';

/** How often a peer that is busy is offered the same transaction, and the first pause between. */
const OFFERS = 5;
const OFFER_PAUSE_MS = 50;

export interface GatewayTransportOptions {
  readonly connection: Connection;
  readonly service: Identity;
  readonly deadlines: Deadlines;
}

/** Through the Gateway service that peers have from Fabric 2.4 on. */
export class GatewayTransport implements Transport {
  readonly #channel: string;
  readonly #peers: Peers;
  readonly #outcomes: Outcomes;
  readonly #deadlines: Deadlines;

  constructor({ connection, service, deadlines }: GatewayTransportOptions) {
    this.#channel = connection.channel;
    this.#deadlines = deadlines;
    this.#peers = new Peers(connection.peers, service);
    this.#outcomes = new Outcomes({
      channel: this.#channel,
      service,
      peers: this.#peers,
      deadlines,
    });
  }

  async evaluate(proposal: ParsedProposal, signature: Uint8Array): Promise<Uint8Array> {
    const bytes = proposedBytes(proposal);
    return this.#peers.ask((peer) =>
      coded(() =>
        peer.session
          .newSignedProposal(bytes, signature)
          .evaluate(within(this.#deadlines.evaluateMs)),
      ),
    );
  }

  async endorse(
    proposal: ParsedProposal,
    signature: Uint8Array,
    endorsers: readonly MspId[] | undefined,
  ): Promise<Prepared> {
    const bytes = proposedBytes(proposal, endorsers);
    return this.#peers.ask((peer) =>
      coded(async () => {
        const prepared = await peer.session
          .newSignedProposal(bytes, signature)
          .endorse(within(this.#deadlines.endorseMs));
        // Nothing is hashed for the signer, so the digest is the payload itself.
        return {
          payload: prepared.getDigest(),
          response: prepared.getResult(),
          via: new Handle(peer, prepared),
        };
      }, endorsers),
    );
  }

  /** One peer hands it over, once: only a peer that certainly did not is offered it again. */
  async submit(txId: string, { payload, via }: Ordering, signature: Uint8Array): Promise<bigint> {
    const handle = via instanceof Handle ? via : undefined;
    const peer = handle?.peer ?? this.#peers.first();
    const transaction = handle?.signed(signature) ?? signedBy(peer, txId, payload, signature);
    const ordered = await this.#handOver(transaction);
    return ordered ? this.#outcomes.wait(peer, txId) : this.#outcomes.find(txId);
  }

  /** @returns false when it may have been ordered and nobody said so */
  async #handOver(transaction: Transaction): Promise<boolean> {
    for (let offer = 1; ; offer += 1) {
      try {
        await transaction.submit(within(this.#deadlines.submitMs));
        return true;
      } catch (err) {
        const state = handOver(err);
        if (state === 'UNKNOWN') return false;
        if (state === 'REFUSED' || offer === OFFERS) throw translated(err);
      }
      await sleep(OFFER_PAUSE_MS * 2 ** offer);
    }
  }

  async *blocks(from: bigint, signal: AbortSignal): AsyncGenerator<Block> {
    const open: OpenStream = (startBlock, tries) => {
      const peers = this.#peers.inOrder();
      const peer = peers[tries % peers.length] ?? this.#peers.first();
      return peer.session.getNetwork(this.#channel).getBlockEvents({ startBlock });
    };
    yield* blocksOf(open, from, signal);
  }

  close(): Promise<void> {
    this.#peers.close();
    return Promise.resolve();
  }
}

/** Has its signature set as the SDK itself sets that of `newSignedTransaction`, whose way there
 * writes and parses the whole transaction once more: a tenth of the client’s work. */
interface Signable extends Transaction {
  setSignature(signature: Uint8Array): void;
}

/** A transaction where it was prepared. */
class Handle {
  readonly peer: Peer;
  readonly #prepared: Transaction;

  constructor(peer: Peer, prepared: Transaction) {
    this.peer = peer;
    this.#prepared = prepared;
  }

  signed(signature: Uint8Array): Transaction {
    (this.#prepared as Signable).setSignature(signature);
    return this.#prepared;
  }
}

function signedBy(
  peer: Peer,
  txId: string,
  payload: Uint8Array,
  signature: Uint8Array,
): Transaction {
  const envelope = { payload, signature };
  const bytes = PreparedTransaction.encode({ transactionId: txId, envelope });
  return peer.session.newSignedTransaction(bytes, signature);
}

function proposedBytes(
  { txId, bytes }: ParsedProposal,
  endorsers: readonly MspId[] = [],
): Uint8Array {
  return ProposedTransaction.encode({
    transactionId: txId,
    proposal: { proposalBytes: bytes, signature: new Uint8Array(0) },
    endorsingOrganizations: [...endorsers],
  });
}

async function coded<T>(call: () => Promise<T>, named?: readonly MspId[]): Promise<T> {
  try {
    return await call();
  } catch (err) {
    throw isCoded(err) ? err : translated(err, named);
  }
}
