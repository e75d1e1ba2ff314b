import { GatewayError as SdkError } from '@hyperledger/fabric-gateway';
import { decodeError, LedgerError } from '@shuquan/chaincode/model';
import { type Code, GatewayError, isCoded } from '../../errors.js';
import type { MspId } from '../port.js';

/**
 * The one place that reads what Fabric says in words: the contract’s own error travels inside a
 * message, and peers state most of theirs only as text (internal/pkg/gateway, core/endorser).
 */

/** grpc/status: what a call failed with. */
export const grpcStatus = {
  unknown: 2,
  deadlineExceeded: 4,
  aborted: 10,
  unavailable: 14,
} as const;

/** A failed call to Fabric, whichever SDK made it. */
export interface Failure {
  /** gRPC status. */
  readonly status: number;
  readonly message: string;
  /** What each node said, by organisation where it is known. */
  readonly details: readonly { readonly mspId?: string; readonly message: string }[];
  /** The organisations the caller named, where it did. */
  readonly named?: readonly MspId[] | undefined;
}

interface Rule {
  readonly says: RegExp;
  readonly code: Code;
  readonly message: string;
}

const unavailable =
  'Too few of the network’s nodes can be reached. Try again later; the operator’s logs name the nodes.';

/** Most specific first: the first that matches anything said decides. */
const rules: readonly Rule[] = [
  {
    // core/chaincode/lifecycle/endorsement_info.go: between taking a new definition into its cache and
    // its block into its state, a peer refuses every call. Fabric calls that transient.
    says: /chaincode cache at sequence \d+ but current sequence is \d+/,
    code: 'LEDGER_HEIGHTS_DIFFER',
    message: 'A peer was just taking over a new version of the contracts. Try again in a moment.',
  },
  {
    says: /duplicate transaction found/,
    code: 'TRANSACTION_DUPLICATE',
    message: 'The transaction is on the ledger already.',
  },
  {
    says: /no such transaction ID/i,
    code: 'TRANSACTION_NOT_FOUND',
    message: 'No transaction has this id.',
  },
  {
    // core/handlers/auth/filter/timewindow.go, from Fabric 3 on.
    says: /incorrect timestamp/,
    code: 'CLIENT_TIME_OUT_OF_WINDOW',
    message: 'The proposal’s time differs too much from the peers’. Set the clock right.',
  },
  {
    says: /too many requests for .*exceeding concurrency limit/,
    code: 'LEDGER_BUSY',
    message: 'The peer has as many requests as it takes. Try again in a moment.',
  },
  {
    says: /identity expired|certificate (?:has )?expired/,
    code: 'CERTIFICATE_EXPIRED',
    message: 'The certificate has expired. Ask the organisation’s CA for a new one.',
  },
  {
    says: /access denied|creator org unknown|creator is malformed|permission denied|status=FORBIDDEN|access control/i,
    code: 'CERTIFICATE_UNTRUSTED',
    message: 'The channel’s organisations do not accept the certificate or its signature.',
  },
  {
    says: /status=BAD_REQUEST/,
    code: 'PROPOSAL_MALFORMED',
    message: 'The ordering service does not accept the transaction’s form.',
  },
  {
    says: /code = Unavailable|connection (?:error|refused)|transport is closing|no peers available|failed to find any endorsing peers|no combination of peers|insufficient number of peers|no orderer|chaincode stream terminated|could not launch chaincode|no (?:Raft )?leader|status=SERVICE_UNAVAILABLE|DeadlineExceeded|timeout expired/i,
    code: 'LEDGER_UNAVAILABLE',
    message: unavailable,
  },
];

const mismatch = /ProposalResponsePayloads do not match/;
const laterRefused = /failed to collect enough transaction endorsements/;

/**
 * Turns whatever the SDK threw into a coded error, keeping the cause.
 *
 * @param named the organisations that were asked to endorse, where the caller named them
 */
export function translated(err: unknown, named?: readonly MspId[]): unknown {
  if (isCoded(err) || !(err instanceof SdkError)) return err;
  const { code: status, message, details } = err;
  return ofFailure({ status, message, details, named }, err);
}

export function ofFailure(failure: Failure, cause?: unknown): LedgerError<Code> {
  const texts = [failure.message, ...failure.details.map(({ message }) => message)];
  if (organizationsDisagree(failure)) return disagreement(cause);
  for (const text of texts) {
    const refusal = decodeError(text);
    if (refusal !== undefined) {
      return new LedgerError<Code>(refusal.code, refusal.message, refusal.params, { cause });
    }
  }
  const rule = rules.find(({ says }) => texts.some((text) => says.test(text)));
  if (rule !== undefined) return new GatewayError(rule.code, rule.message, {}, { cause });
  if (failure.status === grpcStatus.unavailable || failure.status === grpcStatus.deadlineExceeded) {
    return new GatewayError('LEDGER_UNAVAILABLE', unavailable, {}, { cause });
  }
  return new GatewayError(
    'ENDORSEMENT_FAILED',
    'The organisations’ peers did not endorse. The operator’s logs say why.',
    { organizations: failure.details.flatMap(({ mspId }) => mspId ?? []) },
    { cause },
  );
}

/**
 * Whether peers of different organisations came to different results: other bytes, or one refused
 * what another endorsed. Most often one of them has not committed the latest block yet.
 */
function organizationsDisagree({ message, details, named }: Failure): boolean {
  if (details.some((detail) => mismatch.test(detail.message))) return true;
  if (!laterRefused.test(message)) return false;
  const refused = details.flatMap((detail) => decodeError(detail.message)?.code ?? []);
  if (refused.length === 0) return false;
  // Where the gateway planned, it says this only after a first peer endorsed.
  const failed = new Set(details.map(({ mspId }) => mspId));
  const endorsedElsewhere = named === undefined || named.some((mspId) => !failed.has(mspId));
  return endorsedElsewhere || new Set(refused).size > 1;
}

const disagreement = (cause: unknown): GatewayError =>
  new GatewayError(
    'LEDGER_HEIGHTS_DIFFER',
    'The organisations’ peers do not stand at the same records. Try again in a moment.',
    {},
    { cause },
  );

/** What became of a transaction whose hand-over to the ordering service failed. */
export type HandOver = 'REFUSED' | 'BUSY' | 'UNKNOWN';

/** REFUSED and BUSY are certain: no orderer took it. Anything else may have been ordered. */
export function handOver(err: unknown): HandOver {
  if (!(err instanceof SdkError)) return 'UNKNOWN';
  const { message, code: status } = err;
  if (/exceeding concurrency limit/.test(message)) return 'BUSY';
  // A client error that the orderer stated (4xx), or the peer before it sent anything.
  if (status === grpcStatus.aborted && /unsuccessful response from orderer/.test(message)) {
    return 'REFUSED';
  }
  // A connection that was never made carried nothing.
  const dialled = err.details.every((detail) => /error while dialing/i.test(detail.message));
  if (err.details.length > 0 && dialled) return 'REFUSED';
  return /no orderer nodes available|No connection established/.test(message)
    ? 'REFUSED'
    : 'UNKNOWN';
}

/** Whether another connection may do better for a stream of blocks: it broke, or the peer is not
 * ready. The SDK states a peer’s refusal as text, and an ended stream as a TypeError of its own. */
export function streamMayResume(err: unknown): boolean {
  if (isCoded(err)) return false;
  if (err instanceof SdkError) return passing.has(err.code);
  if (!(err instanceof Error)) return false;
  return err instanceof TypeError || /status response: (?:404|500|503)/.test(err.message);
}

/** grpc: CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE. */
const passing: ReadonlySet<number> = new Set([1, 2, 4, 8, 13, 14]);
