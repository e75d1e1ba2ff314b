import { toText } from './bytes.js';
import {
  ChannelHeader,
  Envelope,
  headerType,
  Payload,
  SignatureHeader,
  type Timestamp,
} from './wire/block.js';
import { equalBytes, WireError, type Decoded } from './wire/codec.js';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ChaincodeEvent,
  ChaincodeHeaderExtension,
  ChaincodeInvocationSpec,
  ChaincodeProposalPayload,
  ProposalResponsePayload,
  Transaction as TransactionMessage,
  type Endorsement,
} from './wire/transaction.js';

/** What every envelope has. All byte fields are views of the envelope. */
export interface EnvelopeParts {
  /** What the creator signed. */
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly channel: string;
  /** Empty for configuration. */
  readonly txId: string;
  /** The client's claim; RFC 3339 in UTC with milliseconds. */
  readonly time: string;
  /** SerializedIdentity. */
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
}

export interface ConfigTransaction extends EnvelopeParts {
  readonly kind: 'config';
  /** A ConfigEnvelope. */
  readonly config: Uint8Array;
}

export interface EndorserTransaction extends EnvelopeParts {
  readonly kind: 'endorser';
  readonly chaincode: { readonly name: string; readonly version: string };
  /** First argument as text: `evidence:deposit`; empty when it is no text. */
  readonly transaction: string;
  /** All arguments, the transaction's name first. */
  readonly args: readonly Uint8Array[];
  readonly response: {
    readonly status: number;
    readonly message: string;
    readonly payload: Uint8Array;
  };
  readonly event: { readonly name: string; readonly payload: Uint8Array } | undefined;
  /** A TxReadWriteSet; `readWriteSet` reads it. */
  readonly results: Uint8Array;
  readonly endorsements: readonly Decoded<typeof Endorsement>[];
  /** As stated in what was endorsed; the verifier recomputes it. */
  readonly proposalHash: Uint8Array;
  /** What endorsers signed, with their own identity behind it. */
  readonly proposalResponsePayload: Uint8Array;
  /** The proposal hash is taken over these three. */
  readonly proposal: readonly [
    channelHeader: Uint8Array,
    signatureHeader: Uint8Array,
    payload: Uint8Array,
  ];
}

export type Transaction = EndorserTransaction | ConfigTransaction;

/**
 * Reads an envelope without believing it. Fabric's well-formedness rules are part of reading:
 * exactly one action, its header the transaction's own, epoch 0, no transient data, one chaincode.
 *
 * @throws WireError when the bytes are anything else
 */
export function readTransaction(envelope: Uint8Array): Transaction {
  const { payload, signature } = Envelope.decode(envelope);
  const { header, data } = Payload.decode(payload);
  if (header === undefined) throw new WireError('transaction: no header');
  const channel = ChannelHeader.decode(header.channelHeader);
  const { creator, nonce } = SignatureHeader.decode(header.signatureHeader);
  const parts: EnvelopeParts = {
    payload,
    signature,
    channel: channel.channelId,
    txId: channel.txId,
    time: timeText(channel.timestamp),
    creator,
    nonce,
  };
  if (channel.epoch !== 0n) throw new WireError('transaction: the epoch is not 0');
  if (channel.type === headerType.config) return { ...parts, kind: 'config', config: data };
  if (channel.type !== headerType.endorserTransaction) {
    throw new WireError(`transaction: header type ${String(channel.type)} is not known`);
  }
  if (nonce.length === 0) throw new WireError('transaction: no nonce');
  return { ...parts, kind: 'endorser', ...readAction(data, header, channel.extension) };
}

type ActionParts = Omit<EndorserTransaction, keyof EnvelopeParts | 'kind'>;

function readAction(
  data: Uint8Array,
  header: { readonly channelHeader: Uint8Array; readonly signatureHeader: Uint8Array },
  extension: Uint8Array,
): ActionParts {
  const [action, ...more] = TransactionMessage.decode(data).actions;
  if (action === undefined || more.length > 0) {
    throw new WireError('transaction: not exactly one action');
  }
  if (!equalBytes(action.header, header.signatureHeader)) {
    throw new WireError('transaction: the action has another signature header');
  }
  const { chaincodeProposalPayload, action: endorsed } = ChaincodeActionPayload.decode(
    action.payload,
  );
  if (endorsed === undefined) throw new WireError('transaction: nothing was endorsed');
  const invocation = readInvocation(chaincodeProposalPayload);
  const answer = readAnswer(endorsed.proposalResponsePayload);
  const declared = ChaincodeHeaderExtension.decode(extension).chaincodeId;
  if (declared?.name !== invocation.name || answer.chaincode.name !== invocation.name) {
    throw new WireError('transaction: header, proposal and answer name different chaincodes');
  }
  return {
    ...answer,
    transaction: invocation.transaction,
    args: invocation.args,
    endorsements: endorsed.endorsements,
    proposalResponsePayload: endorsed.proposalResponsePayload,
    proposal: [header.channelHeader, header.signatureHeader, chaincodeProposalPayload],
  };
}

function readInvocation(payload: Uint8Array): {
  readonly name: string;
  readonly transaction: string;
  readonly args: readonly Uint8Array[];
} {
  const { input, transientMap } = ChaincodeProposalPayload.decode(payload);
  if (transientMap.length > 0) throw new WireError('transaction: transient data in the open');
  const spec = ChaincodeInvocationSpec.decode(input).chaincodeSpec;
  const name = spec?.chaincodeId?.name;
  if (!name) throw new WireError('transaction: the proposal names no chaincode');
  const args = spec.input?.args ?? [];
  return { name, args, transaction: args[0] === undefined ? '' : textOrEmpty(args[0]) };
}

type AnswerParts = Pick<
  EndorserTransaction,
  'proposalHash' | 'results' | 'event' | 'response' | 'chaincode'
>;

function readAnswer(proposalResponsePayload: Uint8Array): AnswerParts {
  const { proposalHash, extension } = ProposalResponsePayload.decode(proposalResponsePayload);
  const { results, events, response, chaincodeId } = ChaincodeAction.decode(extension);
  if (response === undefined || chaincodeId === undefined) {
    throw new WireError('transaction: the answer has no response or no chaincode');
  }
  const { name, version } = chaincodeId;
  return {
    proposalHash,
    results,
    response,
    chaincode: { name, version },
    event: readEvent(events),
  };
}

function readEvent(events: Uint8Array): EndorserTransaction['event'] {
  if (events.length === 0) return undefined;
  const { eventName, payload } = ChaincodeEvent.decode(events);
  return { name: eventName, payload };
}

function textOrEmpty(bytes: Uint8Array): string {
  try {
    return toText(bytes);
  } catch {
    return '';
  }
}

/** 9999-12-31T23:59:59Z, the last second RFC 3339 can write (timestamp.proto). */
const LAST_SECOND = 253_402_300_799n;

function timeText(stamp: Decoded<typeof Timestamp> | undefined): string {
  if (stamp === undefined) throw new WireError('transaction: no timestamp');
  const { seconds, nanos } = stamp;
  if (seconds < 0n || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) {
    throw new WireError('transaction: the timestamp is out of range');
  }
  return new Date(Number(seconds) * 1000 + Math.floor(nanos / 1_000_000)).toISOString();
}

export type Attempt = Transaction | { readonly kind: 'unreadable'; readonly fault: string };

/** `readTransaction` for an envelope that may be anything: Fabric keeps bad ones in its blocks. */
export function attemptTransaction(envelope: Uint8Array): Attempt {
  try {
    return readTransaction(envelope);
  } catch (err) {
    return { kind: 'unreadable', fault: err instanceof Error ? err.message : 'unreadable' };
  }
}
