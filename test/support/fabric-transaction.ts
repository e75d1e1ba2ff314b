import { createHash, randomBytes } from 'node:crypto';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ChaincodeHeaderExtension,
  ChaincodeInvocationSpec,
  ChaincodeProposalPayload,
  ChannelHeader,
  Envelope,
  HashedRWSet,
  headerType,
  KVRWSet,
  Payload,
  ProposalResponsePayload,
  SignatureHeader,
  Transaction,
  TxReadWriteSet,
} from '@shuquan/verifier/wire';
import { signP256, type SForm } from './crypto.js';
import type { TestIdentity } from './fabric-organization.js';

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

export interface TransactionPlan {
  readonly creator: TestIdentity;
  readonly endorsers: readonly TestIdentity[];
  readonly channel?: string;
  readonly chaincode?: string;
  readonly args?: readonly string[];
  readonly value?: string;
  readonly status?: number;
  readonly time?: Date;
  readonly nonce?: Uint8Array;
  /** Left out: the id that belongs to nonce and creator. */
  readonly txId?: string;
  readonly actions?: number;
  readonly transient?: boolean;
  readonly endorsementForm?: SForm;
  /** An answer is a transaction that nobody submitted: its creator's signature is left out. */
  readonly unsubmitted?: boolean;
  readonly results?: Uint8Array;
}

export const someResults = (): Uint8Array =>
  TxReadWriteSet.encode({
    nsRwset: [
      {
        namespace: 'shuquan',
        rwset: KVRWSet.encode({
          reads: [{ key: 'evidence~1', version: { blockNum: 4n, txNum: 2n } }],
          rangeQueriesInfo: [],
          writes: [{ key: 'evidence~1', isDelete: false, value: Buffer.from('{"id":"1"}') }],
          metadataWrites: [],
        }),
        collectionHashedRwset: [],
      },
    ],
  });

/** Writes one key of a namespace in the open, or of one of its private collections. */
export const resultsIn = (
  namespace: string,
  { write = false, collection }: { readonly write?: boolean; readonly collection?: string },
): Uint8Array =>
  TxReadWriteSet.encode({
    nsRwset: [
      {
        namespace,
        rwset: KVRWSet.encode({
          writes: write ? [{ key: 'k', isDelete: false, value: Buffer.from('v') }] : [],
        }),
        collectionHashedRwset:
          collection === undefined
            ? []
            : [
                {
                  collectionName: collection,
                  hashedRwset: HashedRWSet.encode({
                    hashedWrites: [
                      {
                        keyHash: sha256(Buffer.from('k')),
                        isDelete: false,
                        valueHash: sha256(Buffer.from('v')),
                        isPurge: false,
                      },
                    ],
                  }),
                  pvtRwsetHash: sha256(Buffer.from('private')),
                },
              ],
      },
    ],
  });

export const compositeKey = (...parts: readonly string[]): string => `\0${parts.join('\0')}\0`;

export interface RewrittenKey {
  readonly key: string;
  /** How it was met before it is written; left out: it was there. */
  readonly read?: 'absent' | 'unread';
}

/** Writes keys of a namespace after it read them. */
export const rewriting = (namespace: string, keys: readonly RewrittenKey[]): Uint8Array =>
  TxReadWriteSet.encode({
    nsRwset: [
      {
        namespace,
        rwset: KVRWSet.encode({
          reads: keys
            .filter(({ read }) => read !== 'unread')
            .map(({ key, read }) => ({
              key,
              version: read === 'absent' ? undefined : { blockNum: 4n, txNum: 2n },
            })),
          writes: keys.map(({ key }) => ({ key, isDelete: false, value: Buffer.from('v') })),
        }),
        collectionHashedRwset: [],
      },
    ],
  });

/** A `common.Envelope`, signed by everyone in the plan. */
export function transaction(plan: TransactionPlan): Uint8Array {
  const { creator, channel = 'shuquan', chaincode = 'shuquan' } = plan;
  const nonce = plan.nonce ?? randomBytes(24);
  const txId = plan.txId ?? Buffer.from(sha256(nonce, creator.bytes)).toString('hex');
  const time = plan.time ?? new Date('2026-03-01T08:00:00.250Z');
  const channelHeader = ChannelHeader.encode({
    type: headerType.endorserTransaction,
    timestamp: {
      seconds: BigInt(Math.floor(time.getTime() / 1000)),
      nanos: time.getMilliseconds() * 1_000_000,
    },
    channelId: channel,
    txId,
    extension: ChaincodeHeaderExtension.encode({
      chaincodeId: { path: '', name: chaincode, version: '' },
    }),
  });
  const signatureHeader = SignatureHeader.encode({ creator: creator.bytes, nonce });
  const proposal = proposalPayload(plan, chaincode);
  const proposalHash = sha256(channelHeader, signatureHeader, proposal);
  const action = {
    header: signatureHeader,
    payload: ChaincodeActionPayload.encode({
      chaincodeProposalPayload: proposal,
      action: endorse(plan, chaincode, proposalHash),
    }),
  };
  const payload = Payload.encode({
    header: { channelHeader, signatureHeader },
    data: Transaction.encode({ actions: Array.from({ length: plan.actions ?? 1 }, () => action) }),
  });
  return Envelope.encode({
    payload,
    ...(plan.unsubmitted ? {} : { signature: signP256(creator.key, payload) }),
  });
}

function proposalPayload(plan: TransactionPlan, chaincode: string): Uint8Array {
  const args = plan.args ?? ['evidence:read', '{"id":"1"}'];
  return ChaincodeProposalPayload.encode({
    input: ChaincodeInvocationSpec.encode({
      chaincodeSpec: {
        type: 4,
        chaincodeId: { path: '', name: chaincode, version: '' },
        input: { args: args.map((arg) => Buffer.from(arg)), decorations: [], isInit: false },
        timeout: 0,
      },
    }),
    transientMap: plan.transient ? [{ key: 'salt', value: Buffer.from('secret') }] : [],
  });
}

function endorse(
  plan: TransactionPlan,
  chaincode: string,
  proposalHash: Uint8Array,
): {
  proposalResponsePayload: Uint8Array;
  endorsements: { endorser: Uint8Array; signature: Uint8Array }[];
} {
  const proposalResponsePayload = ProposalResponsePayload.encode({
    proposalHash,
    extension: ChaincodeAction.encode({
      results: plan.results ?? someResults(),
      response: {
        status: plan.status ?? 200,
        message: '',
        payload: Buffer.from(plan.value ?? '{"id":"1","nonce":"n-1"}'),
      },
      chaincodeId: { path: '', name: chaincode, version: '1.0' },
    }),
  });
  const endorsements = plan.endorsers.map(({ bytes, key }) => ({
    endorser: bytes,
    signature: signP256(key, Buffer.concat([proposalResponsePayload, bytes]), plan.endorsementForm),
  }));
  return { proposalResponsePayload, endorsements };
}

/** The text of a signed answer around such an envelope. */
export const answerText = (plan: TransactionPlan): string =>
  JSON.stringify({
    v: 1,
    kind: 'shuquan.answer',
    envelope: Buffer.from(transaction({ ...plan, unsubmitted: true })).toString('base64'),
  });
