import type { Status } from '@hyperledger/fabric-gateway';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Identity } from '../port.js';
import { creatorOf } from '../proposal.js';
import { type Deadlines, within } from './deadlines.js';
import type { Peer, Peers } from './peers.js';
import { invalidated, outcomeUnknown } from './validation.js';
import { CommitStatusRequest, SignedCommitStatusRequest } from './wire.js';

/** Pause between two questions for one outcome, in milliseconds. */
const PAUSE_MS = 250;
/** How long one of several questions may wait before another peer is asked, in milliseconds. */
const SHARE_MS = 5_000;

export interface OutcomeOptions {
  readonly channel: string;
  readonly service: Identity;
  readonly peers: Peers;
  readonly deadlines: Deadlines;
}

/** Learns what became of transactions that were handed over. Asked as the gateway itself, so that
 * nobody’s key is needed twice. */
export class Outcomes {
  readonly #options: OutcomeOptions;
  readonly #identity: Uint8Array;

  constructor(options: OutcomeOptions) {
    this.#options = options;
    this.#identity = creatorOf(options.service);
  }

  /**
   * The block of a VALID transaction, waiting for its commit at the peer that passed it on.
   *
   * @throws GatewayError what the validation code means, or LEDGER_OUTCOME_UNKNOWN
   */
  async wait(peer: Peer, txId: string): Promise<bigint> {
    const { commitMs } = this.#options.deadlines;
    const status = await this.#ask(peer, txId, commitMs).catch(() => undefined);
    return this.#settled(txId, status ?? (await this.#insist(txId)));
  }

  /** As `wait`, for a transaction of which it is not known whether anybody ordered it. */
  async find(txId: string): Promise<bigint> {
    return this.#settled(txId, await this.#insist(txId));
  }

  #settled(txId: string, status: Status): bigint {
    if (status.successful) return status.blockNumber;
    throw invalidated(txId, status.code);
  }

  /** Asks every peer in turn for a bounded time. A peer answers once it has the transaction. */
  async #insist(txId: string): Promise<Status> {
    const until = Date.now() + this.#options.deadlines.outcomeMs;
    let cause: unknown;
    while (Date.now() < until) {
      for (const peer of this.#options.peers.inOrder()) {
        const left = Math.max(1, Math.min(SHARE_MS, until - Date.now()));
        try {
          return await this.#ask(peer, txId, left);
        } catch (err) {
          cause = err;
        }
      }
      await sleep(PAUSE_MS);
    }
    throw outcomeUnknown(txId, cause);
  }

  async #ask(peer: Peer, txId: string, ms: number): Promise<Status> {
    const { channel } = this.#options;
    const request = CommitStatusRequest.encode({
      transactionId: txId,
      channelId: channel,
      identity: this.#identity,
    });
    const commit = peer.session.newCommit(SignedCommitStatusRequest.encode({ request }));
    return commit.getStatus(within(ms));
  }
}
