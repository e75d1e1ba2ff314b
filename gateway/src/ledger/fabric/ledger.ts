import { canonicalize, cite, specOf } from '@shuquan/chaincode/model';
import { Envelope } from '@shuquan/verifier/wire';
import { GatewayError, isCoded } from '../../errors.js';
import { attempts, LatestBeacon, withCitation } from '../attempts.js';
import type {
  Attested,
  BeaconSource,
  Block,
  Certificate,
  ChainInfo,
  Committed,
  Endorsed,
  Identity,
  Input,
  Ledger,
  MspId,
  Name,
  Output,
  QueryName,
  SubmitOptions,
  TransactionName,
  Transient,
  Unsigned,
} from '../port.js';
import { buildProposal, creatorOf, type ParsedProposal } from '../proposal.js';
import { endorsedTogether, untilAgreed } from './agreement.js';
import { blocksOf } from './blocks.js';
import type { Connection } from './connection.js';
import type { Deadlines } from './deadlines.js';
import { Outcomes } from './outcome.js';
import { Peers } from './peers.js';
import { readPayload, readSignedPayload, readSignedProposal } from './signed.js';
import { type SignedBytes, Transactions } from './transaction.js';
import { BlockchainInfo } from './wire.js';

export interface FabricLedgerOptions {
  readonly connection: Connection;
  /** Who the gateway itself is: reads blocks, beacons and outcomes. */
  readonly service: Identity;
  readonly deadlines: Deadlines;
}

/** System chaincode that answers about the chain (core/scc/qscc). */
const QSCC = 'qscc';
const none = new Uint8Array(0);

/** The ledger port over the Fabric Gateway service of peers from 2.4 on. */
export class FabricLedger implements Ledger {
  readonly kind = 'fabric';
  readonly #options: FabricLedgerOptions;
  readonly #peers: Peers;
  readonly #transactions: Transactions;
  readonly #beacon: LatestBeacon;
  readonly #closing = new AbortController();

  constructor(options: FabricLedgerOptions) {
    const { connection, service, deadlines } = options;
    const { channel } = connection;
    this.#options = options;
    this.#peers = new Peers(connection.peers, service.mspId);
    const outcomes = new Outcomes({ channel, service, peers: this.#peers, deadlines });
    this.#transactions = new Transactions({ peers: this.#peers, outcomes, deadlines });
    this.#beacon = new LatestBeacon(latestBeaconOf(this, service));
  }

  async submit<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: Identity,
    options: SubmitOptions = {},
  ): Promise<Committed<Output<N>>> {
    this.#requireOpen();
    const { signal } = options;
    const citesForCaller = citesFor(name, input);
    return attempts(
      async () => {
        signal?.throwIfAborted();
        return this.#refreshing(citesForCaller, async () => {
          const cited = await withCitation(name, input, () => this.#beacon.get());
          return this.#submitOnce(name, cited, as, options);
        });
      },
      { citesForCaller, signal },
    );
  }

  async evaluate<N extends QueryName>(name: N, input: Input<N>, as: Identity): Promise<Output<N>> {
    this.#requireOpen();
    const proposal = this.#propose(name, input, as);
    return parsed(await this.#transactions.evaluate(unsigned(proposal), as));
  }

  async attest<N extends QueryName>(
    name: N,
    input: Input<N>,
    as: Identity,
    organizations: readonly MspId[],
  ): Promise<Attested<Output<N>>> {
    this.#requireOpen();
    if (organizations.length === 0)
      throw new TypeError('Name the organisations that shall answer.');
    return untilAgreed(async () => {
      const proposal = this.#propose(name, input, as);
      const { payload } = await this.#transactions.endorse(unsigned(proposal), as, organizations);
      const { txId, response } = readPayload(payload);
      return { value: parsed(response), txId, envelope: Envelope.encode({ payload }) };
    }, this.#options.deadlines.agreeMs);
  }

  async prepare<N extends TransactionName>(
    name: N,
    input: Input<N>,
    certificate: Certificate,
    { transient }: SubmitOptions = {},
  ): Promise<Unsigned> {
    this.#requireOpen();
    const cited = await withCitation(name, input, () => this.#beacon.get());
    const { txId, bytes } = this.#propose(name, cited, certificate, transient);
    return { txId, bytes };
  }

  async endorse(
    proposal: Uint8Array,
    signature: Uint8Array,
    { endorsers, signal }: SubmitOptions = {},
  ): Promise<Endorsed<unknown>> {
    this.#requireOpen();
    const { txId, bytes, channel } = readSignedProposal(proposal, signature);
    this.#requireChannel(channel);
    signal?.throwIfAborted();
    const { payload } = await this.#endorseTogether(
      { txId, bytes, signature },
      this.#service,
      endorsers,
    );
    return { txId, bytes: payload, value: parsed(readPayload(payload).response) };
  }

  async submitSigned(
    transaction: Uint8Array,
    signature: Uint8Array,
    { signal }: SubmitOptions = {},
  ): Promise<Committed<unknown>> {
    this.#requireOpen();
    const { txId, channel, response } = readSignedPayload(transaction, signature);
    this.#requireChannel(channel);
    signal?.throwIfAborted();
    await this.#requireNew(txId);
    const peer = this.#peers.first();
    const signed = { txId, bytes: transaction, signature };
    const block = await this.#transactions.submit(signed, peer, this.#service);
    return { value: parsed(response), txId, block };
  }

  async *blocks(from: bigint, signal: AbortSignal): AsyncGenerator<Block> {
    this.#requireOpen();
    const { channel } = this.#options.connection;
    const open = (
      startBlock: bigint,
      tries: number,
    ): ReturnType<Parameters<typeof blocksOf>[0]> => {
      const peers = this.#peers.inOrder();
      const peer = peers[tries % peers.length] ?? this.#peers.first();
      return peer.session(this.#service).getNetwork(channel).getBlockEvents({ startBlock });
    };
    yield* blocksOf(open, from, AbortSignal.any([signal, this.#closing.signal]));
  }

  async info(): Promise<ChainInfo> {
    this.#requireOpen();
    const { channel } = this.#options.connection;
    const proposal = this.#proposal(QSCC, ['GetChainInfo', channel], this.#service);
    const bytes = await this.#transactions.evaluate(unsigned(proposal), this.#service);
    const { height, currentBlockHash } = BlockchainInfo.decode(bytes);
    return { height, hash: currentBlockHash };
  }

  close(): Promise<void> {
    if (!this.#closing.signal.aborted) {
      this.#closing.abort();
      this.#peers.close();
    }
    return Promise.resolve();
  }

  get #service(): Identity {
    return this.#options.service;
  }

  async #submitOnce<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: Identity,
    { transient, endorsers }: SubmitOptions,
  ): Promise<Committed<Output<N>>> {
    const { peer, payload, txId } = await endorsedTogether(async () => {
      const proposal = this.#propose(name, input, as, transient);
      const prepared = await this.#transactions.endorse(unsigned(proposal), as, endorsers);
      return { ...prepared, txId: proposal.txId };
    }, this.#options.deadlines.agreeMs);
    const value = parsed<Output<N>>(readPayload(payload).response);
    const signed = { txId, bytes: payload, signature: none };
    return { value, txId, block: await this.#transactions.submit(signed, peer, as) };
  }

  #endorseTogether(
    signed: SignedBytes,
    as: Identity,
    endorsers: readonly MspId[] | undefined,
  ): ReturnType<Transactions['endorse']> {
    return endorsedTogether(
      () => this.#transactions.endorse(signed, as, endorsers),
      this.#options.deadlines.agreeMs,
    );
  }

  /** After a failure the next try asks the ledger for its latest beacon. */
  async #refreshing<T>(citesForCaller: boolean, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (err) {
      if (citesForCaller) this.#beacon.refresh();
      throw err;
    }
  }

  #propose<N extends Name>(
    name: N,
    input: Input<N>,
    as: Certificate,
    transient?: Transient,
  ): ParsedProposal {
    const args = [name, canonicalize(input)];
    return this.#proposal(this.#options.connection.chaincode, args, as, transient);
  }

  #proposal(
    chaincode: string,
    args: readonly string[],
    as: Certificate,
    transient?: Transient,
  ): ParsedProposal {
    return buildProposal({
      channel: this.#options.connection.channel,
      chaincode,
      args: args.map((arg) => Buffer.from(arg)),
      transient,
      creator: creatorOf(as),
      time: new Date(),
    });
  }

  /** A peer answers the status of a known id as if it were this sending’s. */
  async #requireNew(txId: string): Promise<void> {
    const args = ['GetTransactionByID', this.#options.connection.channel, txId];
    const proposal = this.#proposal(QSCC, args, this.#service);
    try {
      await this.#transactions.evaluate(unsigned(proposal), this.#service);
    } catch (err) {
      if (isCoded(err) && err.code === 'TRANSACTION_NOT_FOUND') return;
      throw err;
    }
    throw new GatewayError('TRANSACTION_DUPLICATE', 'The transaction is on the ledger already.', {
      txId,
    });
  }

  #requireChannel(channel: string): void {
    if (channel === this.#options.connection.channel) return;
    throw new GatewayError('PROPOSAL_MALFORMED', `The bytes are of another channel, ${channel}.`, {
      channel,
    });
  }

  #requireOpen(): void {
    if (!this.#closing.signal.aborted) return;
    throw new GatewayError('LEDGER_CLOSED', 'The ledger is closed.');
  }
}

const unsigned = ({ txId, bytes }: ParsedProposal): SignedBytes => ({
  txId,
  bytes,
  signature: none,
});

const parsed = <T>(bytes: Uint8Array): T => JSON.parse(Buffer.from(bytes).toString('utf8')) as T;

const citesFor = (name: TransactionName, input: object): boolean =>
  specOf(name).citesBeacon === true && (input as { beacon?: unknown }).beacon === undefined;

function latestBeaconOf(ledger: Ledger, service: Identity): BeaconSource {
  return async () => {
    try {
      return cite(await ledger.evaluate('beacon:latest', {}, service));
    } catch (err) {
      if (isCoded(err) && err.code === 'BEACON_NOT_FOUND') return undefined;
      throw err;
    }
  };
}
