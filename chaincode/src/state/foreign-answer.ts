import { common, msp, peer } from '@hyperledger/fabric-protos';

/** A signed answer of another channel taken apart, its exact bytes kept for who checks signatures. */
export interface ReadAnswer {
  readonly channel: string;
  readonly chaincode: string;
  readonly transaction: string;
  readonly txId: string;
  readonly status: number;
  readonly payload: string;
  /** What the answer says that it answers, and the bytes that must hash to it. */
  readonly proposalHash: Uint8Array;
  readonly proposal: readonly Uint8Array[];
  /** What every endorser signed, its own identity behind it. */
  readonly signed: Uint8Array;
  readonly endorsements: readonly {
    readonly endorser: Uint8Array;
    readonly mspId: string;
    readonly pem: string;
    readonly signature: Uint8Array;
  }[];
}

/** More organisations than any list names. */
const MAX_ENDORSEMENTS = 40;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/**
 * Reads an envelope as Fabric has it. Bytes of anybody: what can not be read is `undefined`, and
 * nothing that is read is believed before its signatures are.
 */
export function readForeignAnswer(bytes: Uint8Array): ReadAnswer | undefined {
  try {
    return readEnvelope(bytes);
  } catch {
    return undefined;
  }
}

function readEnvelope(bytes: Uint8Array): ReadAnswer | undefined {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const header = payload.getHeader();
  const [action, ...more] = peer.Transaction.deserializeBinary(
    payload.getData_asU8(),
  ).getActionsList();
  if (header === undefined || action === undefined || more.length > 0) return undefined;
  const channelHeader = header.getChannelHeader_asU8();
  const { channelId: channel, txId } =
    common.ChannelHeader.deserializeBinary(channelHeader).toObject();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const answered = endorsed.getAction();
  if (answered === undefined) return undefined;
  const proposalPayload = endorsed.getChaincodeProposalPayload_asU8();
  const proposal = [channelHeader, header.getSignatureHeader_asU8(), proposalPayload];
  const rest = answerIn(answered.getProposalResponsePayload_asU8());
  return (
    rest && {
      ...{ channel, txId, proposal, ...rest, transaction: transactionIn(proposalPayload) },
      endorsements: answered.getEndorsementsList().slice(0, MAX_ENDORSEMENTS).map(endorsementIn),
    }
  );
}

function answerIn(
  signed: Uint8Array,
): Pick<ReadAnswer, 'signed' | 'proposalHash' | 'status' | 'payload' | 'chaincode'> | undefined {
  const response = peer.ProposalResponsePayload.deserializeBinary(signed);
  const action = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const said = action.getResponse();
  const chaincode = action.getChaincodeId()?.getName();
  if (said === undefined || chaincode === undefined) return undefined;
  const { status } = said.toObject();
  const payload = text(said.getPayload_asU8());
  return { signed, proposalHash: response.getProposalHash_asU8(), status, payload, chaincode };
}

function transactionIn(proposalPayload: Uint8Array): string {
  const input = peer.ChaincodeProposalPayload.deserializeBinary(proposalPayload).getInput_asU8();
  const spec = peer.ChaincodeInvocationSpec.deserializeBinary(input);
  const [name] = spec.getChaincodeSpec()?.getInput()?.getArgsList_asU8() ?? [];
  return name === undefined ? '' : text(name);
}

function endorsementIn(each: peer.Endorsement): ReadAnswer['endorsements'][number] {
  const endorser = each.getEndorser_asU8();
  const identity = msp.SerializedIdentity.deserializeBinary(endorser);
  return {
    endorser,
    mspId: identity.getMspid(),
    pem: text(identity.getIdBytes_asU8()),
    signature: each.getSignature_asU8(),
  };
}
