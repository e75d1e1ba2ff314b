import { equalBytes } from '@shuquan/verifier/wire';
import { GatewayError } from '../../errors.js';
import { type Failure, grpcStatus, ofFailure } from '../fabric/errors.js';
import type { MspId } from '../port.js';
import type { SdkEndorser, SdkProposalResponse } from './sdk.js';

export interface SignedProposal {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** What agreeing peers signed: one payload, and an endorsement of each. */
export interface Endorsements {
  readonly payload: Uint8Array;
  readonly endorsements: readonly {
    readonly endorser: Uint8Array;
    readonly signature: Uint8Array;
  }[];
}

/** How long a peer that could not be reached is taken to be down, in milliseconds: the SDK waits
 * three seconds for a connection each time it is asked. */
const REST_MS = 5_000;

type Answer =
  | { readonly mspId: MspId; readonly endorsed: SdkProposalResponse }
  | { readonly mspId: MspId; readonly failure: Failure };

export interface EndorsersOptions {
  readonly peers: () => readonly SdkEndorser[];
  /** Asked first. */
  readonly own: MspId;
  /** Organisations that may endorse, and how many of them must: the chaincode’s policy. */
  readonly policy: { readonly n: number; readonly of: readonly MspId[] };
}

/** The peers of the channel, asked one by one or an organisation each. */
export class Endorsers {
  readonly #options: EndorsersOptions;
  readonly #restsUntil = new Map<string, number>();

  constructor(options: EndorsersOptions) {
    this.#options = options;
  }

  /** The answer of one peer, our own organisation’s if it can be reached. */
  async query(proposal: SignedProposal, timeoutMs: number): Promise<Uint8Array> {
    const { peers, own } = this.#options;
    const ordered = [...peers()].sort((a, b) => Number(b.mspid === own) - Number(a.mspid === own));
    let last: unknown = new GatewayError('LEDGER_UNAVAILABLE', 'The profile names no peer.');
    for (const peer of ordered) {
      const answer = await this.#ask(peer, proposal, timeoutMs);
      if ('endorsed' in answer) return answer.endorsed.response.payload;
      last = ofFailure(answer.failure);
      if (answer.failure.status !== grpcStatus.unavailable) throw last;
    }
    throw last;
  }

  /**
   * Endorsements of the organisations named, or of every one of the policy that can be reached, so
   * that a key with a policy of its own finds its organisations among them.
   *
   * @throws GatewayError LEDGER_HEIGHTS_DIFFER when peers came to different results
   */
  async endorse(
    proposal: SignedProposal,
    named: readonly MspId[] | undefined,
    timeoutMs: number,
  ): Promise<Endorsements> {
    const { policy } = this.#options;
    const wanted = named ?? policy.of;
    const answers = await Promise.all(
      wanted.map((mspId) => this.#askOrganization(mspId, proposal, timeoutMs)),
    );
    const failed = answers.flatMap((each) => ('failure' in each ? [each] : []));
    const endorsed = answers.flatMap((each) => ('endorsed' in each ? [each.endorsed] : []));
    const needed = named === undefined ? policy.n : wanted.length;
    const isRefused = failed.some(({ failure }) => failure.status !== grpcStatus.unavailable);
    if (isRefused || endorsed.length < needed) throw failureOf(failed, wanted);
    return agreed(endorsed);
  }

  /** One peer after another until one can be reached. */
  async #askOrganization(
    mspId: MspId,
    proposal: SignedProposal,
    timeoutMs: number,
  ): Promise<Answer> {
    let answer: Answer = { mspId, failure: unreachable(`no peers available of ${mspId}`) };
    for (const peer of this.#options.peers().filter(({ mspid }) => mspid === mspId)) {
      answer = await this.#ask(peer, proposal, timeoutMs);
      if ('endorsed' in answer || answer.failure.status !== grpcStatus.unavailable) break;
    }
    return answer;
  }

  async #ask(peer: SdkEndorser, proposal: SignedProposal, timeoutMs: number): Promise<Answer> {
    const now = performance.now();
    if (now < (this.#restsUntil.get(peer.name) ?? 0)) {
      return { mspId: peer.mspid, failure: unreachable('connection refused a moment ago') };
    }
    const answer = await ask(peer, proposal, timeoutMs);
    const isDown = 'failure' in answer && answer.failure.status === grpcStatus.unavailable;
    if (isDown) this.#restsUntil.set(peer.name, performance.now() + REST_MS);
    return answer;
  }
}

async function ask(
  peer: SdkEndorser,
  { bytes, signature }: SignedProposal,
  timeoutMs: number,
): Promise<Answer> {
  const { mspid: mspId } = peer;
  try {
    if (!(await peer.checkConnection())) {
      return { mspId, failure: unreachable('connection refused') };
    }
    const answer = await peer.sendProposal({ proposal_bytes: bytes, signature }, timeoutMs);
    const { status, message } = answer.response;
    if (status >= 200 && status < 400) return { mspId, endorsed: answer };
    // Without a payload the peer itself refused, not the contract (gateway/apiutils.go).
    return { mspId, failure: { status: grpcStatus.unknown, message, details: [] } };
  } catch (err) {
    const { code, message } = err as { code?: number; message?: string };
    const text = message ?? String(err);
    const isDown = code === undefined || code === grpcStatus.unavailable || code === 4;
    return {
      mspId,
      failure: isDown ? unreachable(text) : { status: code, message: text, details: [] },
    };
  }
}

const unreachable = (message: string): Failure => ({
  status: grpcStatus.unavailable,
  message,
  details: [],
});

/** All failures as one, in the words of a peer’s gateway, so that one table of codes serves both. */
function failureOf(
  failed: readonly { readonly mspId: MspId; readonly failure: Failure }[],
  named: readonly MspId[],
): Error {
  const details = failed.map(({ mspId, failure: { message } }) => ({ mspId, message }));
  const allDown = failed.every(({ failure }) => failure.status === grpcStatus.unavailable);
  return ofFailure({
    status: allDown ? grpcStatus.unavailable : grpcStatus.aborted,
    message: 'failed to collect enough transaction endorsements',
    details,
    named,
  });
}

function agreed(answers: readonly SdkProposalResponse[]): Endorsements {
  const [first, ...others] = answers;
  if (first === undefined) throw new TypeError('Nobody was asked.');
  if (others.some(({ payload }) => !equalBytes(payload, first.payload))) {
    throw ofFailure({
      status: grpcStatus.aborted,
      message: '',
      details: [{ message: 'ProposalResponsePayloads do not match' }],
    });
  }
  const endorsements = answers.flatMap(({ endorsement }) => endorsement ?? []);
  return { payload: first.payload, endorsements };
}
