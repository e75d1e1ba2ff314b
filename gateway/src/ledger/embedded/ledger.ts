import {
  type BeaconCitation,
  canonicalize,
  cite,
  type Input,
  type Output,
  type QueryName,
  specOf,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { Envelope } from '@shuquan/verifier/wire';
import { signP256 } from '../../crypto.js';
import { GatewayError, isCoded } from '../../errors.js';
import { attempts, LatestBeacon, withCitation } from '../attempts.js';
import type {
  Attested,
  Block,
  Certificate,
  ChainInfo,
  Committed,
  Endorsed,
  Identity,
  Ledger,
  MspId,
  SubmitOptions,
  Unsigned,
} from '../port.js';
import { buildProposal, creatorOf, type ParsedProposal, requireQuestion } from '../proposal.js';
import type { AnchorsDocument } from './anchors.js';
import { follow } from './block-stream.js';
import type { LedgerDefinition, Person } from './definition.js';
import { requireSuccess, transactionPayload } from './endorsement.js';
import type { Network } from './network.js';
import { outcomeUnknown, requireValid } from './outcome.js';
import { parseOffline, parseTransaction } from './offline.js';
import type { Signer } from './organizations.js';

export interface LedgerBench {
  readonly network: Network;
  readonly definition: LedgerDefinition;
  readonly anchors: AnchorsDocument;
  readonly clock: () => Date;
}

/** A submit waits this long for the disk. */
const COMMIT_DEADLINE_MS = 30_000;

/** The port over a whole network in this process. */
export class EmbeddedLedger implements Ledger {
  readonly kind = 'embedded';
  readonly #network: Network;
  readonly #definition: LedgerDefinition;
  readonly #anchors: AnchorsDocument;
  readonly #clock: () => Date;
  readonly #beacon: LatestBeacon;
  readonly #closing = new AbortController();

  constructor({ network, definition, anchors, clock }: LedgerBench) {
    this.#network = network;
    this.#definition = definition;
    this.#anchors = anchors;
    this.#clock = clock;
    this.#beacon = new LatestBeacon(() => this.#latestBeacon());
  }

  async submit<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: Identity,
    options: SubmitOptions = {},
  ): Promise<Committed<Output<N>>> {
    const citesForCaller =
      specOf(name).citesBeacon === true && (input as { beacon?: unknown }).beacon === undefined;
    return attempts(
      async () => {
        const cited = await withCitation(name, input, () => this.#beacon.get());
        try {
          return await this.#submitOnce(name, cited, as, options);
        } catch (err) {
          if (citesForCaller) this.#beacon.refresh();
          throw err;
        }
      },
      { citesForCaller, signal: options.signal },
    );
  }

  async #submitOnce<N extends TransactionName>(
    name: N,
    input: Input<N>,
    as: Identity,
    { transient, endorsers }: SubmitOptions,
  ): Promise<Committed<Output<N>>> {
    const proposal = this.#propose(name, input, as, transient);
    const signature = await this.#signProposal(as, proposal.bytes);
    const endorsed = await this.#network.endorse({ proposal, signature }, endorsers);
    const payload = transactionPayload(proposal, endorsed.payload, endorsed.endorsements);
    const envelope = Envelope.encode({ payload, signature: await this.#sign(as, payload) });
    const { block } = await this.#order(proposal.txId, () =>
      this.#network.order({
        txId: proposal.txId,
        envelope,
        chaincode: proposal.chaincode,
        set: endorsed.results.set,
        private: endorsed.results.private,
        endorsers: endorsed.endorsers,
      }),
    );
    return { value: valueOf(endorsed.response), txId: proposal.txId, block: BigInt(block) };
  }

  async evaluate<N extends QueryName>(name: N, input: Input<N>, as: Identity): Promise<Output<N>> {
    const proposal = this.#propose(name, input, as);
    const signature = await this.#signProposal(as, proposal.bytes);
    const answer = await this.#network.query({ proposal, signature });
    requireSuccess(answer);
    return valueOf(answer.payload);
  }

  async attest<N extends QueryName>(
    name: N,
    input: Input<N>,
    as: Identity,
    organizations: readonly MspId[],
  ): Promise<Attested<Output<N>>> {
    const proposal = this.#propose(name, input, as);
    const signature = await this.#signProposal(as, proposal.bytes);
    const endorsed = await this.#network.endorse({ proposal, signature }, organizations);
    const payload = transactionPayload(proposal, endorsed.payload, endorsed.endorsements);
    const envelope = Envelope.encode({ payload });
    return { value: valueOf(endorsed.response), txId: proposal.txId, envelope };
  }

  async prepare<N extends TransactionName>(
    name: N,
    input: Input<N>,
    certificate: Certificate,
    { transient }: SubmitOptions = {},
  ): Promise<Unsigned> {
    const cited = await withCitation(name, input, () => this.#beacon.get());
    const proposal = this.#propose(name, cited, certificate, transient);
    return { txId: proposal.txId, bytes: proposal.bytes };
  }

  async endorse(
    proposal: Uint8Array,
    signature: Uint8Array,
    { endorsers }: SubmitOptions = {},
  ): Promise<Endorsed<unknown>> {
    this.#requireOpen();
    const { channel, chaincode } = this.#definition;
    const parsed = parseOffline(proposal, { channel, chaincode: chaincode.name });
    const now = this.#clock();
    this.#network.authenticate(parsed, signature, now);
    const signed = { proposal: parsed, signature: () => signature };
    const endorsed = await this.#network.endorse(signed, endorsers);
    await this.#network.keepTransient(parsed.txId, endorsed.results.private);
    return {
      txId: parsed.txId,
      bytes: transactionPayload(parsed, endorsed.payload, endorsed.endorsements),
      value: valueOf(endorsed.response),
    };
  }

  async submitSigned(transaction: Uint8Array, signature: Uint8Array): Promise<Committed<unknown>> {
    this.#requireOpen();
    const { channel, chaincode } = this.#definition;
    const parsed = parseTransaction(transaction, signature, {
      channel,
      chaincode: chaincode.name,
    });
    const ordered = this.#network.admit(parsed, this.#clock());
    const { block } = await this.#order(parsed.txId, () => this.#network.order(ordered));
    return { value: valueOf(parsed.response.payload), txId: parsed.txId, block: BigInt(block) };
  }

  prepareQuery<N extends QueryName>(
    name: N,
    input: Input<N>,
    certificate: Certificate,
  ): Promise<Unsigned> {
    return new Promise((resolve) => {
      const { txId, bytes } = this.#propose(name, input, certificate);
      resolve({ txId, bytes });
    });
  }

  async evaluateSigned(proposal: Uint8Array, signature: Uint8Array): Promise<unknown> {
    this.#requireOpen();
    const { channel, chaincode } = this.#definition;
    const parsed = parseOffline(proposal, { channel, chaincode: chaincode.name });
    requireQuestion(parsed);
    this.#network.authenticate(parsed, signature, this.#clock());
    const answer = await this.#network.query({ proposal: parsed, signature: () => signature });
    requireSuccess(answer);
    return valueOf(answer.payload);
  }

  blocks(from: bigint, signal: AbortSignal): AsyncIterable<Block> {
    return follow(this.#network, Number(from), AbortSignal.any([signal, this.#closing.signal]));
  }

  info(): Promise<ChainInfo> {
    return new Promise((resolve) => {
      this.#requireOpen();
      const { number, hash } = this.#network.head;
      resolve({ height: BigInt(number + 1), hash });
    });
  }

  /** One of the people of the definition, with its key. @throws TypeError for an unknown id */
  identity(id: string): Identity {
    const found = this.#network.people.get(id);
    if (found === undefined) throw new TypeError(`There is no ${id} on this ledger.`);
    return found;
  }

  people(): readonly Person[] {
    return this.#definition.people;
  }

  /** A person without roles: reads in the gateway’s own name. */
  serviceIdentity(): Identity {
    const service = this.#definition.people.find(
      ({ roles, party }) => roles.length === 0 && !party,
    );
    if (service === undefined) throw new TypeError('The ledger has no service identity.');
    return this.identity(service.id);
  }

  /** What a verifier needs to know of this ledger, as an anchors file says it. */
  anchors(): AnchorsDocument {
    return this.#anchors;
  }

  definition(): LedgerDefinition {
    return this.#definition;
  }

  /** A copy as of one block, taken while transactions go on. */
  async backup(target: string): Promise<void> {
    this.#requireOpen();
    await this.#network.backup(target);
  }

  /** Rewrites the database files, so that bytes that were deleted or purged leave the disk. */
  async compact(): Promise<void> {
    this.#requireOpen();
    await this.#network.compact();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#network.close();
  }

  #propose(
    name: string,
    input: unknown,
    who: Certificate,
    transient?: SubmitOptions['transient'],
  ): ParsedProposal {
    this.#requireOpen();
    const time = this.#clock();
    const creator = isSigner(who) ? who.bytes : creatorOf(who);
    if (!isSigner(who)) this.#network.members.creator(creator, time);
    return buildProposal({
      channel: this.#definition.channel,
      chaincode: this.#definition.chaincode.name,
      args: [Buffer.from(name), Buffer.from(canonicalize(input))],
      ...{ transient, creator, time },
    });
  }

  /** Our own signature under a proposal goes into no block: only a contract may ask for it. */
  async #signProposal(as: Identity, message: Uint8Array): Promise<() => Uint8Array> {
    if (isSigner(as)) {
      let made: Uint8Array | undefined;
      return () => (made ??= signP256(as.key, message));
    }
    const signature = await this.#sign(as, message);
    return () => signature;
  }

  /** A foreign key’s signature is checked like any peer would; our own needs no second look. */
  async #sign(as: Identity, message: Uint8Array): Promise<Uint8Array> {
    if (isSigner(as)) return signP256(as.key, message);
    const signature = await as.sign(message);
    this.#network.requireSignature(creatorOf(as), message, signature);
    return signature;
  }

  async #order(
    txId: string,
    order: () => Promise<{ readonly code: number; readonly block: number }>,
  ): Promise<{ readonly block: number }> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(outcomeUnknown(txId));
      }, COMMIT_DEADLINE_MS).unref();
    });
    try {
      const outcome = await Promise.race([order(), late]);
      requireValid(outcome, txId);
      return outcome;
    } finally {
      clearTimeout(timer);
    }
  }

  async #latestBeacon(): Promise<BeaconCitation | undefined> {
    try {
      return cite(await this.evaluate('beacon:latest', {}, this.serviceIdentity()));
    } catch (err) {
      if (isCoded(err) && err.code === 'BEACON_NOT_FOUND') return undefined;
      throw err;
    }
  }

  #requireOpen(): void {
    if (!this.#closing.signal.aborted) return;
    throw new GatewayError('LEDGER_CLOSED', 'The ledger is closed.');
  }
}

const isSigner = (who: Certificate): who is Signer => 'key' in who && 'bytes' in who;

function valueOf<T>(payload: Uint8Array): T {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as T;
}
