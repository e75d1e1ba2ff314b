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
import { buildProposal, creatorOf, type ParsedProposal, requireQuestion } from '../proposal.js';
import { endorsedTogether, untilAgreed } from './agreement.js';
import type { Deadlines } from './deadlines.js';
import { readSignedPayload, readSignedProposal } from './signed.js';
import type { Prepared, Transport } from './transport.js';
import { BlockchainInfo } from './wire.js';

export interface FabricLedgerOptions {
  readonly kind: 'fabric' | 'fabric-network';
  readonly channel: string;
  readonly chaincode: string;
  /** Who the gateway itself is: reads blocks, beacons and outcomes. */
  readonly service: Identity;
  readonly deadlines: Deadlines;
  readonly transport: Transport;
}

/** System chaincode that answers about the chain (core/scc/qscc). */
const QSCC = 'qscc';

/** The ledger port over a Fabric network, whatever carries its messages. */
export class FabricLedger implements Ledger {
  readonly kind: FabricLedgerOptions['kind'];
  readonly #options: FabricLedgerOptions;
  readonly #transport: Transport;
  readonly #beacon: LatestBeacon;
  readonly #closing = new AbortController();

  constructor(options: FabricLedgerOptions) {
    this.kind = options.kind;
    this.#options = options;
    this.#transport = options.transport;
    this.#beacon = new LatestBeacon(latestBeaconOf(this, options.service));
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
    const ask = (): Promise<Uint8Array> => this.#query(this.#propose(name, input, as), as);
    return parsed(await untilAgreed(ask, this.#options.deadlines.agreeMs));
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
      const signature = await as.sign(proposal.bytes);
      const { payload, response } = await this.#transport.endorse(
        proposal,
        signature,
        organizations,
      );
      const envelope = Envelope.encode({ payload });
      return { value: parsed(response), txId: proposal.txId, envelope };
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
    const read = readSignedProposal(proposal, signature);
    this.#requireOurs(read);
    signal?.throwIfAborted();
    const { payload, response } = await endorsedTogether(
      () => this.#transport.endorse(read, signature, endorsers),
      this.#options.deadlines.agreeMs,
    );
    return { txId: read.txId, bytes: payload, value: parsed(response) };
  }

  async submitSigned(
    transaction: Uint8Array,
    signature: Uint8Array,
    { signal }: SubmitOptions = {},
  ): Promise<Committed<unknown>> {
    this.#requireOpen();
    const read = readSignedPayload(transaction, signature);
    this.#requireOurs(read);
    signal?.throwIfAborted();
    await this.#requireNew(read.txId);
    const { txId, response } = read;
    const block = await this.#transport.submit(txId, { payload: transaction }, signature);
    return { value: parsed(response), txId, block };
  }

  prepareQuery<N extends QueryName>(
    name: N,
    input: Input<N>,
    certificate: Certificate,
  ): Promise<Unsigned> {
    return new Promise((resolve) => {
      this.#requireOpen();
      const { txId, bytes } = this.#propose(name, input, certificate);
      resolve({ txId, bytes });
    });
  }

  async evaluateSigned(proposal: Uint8Array, signature: Uint8Array): Promise<unknown> {
    this.#requireOpen();
    const read = readSignedProposal(proposal, signature);
    this.#requireOurs(read);
    requireQuestion(read);
    return parsed(await this.#transport.evaluate(read, signature));
  }

  async *blocks(from: bigint, signal: AbortSignal): AsyncGenerator<Block> {
    this.#requireOpen();
    yield* this.#transport.blocks(from, AbortSignal.any([signal, this.#closing.signal]));
  }

  async info(): Promise<ChainInfo> {
    this.#requireOpen();
    const { height, currentBlockHash } = BlockchainInfo.decode(
      await this.#ask('GetChainInfo', this.#options.channel),
    );
    return { height, hash: currentBlockHash };
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#transport.close();
  }

  async #submitOnce<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: Identity,
    { transient, endorsers }: SubmitOptions,
  ): Promise<Committed<Output<N>>> {
    const { txId, prepared } = await endorsedTogether(async () => {
      const proposal = this.#propose(name, input, as, transient);
      const signature = await as.sign(proposal.bytes);
      const prepared = await this.#transport.endorse(proposal, signature, endorsers);
      return { txId: proposal.txId, prepared };
    }, this.#options.deadlines.agreeMs);
    const value = parsed<Output<N>>(prepared.response);
    return { value, txId, block: await this.#order(txId, prepared, as) };
  }

  async #order(txId: string, prepared: Prepared, as: Identity): Promise<bigint> {
    return this.#transport.submit(txId, prepared, await as.sign(prepared.payload));
  }

  async #query(proposal: ParsedProposal, as: Identity): Promise<Uint8Array> {
    return this.#transport.evaluate(proposal, await as.sign(proposal.bytes));
  }

  /** Asks the chain itself, as the gateway. */
  #ask(...args: readonly string[]): Promise<Uint8Array> {
    const { service } = this.#options;
    return this.#query(this.#proposal(QSCC, args, service), service);
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
    return this.#proposal(this.#options.chaincode, args, as, transient);
  }

  #proposal(
    chaincode: string,
    args: readonly string[],
    as: Certificate,
    transient?: Transient,
  ): ParsedProposal {
    return buildProposal({
      channel: this.#options.channel,
      chaincode,
      args: args.map((arg) => Buffer.from(arg)),
      transient,
      creator: creatorOf(as),
      time: new Date(),
    });
  }

  /** A peer answers the status of a known id as if it were this sending’s. */
  async #requireNew(txId: string): Promise<void> {
    try {
      await this.#ask('GetTransactionByID', this.#options.channel, txId);
    } catch (err) {
      if (isCoded(err) && err.code === 'TRANSACTION_NOT_FOUND') return;
      throw err;
    }
    throw new GatewayError('TRANSACTION_DUPLICATE', 'The transaction is on the ledger already.', {
      txId,
    });
  }

  #requireOurs({ channel, chaincode }: { channel: string; chaincode: string }): void {
    if (channel === this.#options.channel && chaincode === this.#options.chaincode) return;
    throw new GatewayError(
      'PROPOSAL_MALFORMED',
      `The bytes are of ${chaincode} on ${channel}, which is not what this gateway serves.`,
      { channel, chaincode },
    );
  }

  #requireOpen(): void {
    if (!this.#closing.signal.aborted) return;
    throw new GatewayError('LEDGER_CLOSED', 'The ledger is closed.');
  }
}

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
