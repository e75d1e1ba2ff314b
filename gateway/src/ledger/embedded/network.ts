import { GatewayError } from '../../errors.js';
import type { Block, MspId } from '../port.js';
import type { ParsedProposal } from '../proposal.js';
import type { ChaincodeAnswer } from './call.js';
import type { Collections } from './collections.js';
import {
  endorse,
  type Endorsed as EndorsedByOne,
  type EndorserBench,
  type Simulated,
  answerAt,
  simulate,
} from './endorser.js';
import { requireEqual, requireSuccess } from './endorsement.js';
import { type Members, signatureHolds } from './members.js';
import type { ParsedTransaction } from './offline.js';
import type { Organizations, Signer } from './organizations.js';
import { Plans } from './plan.js';
import { type Policies } from './policies.js';
import type { HighWater } from './high-water.js';
import type { PrivateWrites } from './read-write-set.js';
import type { Head } from './block-writer.js';
import type { Ordered } from './block-validation.js';
import type { Outcome, Sequencer } from './sequencer.js';
import type { Snapshots } from './snapshots.js';
import { closeStore, type Store, type StoreReader, StoreReader as Reader } from './store.js';
import type { SignedProposal } from './stub.js';
import type { TransientStore } from './transient-store.js';
import { backup } from './backup.js';
import { malformed } from '../proposal.js';

export interface NetworkBench {
  readonly dataDir: string;
  readonly store: Store;
  readonly organizations: Organizations;
  readonly members: Members;
  readonly policies: Policies;
  readonly collections: Collections;
  readonly endorser: EndorserBench;
  readonly snapshots: Snapshots;
  readonly sequencer: Sequencer;
  readonly transients: TransientStore;
  readonly mark: HighWater;
  /** How many transactions are being endorsed right now. */
  readonly traffic: { endorsing: number };
}

export interface EndorsedByAll {
  /** What every endorser signed. */
  readonly payload: Uint8Array;
  readonly endorsements: EndorsedByOne['endorsement'][];
  readonly endorsers: readonly Signer['identity'][];
  /** The contract’s answer. */
  readonly response: Uint8Array;
  readonly results: EndorsedByOne['results'];
}

/** Peers, orderer and store of one channel, without the wire between them. */
export class Network {
  readonly #bench: NetworkBench;
  readonly #peers: readonly Signer[];
  readonly #reader: StoreReader;
  readonly #plans: Plans;
  #turn = 0;
  #closing: Promise<void> | undefined;

  constructor(bench: NetworkBench) {
    this.#bench = bench;
    this.#peers = [...bench.organizations.members.values()].flatMap(({ peer }) => peer ?? []);
    this.#plans = new Plans(this.#peers, bench.policies);
    this.#reader = new Reader(bench.store);
  }

  get members(): Members {
    return this.#bench.members;
  }

  get people(): ReadonlyMap<string, Signer> {
    return this.#bench.organizations.people;
  }

  get head(): Head {
    return this.#bench.sequencer.head;
  }

  /** A query at one peer: the creator’s own organisation’s where it has one. */
  query(signed: SignedProposal): Promise<ChaincodeAnswer> {
    return this.#bench.snapshots.with(async (reader) => {
      const creatorMspId = this.members.identity(signed.proposal.creator).mspId;
      const own = this.#peers.find(({ mspId }) => mspId === creatorMspId);
      const { mspId = '' } = own ?? this.#peers[this.#next()] ?? {};
      const call = { ...signed, creatorMspId, reader };
      return answerAt(call, mspId, this.#bench.endorser);
    });
  }

  /**
   * Endorses at exactly the organisations named, else at the fewest that the chaincode’s policy
   * and the policies of the keys written want, as the first simulation tells.
   */
  async endorse(signed: SignedProposal, at?: readonly MspId[]): Promise<EndorsedByAll> {
    const { traffic } = this.#bench;
    traffic.endorsing += 1;
    try {
      return await this.#endorse(signed, at);
    } finally {
      traffic.endorsing -= 1;
    }
  }

  #endorse(signed: SignedProposal, at: readonly MspId[] | undefined): Promise<EndorsedByAll> {
    return this.#bench.snapshots.with(async (reader) => {
      const { proposal } = signed;
      const creatorMspId = this.members.identity(proposal.creator).mspId;
      const call = { ...signed, creatorMspId, reader };
      const turn = this.#next();
      const named = at && this.#named(at);
      const first = named?.[0] ?? this.#peers[turn];
      if (first === undefined) throw new TypeError('No organisation runs a peer.');
      const simulated = await this.#simulate(call, first);
      const others = named ?? this.#plan(turn, proposal, simulated, reader);
      return this.#collect(call, simulated, first, others.slice(1));
    });
  }

  async #collect(
    call: Parameters<typeof simulate>[0],
    simulated: Simulated,
    first: Signer,
    others: readonly Signer[],
  ): Promise<EndorsedByAll> {
    const { endorser } = this.#bench;
    const earlier = endorse(call.proposal, simulated, first, { bench: endorser });
    const answers = [earlier];
    for (const peer of others) {
      const again = await this.#simulate(call, peer);
      answers.push(endorse(call.proposal, again, peer, { bench: endorser, earlier }));
    }
    requireEqual(answers.map(({ payload }) => payload));
    const [{ payload, results } = answers[0] as EndorsedByOne] = answers;
    return {
      payload,
      endorsements: answers.map(({ endorsement }) => endorsement),
      endorsers: [first, ...others].map(({ identity }) => identity),
      response: simulated.payload,
      results,
    };
  }

  async #simulate(call: Parameters<typeof simulate>[0], peer: Signer): Promise<Simulated> {
    const simulated = await simulate(call, peer.mspId, this.#bench.endorser);
    requireSuccess(simulated);
    return simulated;
  }

  #plan(
    turn: number,
    { chaincode }: ParsedProposal,
    { results }: Simulated,
    reader: StoreReader,
  ): readonly Signer[] {
    const { policies, collections } = this.#bench;
    const general = policies.ofNamespace(reader, chaincode);
    if (general === undefined) {
      throw new GatewayError('ENDORSEMENT_FAILED', `chaincode ${chaincode} not found`, {});
    }
    const written = results.private.flatMap(
      ({ collection }) => collections.find(collection)?.endorsementPolicy ?? [],
    );
    const required = [general, ...results.policies, ...written];
    const planned = this.#plans.of(turn, required);
    if (planned !== undefined) return planned;
    throw new GatewayError(
      'ENDORSEMENT_FAILED',
      'no combination of peers can be derived which satisfy the endorsement policy',
      {},
    );
  }

  #named(mspIds: readonly MspId[]): readonly Signer[] {
    const named = [...new Set(mspIds)].map((mspId) => {
      const peer = this.#peers.find((each) => each.mspId === mspId);
      if (peer !== undefined) return peer;
      throw new GatewayError('ENDORSEMENT_FAILED', `${mspId} has no peer on this channel.`, {
        mspId,
      });
    });
    return named.length > 0 ? named : [...this.#peers];
  }

  #next(): number {
    this.#turn = (this.#turn + 1) % this.#peers.length;
    return this.#turn;
  }

  async order(tx: Ordered): Promise<Outcome> {
    return this.#bench.sequencer.order(tx);
  }

  /** @throws GatewayError SIGNATURE_INVALID, PROPOSAL_MALFORMED */
  requireSignature(creator: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
    if (signatureHolds(this.members.identity(creator), message, signature)) return;
    throw new GatewayError(
      'SIGNATURE_INVALID',
      'The signature is not one over exactly these bytes by the certificate’s key: ECDSA on P-256 with SHA-256, DER, low S.',
    );
  }

  /** What a peer checks before it simulates a proposal that came from outside. */
  authenticate(proposal: ParsedProposal, signature: Uint8Array, now: Date): void {
    this.members.creator(proposal.creator, proposal.time, now);
    requireRecent(proposal.time, now);
    this.requireSignature(proposal.creator, proposal.bytes, signature);
    if (this.#reader.transaction(proposal.txId) === undefined) return;
    // core/endorser: a peer endorses no id that is on its ledger.
    throw new GatewayError(
      'TRANSACTION_DUPLICATE',
      'A transaction with this id is on the ledger already.',
      { txId: proposal.txId },
    );
  }

  /** A signed transaction from outside, ready to be ordered. */
  admit(parsed: ParsedTransaction, now: Date): Ordered {
    const { transaction, set, signature, payload } = parsed;
    this.members.creator(transaction.creator, now);
    this.requireSignature(transaction.creator, payload, signature);
    const endorsers = transaction.endorsements.map(({ endorser, signature: given }) => {
      const identity = this.members.identity(endorser);
      const signed = Buffer.concat([transaction.proposalResponsePayload, endorser]);
      if (identity.role === 'peer' && signatureHolds(identity, signed, given)) return identity;
      throw malformed('an endorsement is not the signature of a member’s peer');
    });
    const hasPrivate = set.some(({ collections }) =>
      collections.some(({ privateHash }) => privateHash.length > 0),
    );
    const waiting = hasPrivate ? this.#bench.transients.find(parsed.txId) : [];
    if (waiting === undefined) {
      throw malformed('the private data endorsed with it is no longer here');
    }
    return {
      ...{ txId: parsed.txId, envelope: parsed.envelope, set, endorsers, private: waiting },
      chaincode: transaction.chaincode.name,
      hasTransient: hasPrivate,
    };
  }

  async keepTransient(txId: string, writes: readonly PrivateWrites[]): Promise<void> {
    await this.#bench.transients.put(txId, writes, this.head.number);
  }

  block(number: number): Block | undefined {
    const bytes = this.#reader.block(number);
    return bytes && { number: BigInt(number), bytes };
  }

  /** Resolves at the next commit, or when the signal aborts. */
  async committed(signal: AbortSignal): Promise<void> {
    const { sequencer } = this.#bench;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        sequencer.off('block', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      sequencer.once('block', done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }

  async backup(target: string): Promise<void> {
    const { dataDir, store } = this.#bench;
    await backup({ dataDir, store, target });
  }

  async compact(): Promise<void> {
    await this.#bench.store.database.compactRange(Buffer.of(0), Buffer.of(0xff));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#bench.sequencer.close();
    await this.#bench.snapshots.renew();
    this.#bench.mark.close();
    await closeStore(this.#bench.store);
  }
}

/** core.yaml of Fabric 3, authFilter TimeWindowCheck: a quarter of an hour either way. */
const WINDOW_MS = 15 * 60_000;

function requireRecent(time: Date, now: Date): void {
  if (Math.abs(now.getTime() - time.getTime()) <= WINDOW_MS) return;
  throw new GatewayError(
    'CLIENT_TIME_OUT_OF_WINDOW',
    'The proposal’s time is more than 15 minutes from now. Prepare the transaction again.',
    { time: time.toISOString() },
  );
}
