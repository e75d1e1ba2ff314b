import { hash, randomFillSync } from 'node:crypto';
import {
  ChaincodeHeaderExtension,
  ChaincodeInvocationSpec,
  ChaincodeProposalPayload,
  ChannelHeader,
  type Decoded,
  Header,
  headerType,
  Proposal,
  SerializedIdentity,
  SignatureHeader,
  WireError,
} from '@shuquan/verifier/wire';
import { isName, specOf } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import type { Certificate, Transient } from './port.js';

/** A chaincode proposal, as bytes and as what they say. */
export interface ParsedProposal {
  readonly txId: string;
  /** `protos.Proposal`: what the creator signs first. */
  readonly bytes: Uint8Array;
  readonly channel: string;
  readonly chaincode: string;
  readonly args: readonly Uint8Array[];
  readonly transient: Transient;
  /** SerializedIdentity. */
  readonly creator: Uint8Array;
  readonly time: Date;
  readonly channelHeader: Uint8Array;
  readonly signatureHeader: Uint8Array;
  /** ChaincodeProposalPayload without the transient map: what a transaction carries. */
  readonly visiblePayload: Uint8Array;
}

export interface ProposalRequest {
  readonly channel: string;
  readonly chaincode: string;
  readonly args: readonly Uint8Array[];
  readonly transient?: Transient | undefined;
  /** SerializedIdentity. */
  readonly creator: Uint8Array;
  readonly time: Date;
}

/** peer/chaincode.proto, ChaincodeSpec.Type: NODE. Peers do not look at it. */
const NODE = 3;
const NONCE_BYTES = 24;
/** core.yaml, `maxRecvMsgSize`: 100 MB; nothing here is near it. */
const MAX_PROPOSAL = 16_000_000;

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  hash('sha256', Buffer.concat(parts), 'buffer');

const drawn = Buffer.alloc(NONCE_BYTES * 128);
let used = drawn.length;

/** Random bytes are drawn for many nonces at a time: asking costs more than they do. */
function nonceOf(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return Buffer.from(drawn.subarray(used, (used += NONCE_BYTES)));
}

/** `msp.SerializedIdentity` of a certificate. */
export function creatorOf({ mspId, pem }: Certificate): Uint8Array {
  return SerializedIdentity.encode({ mspId, idBytes: Buffer.from(pem) });
}

/** tx_id = hex(sha256(nonce ‖ creator)) (protoutil, ComputeTxID). */
const txIdOf = (nonce: Uint8Array, creator: Uint8Array): string =>
  sha256(nonce, creator).toString('hex');

/** Makes a proposal with a fresh nonce, and so a fresh transaction id. */
export function buildProposal(request: ProposalRequest): ParsedProposal {
  const { channel, chaincode, args, transient = {}, creator, time } = request;
  const nonce = nonceOf();
  const txId = txIdOf(nonce, creator);
  const ms = time.getTime();
  const seconds = Math.floor(ms / 1000);
  const channelHeader = ChannelHeader.encode({
    type: headerType.endorserTransaction,
    timestamp: { seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * 1_000_000 },
    channelId: channel,
    txId,
    extension: extensionOf(chaincode),
  });
  const signatureHeader = SignatureHeader.encode({ creator, nonce });
  const input = ChaincodeInvocationSpec.encode({
    chaincodeSpec: {
      type: NODE,
      chaincodeId: { path: '', name: chaincode, version: '' },
      input: { args: [...args], decorations: [], isInit: false },
      timeout: 0,
    },
  });
  const visiblePayload = ChaincodeProposalPayload.encode({ input });
  const transientMap = Object.entries(transient).map(([key, value]) => ({ key, value }));
  const payload =
    transientMap.length === 0
      ? visiblePayload
      : ChaincodeProposalPayload.encode({ input, transientMap });
  const header = Header.encode({ channelHeader, signatureHeader });
  return {
    txId,
    bytes: Proposal.encode({ header, payload }),
    ...{ channel, chaincode, args, transient, creator, time },
    ...{ channelHeader, signatureHeader, visiblePayload },
  };
}

const extensions = new Map<string, Uint8Array>();
function extensionOf(chaincode: string): Uint8Array {
  let found = extensions.get(chaincode);
  if (found === undefined) {
    found = ChaincodeHeaderExtension.encode({
      chaincodeId: { path: '', name: chaincode, version: '' },
    });
    extensions.set(chaincode, found);
  }
  return found;
}

/** SHA-256 of channel header, signature header and visible payload (GetProposalHash2). */
export function proposalHash(
  proposal: Pick<ParsedProposal, 'channelHeader' | 'signatureHeader' | 'visiblePayload'>,
): Uint8Array {
  return sha256(proposal.channelHeader, proposal.signatureHeader, proposal.visiblePayload);
}

/**
 * Reads a proposal that came from outside: every byte is the sender’s.
 *
 * @throws GatewayError PROPOSAL_MALFORMED
 */
export function readProposal(bytes: Uint8Array): ParsedProposal {
  try {
    if (bytes.length > MAX_PROPOSAL) throw new WireError('it is larger than 16 MB');
    return read(bytes);
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw malformed(cause.message, cause);
  }
}

/**
 * Whoever has a question answered has none of the catalogue’s transactions tried out.
 *
 * @throws GatewayError PROPOSAL_MALFORMED
 */
export function requireQuestion({ args }: Pick<ParsedProposal, 'args'>): void {
  const name = Buffer.from(args[0] ?? new Uint8Array()).toString('utf8');
  if (isName(name) && specOf(name).kind === 'evaluate') return;
  throw malformed('they name no question of the catalogue');
}

/** PROPOSAL_MALFORMED, with what is wrong. */
export function malformed(what: string, cause?: unknown): GatewayError {
  const hint = 'Prepare the transaction again and sign exactly the bytes given.';
  return new GatewayError(
    'PROPOSAL_MALFORMED',
    `The bytes can not be used: ${what}. ${hint}`,
    {},
    { cause },
  );
}

function read(bytes: Uint8Array): ParsedProposal {
  const { header: headerBytes, payload } = Proposal.decode(bytes);
  const { channelHeader, signatureHeader } = Header.decode(headerBytes);
  const channel = ChannelHeader.decode(channelHeader);
  const { creator, nonce } = SignatureHeader.decode(signatureHeader);
  if (channel.type !== headerType.endorserTransaction) throw new WireError('it is no proposal');
  if (channel.epoch !== 0n) throw new WireError('the epoch is not 0');
  if (nonce.length === 0 || channel.txId !== txIdOf(nonce, creator)) {
    throw new WireError('the transaction id is not that of nonce and creator');
  }
  const { input, transientMap } = ChaincodeProposalPayload.decode(payload);
  return {
    txId: channel.txId,
    bytes,
    channel: channel.channelId,
    ...readInvocation(input, channel.extension),
    transient: Object.fromEntries(transientMap.map(({ key, value }) => [key, value])),
    creator,
    time: timeOf(channel.timestamp),
    channelHeader,
    signatureHeader,
    visiblePayload:
      transientMap.length === 0 ? payload : ChaincodeProposalPayload.encode({ input }),
  };
}

function readInvocation(
  input: Uint8Array,
  extension: Uint8Array,
): Pick<ParsedProposal, 'chaincode' | 'args'> {
  const spec = ChaincodeInvocationSpec.decode(input).chaincodeSpec;
  const chaincode = spec?.chaincodeId?.name;
  const declared = ChaincodeHeaderExtension.decode(extension).chaincodeId?.name;
  if (!chaincode || declared !== chaincode) throw new WireError('it names no one chaincode');
  return { chaincode, args: spec.input?.args ?? [] };
}

/** 9999-12-31T23:59:59Z (timestamp.proto). */
const LAST_SECOND = 253_402_300_799n;

function timeOf(stamp: Decoded<typeof ChannelHeader>['timestamp']): Date {
  if (stamp === undefined) throw new WireError('it states no time');
  const { seconds, nanos } = stamp;
  if (seconds < 0n || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) {
    throw new WireError('its time is out of range');
  }
  return new Date(Number(seconds) * 1000 + Math.floor(nanos / 1_000_000));
}
