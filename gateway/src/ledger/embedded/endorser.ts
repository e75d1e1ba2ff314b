import {
  ChaincodeAction,
  ChaincodeEvent,
  type Decoded,
  type Endorsement,
  ProposalResponsePayload,
} from '@shuquan/verifier/wire';
import { type ShimChaincode } from '../../guard.js';
import { signP256 } from '../../crypto.js';
import { type ParsedProposal, proposalHash } from '../proposal.js';
import { callChaincode, type ChaincodeAnswer } from './call.js';
import type { Collections } from './collections.js';
import type { LifecycleChaincode } from './lifecycle.js';
import type { Signer } from './organizations.js';
import { LIFECYCLE } from './policies.js';
import type { SimulationResults } from './read-write-set.js';
import { Simulation } from './simulation.js';
import type { StoreReader } from './store.js';
import type { SignedProposal } from './stub.js';

export interface EndorserBench {
  readonly channel: string;
  readonly chaincode: { readonly name: string; readonly version: string };
  readonly runner: ShimChaincode;
  readonly lifecycle: LifecycleChaincode;
  readonly collections: Collections;
}

export interface Simulated extends ChaincodeAnswer {
  readonly results: SimulationResults & { readonly policies: readonly Uint8Array[] };
}

export interface Endorsed extends Simulated {
  /** What the endorser signed, before its own identity. */
  readonly payload: Uint8Array;
  readonly endorsement: Decoded<typeof Endorsement>;
}

export interface Call extends SignedProposal {
  readonly creatorMspId: string;
  readonly reader: StoreReader;
}

/** Runs a proposal at one organisation’s peer; signs nothing. */
export async function simulate(
  call: Call,
  mspId: string,
  bench: EndorserBench,
): Promise<Simulated> {
  const { answer, simulation } = await runAt(call, mspId, bench);
  return { ...answer, results: simulation.results() };
}

/** The same of a query: what it read is nobody’s to sign, and is not written down. */
export const answerAt = async (
  call: Call,
  mspId: string,
  bench: EndorserBench,
): Promise<ChaincodeAnswer> => (await runAt(call, mspId, bench)).answer;

async function runAt(
  { proposal, signature, creatorMspId, reader }: Call,
  mspId: string,
  bench: EndorserBench,
): Promise<{ readonly answer: ChaincodeAnswer; readonly simulation: Simulation }> {
  const { collections } = bench;
  const view = { reader, collections, txId: proposal.txId, mspId, creatorMspId };
  const simulation = new Simulation(view);
  const answer =
    proposal.chaincode === LIFECYCLE
      ? bench.lifecycle.invoke(proposal.args, simulation)
      : await callChaincode(bench, { proposal, signature, simulation });
  return { answer, simulation };
}

/**
 * Endorses what a simulation answered, where the chaincode did not refuse (status below 400).
 *
 * @param earlier of another peer; from the same answer the same bytes would be made once more
 */
export function endorse(
  proposal: ParsedProposal,
  simulated: Simulated,
  peer: Signer,
  { bench, earlier }: { readonly bench: EndorserBench; readonly earlier?: Endorsed | undefined },
): Endorsed {
  const payload =
    earlier !== undefined && sameAnswer(earlier, simulated)
      ? earlier.payload
      : responsePayload(proposal, simulated, bench);
  const signed = Buffer.concat([payload, peer.bytes]);
  const signature = signP256(peer.key, signed);
  return { ...simulated, payload, endorsement: { endorser: peer.bytes, signature } };
}

const sameAnswer = (a: Simulated, b: Simulated): boolean =>
  a.status === b.status &&
  a.message === b.message &&
  a.event?.name === b.event?.name &&
  sameBytes(a.event?.payload, b.event?.payload) &&
  sameBytes(a.payload, b.payload) &&
  sameBytes(a.results.bytes, b.results.bytes);

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;

function responsePayload(
  proposal: ParsedProposal,
  { status, message, payload, event, results }: Simulated,
  { chaincode }: EndorserBench,
): Uint8Array {
  const { name, version } =
    proposal.chaincode === LIFECYCLE ? { name: LIFECYCLE, version: 'syscc' } : chaincode;
  const events =
    event &&
    ChaincodeEvent.encode({
      chaincodeId: name,
      txId: proposal.txId,
      eventName: event.name,
      payload: event.payload,
    });
  return ProposalResponsePayload.encode({
    proposalHash: proposalHash(proposal),
    extension: ChaincodeAction.encode({
      results: results.bytes,
      events,
      response: { status, message, payload },
      chaincodeId: { path: '', name, version },
    }),
  });
}
