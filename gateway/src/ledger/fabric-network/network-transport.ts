import { Block as WireBlock, ProcessedTransaction } from '@shuquan/verifier/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCoded } from '../../errors.js';
import type { Deadlines } from '../fabric/deadlines.js';
import type { Ordering, Prepared, Transport } from '../fabric/transport.js';
import { invalidated, outcomeUnknown, VALID, validationCodeOf } from '../fabric/validation.js';
import { BlockchainInfo } from '../fabric/wire.js';
import type { Block, Identity, MspId } from '../port.js';
import { buildProposal, creatorOf, type ParsedProposal } from '../proposal.js';
import { Commits } from './commits.js';
import { Endorsers } from './endorsers.js';
import { broadcast } from './orderers.js';
import { endorsedResponse, transactionPayload } from './payload.js';
import type { SdkSession } from './sdk.js';

/** Pause between two questions for one outcome, and longest wait for a block event, in ms. */
const PAUSE_MS = 500;

export interface NetworkTransportOptions {
  readonly session: SdkSession;
  readonly channel: string;
  readonly service: Identity;
  readonly policy: { readonly n: number; readonly of: readonly MspId[] };
  readonly deadlines: Deadlines;
}

/** Straight to endorsers and orderers, as clients of Fabric before 2.4 do. */
export class NetworkTransport implements Transport {
  readonly #options: NetworkTransportOptions;
  readonly #endorsers: Endorsers;
  readonly #commits = new Commits();
  #listening: Promise<unknown> | undefined;

  constructor(options: NetworkTransportOptions) {
    const { session, service, policy } = options;
    this.#options = options;
    this.#endorsers = new Endorsers({
      peers: () => session.network.getChannel().getEndorsers(),
      own: service.mspId,
      policy,
    });
  }

  evaluate({ bytes }: ParsedProposal, signature: Uint8Array): Promise<Uint8Array> {
    return this.#endorsers.query({ bytes, signature }, this.#options.deadlines.evaluateMs);
  }

  async endorse(
    proposal: ParsedProposal,
    signature: Uint8Array,
    endorsers: readonly MspId[] | undefined,
  ): Promise<Prepared> {
    const { endorseMs } = this.#options.deadlines;
    const signed = { bytes: proposal.bytes, signature };
    const collected = await this.#endorsers.endorse(signed, endorsers, endorseMs);
    return {
      payload: transactionPayload(proposal, collected),
      response: endorsedResponse(collected),
    };
  }

  async submit(txId: string, { payload }: Ordering, signature: Uint8Array): Promise<bigint> {
    const { session, deadlines } = this.#options;
    await this.#listen();
    const commit = this.#commits.expect(txId);
    try {
      const orderers = session.network.getChannel().getCommitters();
      const ordered = await broadcast(orderers, { payload, signature }, deadlines.submitMs);
      const waitMs = ordered === 'TAKEN' ? deadlines.commitMs : deadlines.outcomeMs;
      const seen = await commit.within(waitMs);
      if (seen === undefined) return await this.#find(txId);
      return settled(txId, validationCodeOf(seen.status), seen.block);
    } finally {
      commit.forget();
    }
  }

  /** The SDK hands out decoded blocks only, so the bytes are read from a peer, one by one. */
  async *blocks(from: bigint, signal: AbortSignal): AsyncGenerator<Block> {
    await this.#listen();
    let next = from;
    let height = 0n;
    while (!signal.aborted) {
      if (next < height) {
        const bytes = await this.#ask('GetBlockByNumber', String(next));
        yield { number: next, bytes };
        next += 1n;
        continue;
      }
      const seen = await this.#height();
      if (seen !== undefined && seen > next) height = seen;
      else await this.#commits.next(PAUSE_MS, signal);
    }
  }

  close(): Promise<void> {
    const { network } = this.#options.session;
    network.removeBlockListener(this.#commits.see);
    this.#options.session.close();
    return Promise.resolve();
  }

  /** One stream of filtered blocks serves everybody who waits; the SDK keeps it connected. */
  async #listen(): Promise<void> {
    const { network } = this.#options.session;
    this.#listening ??= network.addBlockListener(this.#commits.see, { type: 'filtered' });
    await this.#listening;
  }

  /** `undefined` while no peer can be reached: whoever waits for blocks waits on. */
  async #height(): Promise<bigint | undefined> {
    try {
      return BlockchainInfo.decode(await this.#ask('GetChainInfo')).height;
    } catch (err) {
      if (isCoded(err) && err.code === 'LEDGER_UNAVAILABLE') return undefined;
      throw err;
    }
  }

  /** Asks the peers for a bounded time whether they have the transaction. */
  async #find(txId: string): Promise<bigint> {
    const until = Date.now() + this.#options.deadlines.outcomeMs;
    let cause: unknown;
    while (Date.now() < until) {
      try {
        const processed = ProcessedTransaction.decode(await this.#ask('GetTransactionByID', txId));
        const block = WireBlock.decode(await this.#ask('GetBlockByTxID', txId));
        return settled(txId, processed.validationCode, block.header?.number ?? 0n);
      } catch (err) {
        if (isCoded(err) && err.params['validationCode'] !== undefined) throw err;
        cause = err;
      }
      await sleep(PAUSE_MS);
    }
    throw outcomeUnknown(txId, cause);
  }

  /** Asks the chain itself (core/scc/qscc), as the gateway. */
  async #ask(fn: string, ...args: readonly string[]): Promise<Uint8Array> {
    const { channel, service } = this.#options;
    const proposal = buildProposal({
      channel,
      chaincode: 'qscc',
      args: [fn, channel, ...args].map((arg) => Buffer.from(arg)),
      creator: creatorOf(service),
      time: new Date(),
    });
    return this.evaluate(proposal, await service.sign(proposal.bytes));
  }
}

function settled(txId: string, validationCode: number, block: bigint): bigint {
  if (validationCode === VALID) return block;
  throw invalidated(txId, validationCode);
}
