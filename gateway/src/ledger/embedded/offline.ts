import { type EndorserTransaction, readTransaction, readWriteSet } from '@shuquan/verifier';
import type { NamespaceReadWriteSet } from '@shuquan/verifier';
import { Envelope, WireError } from '@shuquan/verifier/wire';
import { malformed, type ParsedProposal, proposalHash, readProposal } from '../proposal.js';
import { sha256 } from './bytes.js';

interface Place {
  readonly channel: string;
  readonly chaincode: string;
}

/** A proposal from outside, for this channel’s chaincode. @throws PROPOSAL_MALFORMED */
export function parseOffline(bytes: Uint8Array, place: Place): ParsedProposal {
  const parsed = readProposal(bytes);
  requirePlace(parsed, place);
  return parsed;
}

export interface ParsedTransaction {
  readonly txId: string;
  /** `common.Payload`: what the creator signed. */
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly envelope: Uint8Array;
  readonly transaction: EndorserTransaction;
  readonly set: readonly NamespaceReadWriteSet[];
  readonly response: { readonly payload: Uint8Array };
}

/** A signed transaction from outside. Nothing in it is believed. @throws PROPOSAL_MALFORMED */
export function parseTransaction(
  payload: Uint8Array,
  signature: Uint8Array,
  place: Place,
): ParsedTransaction {
  const envelope = Envelope.encode({ payload, signature });
  try {
    const transaction = readTransaction(envelope);
    if (transaction.kind !== 'endorser') throw new WireError('it is no transaction');
    const { txId, channel, chaincode, response } = transaction;
    requirePlace({ channel, chaincode: chaincode.name }, place);
    requireBound(transaction);
    const set = readWriteSet(transaction.results);
    return { txId, payload, signature, envelope, transaction, set, response };
  } catch (cause) {
    if (cause instanceof WireError) throw malformed(cause.message, cause);
    throw cause;
  }
}

/** The answer belongs to the proposal, and the id to the creator. */
function requireBound({ nonce, creator, txId, proposal, ...rest }: EndorserTransaction): void {
  if (sha256(nonce, creator).toString('hex') !== txId) {
    throw new WireError('the transaction id is not that of nonce and creator');
  }
  const [channelHeader, signatureHeader, visiblePayload] = proposal;
  const hash = proposalHash({ channelHeader, signatureHeader, visiblePayload });
  if (Buffer.compare(hash, rest.proposalHash) !== 0) {
    throw new WireError('what was endorsed answers another proposal');
  }
}

function requirePlace(found: Place, wanted: Place): void {
  if (found.channel !== wanted.channel) throw malformed(`they are for channel ${found.channel}`);
  if (found.chaincode !== wanted.chaincode) {
    throw malformed(`they are for chaincode ${found.chaincode}`);
  }
}
