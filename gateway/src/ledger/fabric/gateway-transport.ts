import { setTimeout as sleep } from 'node:timers/promises';
import { isCoded } from '../../errors.js';
import type { Block, Identity, MspId } from '../port.js';
import type { ParsedProposal } from '../proposal.js';
import { blocksOf, type OpenStream } from './blocks.js';
import type { Connection } from './connection.js';
import { type Deadlines, within } from './deadlines.js';
import { handOver, translated } from './errors.js';
import { Outcomes } from './outcome.js';
import { Peer, Peers } from './peers.js';
import type { Prepared, Transport } from './transport.js';
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
        const { envelope } = PreparedTransaction.decode(prepared.getBytes());
        if (envelope === undefined) throw new TypeError('The peer prepared no envelope.');
        return { payload: envelope.payload, via: peer };
      }, endorsers),
    );
  }

  /** One peer hands it over, once: only a peer that certainly did not is offered it again. */
  async submit(txId: string, { payload, via }: Prepared, signature: Uint8Array): Promise<bigint> {
    const peer = via instanceof Peer ? via : this.#peers.first();
    const bytes = PreparedTransaction.encode({
      transactionId: txId,
      envelope: { payload, signature },
    });
    for (let offer = 1; ; offer += 1) {
      try {
        await peer.session
          .newSignedTransaction(bytes, signature)
          .submit(within(this.#deadlines.submitMs));
        break;
      } catch (err) {
        const state = handOver(err);
        if (state === 'UNKNOWN') return this.#outcomes.find(txId);
        if (state === 'REFUSED' || offer === OFFERS) throw translated(err);
      }
      await sleep(OFFER_PAUSE_MS * 2 ** offer);
    }
    return this.#outcomes.wait(peer, txId);
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
