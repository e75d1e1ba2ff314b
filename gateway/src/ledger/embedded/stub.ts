import { SerializedIdentity } from '@shuquan/verifier/wire';
import { ChaincodeStub, type ShimStub } from '../../guard.js';
import type { ParsedProposal } from '../proposal.js';
import type { StubHandler } from './stub-handler.js';

/** A proposal with its creator’s signature, which is made or fetched when somebody asks for it. */
export interface SignedProposal {
  readonly proposal: ParsedProposal;
  readonly signature: () => Uint8Array;
}

interface Invocation extends SignedProposal {
  readonly channel: string;
  readonly args: readonly Uint8Array[];
}

interface Creator {
  readonly mspid: string;
  readonly idBytes: Uint8Array;
}

/** The people of the ledger hold their bytes, so each is read once. */
const creators = new WeakMap<Uint8Array, Creator>();

/** Every stub has bytes of its own: a contract may write into them. */
function creatorOf(bytes: Uint8Array): Creator {
  let found = creators.get(bytes);
  if (found === undefined) {
    const { mspId, idBytes } = SerializedIdentity.decode(bytes);
    found = { mspid: mspId, idBytes };
    creators.set(bytes, found);
  }
  return { mspid: found.mspid, idBytes: Buffer.from(found.idBytes) };
}

/**
 * Fabric’s stub over a proposal that was read already. The shim’s constructor decodes six nested
 * messages; here only what contracts rarely ask for (signed proposal, binding, the time to the
 * nanosecond) is decoded, by the shim, when they ask.
 */
export class ProposalStub extends ChaincodeStub {
  readonly creator: Creator;
  readonly transientMap: ReadonlyMap<string, Buffer>;
  readonly #handler: StubHandler;
  readonly #invocation: Invocation;
  #whole: ShimStub | undefined;

  constructor(handler: StubHandler, invocation: Invocation) {
    const { proposal, channel, args } = invocation;
    super(handler, channel, proposal.txId, { getArgsList_asU8: () => args });
    this.creator = creatorOf(proposal.creator);
    this.transientMap = new Map(
      Object.entries(proposal.transient).map(([key, value]) => [key, Buffer.from(value)]),
    );
    this.#handler = handler;
    this.#invocation = invocation;
  }

  override get proposal(): unknown {
    return this.#decoded().proposal;
  }

  override get signedProposal(): unknown {
    return this.#decoded().signedProposal;
  }

  override get binding(): unknown {
    return this.#decoded().binding;
  }

  override get txTimestamp(): unknown {
    return this.#decoded().txTimestamp;
  }

  getDateTimestamp(): Date {
    return new Date(this.#invocation.proposal.time);
  }

  /** As the shim’s, without three rounds of the event loop. */
  getState(key: string): Promise<Uint8Array> {
    return this.#handler.handleGetState('', key);
  }

  putState(key: string, value: Uint8Array | string): Promise<Uint8Array> {
    return this.#handler.handlePutState('', key, Buffer.from(value as Uint8Array));
  }

  #decoded(): ShimStub {
    const { proposal, signature, channel, args } = this.#invocation;
    this.#whole ??= new ChaincodeStub(
      this.#handler,
      channel,
      proposal.txId,
      { getArgsList_asU8: () => args },
      { getSignature: signature, getProposalBytes: () => proposal.bytes },
    );
    return this.#whole;
  }
}
