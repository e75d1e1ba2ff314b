import type { ShimChaincode, ShimResponse, ShimStub } from '../../guard.js';
import type { Simulation } from './simulation.js';
import { ProposalStub, type SignedProposal } from './stub.js';
import { type InvokeResult, StubHandler } from './stub-handler.js';

export interface ChaincodeAnswer {
  readonly status: number;
  readonly message: string;
  readonly payload: Uint8Array;
  readonly event?: { readonly name: string; readonly payload: Uint8Array };
}

interface Installed {
  readonly channel: string;
  readonly chaincode: { readonly name: string };
  readonly runner: ShimChaincode;
}

interface Invocation extends SignedProposal {
  readonly simulation: Simulation;
}

const EMPTY = new Uint8Array(0);

/** Runs the contracts over Fabric’s own stub and dispatcher. */
export async function callChaincode(
  installed: Installed,
  invocation: Invocation,
): Promise<ChaincodeAnswer> {
  const { response, stub } = await run(installed, invocation, invocation.proposal.args);
  const event = stub.chaincodeEvent;
  return {
    ...resultOf(response),
    ...(event && {
      event: { name: event.getEventName(), payload: event.getPayload_asU8() },
    }),
  };
}

async function run(
  installed: Installed,
  invocation: Invocation,
  args: readonly Uint8Array[],
): Promise<{ response: ShimResponse; stub: ShimStub }> {
  const { proposal, signature, simulation } = invocation;
  const handler = new StubHandler({
    namespace: installed.chaincode.name,
    simulation,
    invoke: (name, called) => callOther(installed, invocation, name, called),
  });
  const { channel } = installed;
  const stub = new ProposalStub(handler, { proposal, signature, channel, args });
  try {
    return { response: await installed.runner.Invoke(stub), stub };
  } finally {
    await handler.close();
  }
}

/** The event of what is called from a chaincode is dropped, as at a peer. */
async function callOther(
  installed: Installed,
  invocation: Invocation,
  name: string,
  args: readonly Uint8Array[],
): Promise<InvokeResult> {
  const [chaincode = '', channel = installed.channel] = name.split('/');
  if (channel !== installed.channel) {
    throw new Error(`failed to find ledger for channel: ${channel}`);
  }
  if (chaincode !== installed.chaincode.name) {
    throw new Error(`execute failed: chaincode ${chaincode} not found`);
  }
  const { response } = await run(installed, invocation, args);
  return resultOf(response);
}

const resultOf = ({ status, message = '', payload = EMPTY }: ShimResponse): InvokeResult => ({
  status,
  message,
  payload,
});
