import { specOf } from '@shuquan/chaincode/model';
import type { Code } from '../errors.js';
import type { Route } from '../http/route.js';

/** What any route may answer. */
const everywhere: readonly Code[] = [
  'INPUT_INVALID',
  'UNAUTHENTICATED',
  'CREDENTIAL_EXPIRED',
  'SCOPE_MISSING',
  'REQUEST_SIGNATURE_MALFORMED',
  'REQUEST_SIGNATURE_INVALID',
  'REQUEST_SIGNATURE_STALE',
  'REQUEST_REPLAYED',
  'REQUEST_KEY_UNKNOWN',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_SUSPENDED',
  'SIGNING_KEY_ELSEWHERE',
  'NOT_ACCEPTABLE',
  'RATE_LIMITED',
  'INTERNAL',
  'LEDGER_BUSY',
  'LEDGER_UNAVAILABLE',
  'LEDGER_CLOSED',
  'LEDGER_DAMAGED',
];

const withBody: readonly Code[] = [
  'IDEMPOTENCY_KEY_MISSING',
  'IDEMPOTENCY_IN_FLIGHT',
  'IDEMPOTENCY_MISMATCH',
  'PAYLOAD_TOO_LARGE',
  'CONTENT_DIGEST_MISMATCH',
  'MEDIA_TYPE_UNSUPPORTED',
  'REQUEST_MALFORMED',
  'DISK_FULL',
];

const submitting: readonly Code[] = [
  'ENDORSEMENT_FAILED',
  'ENDORSEMENT_POLICY_FAILURE',
  'LEDGER_CONFLICT',
  'LEDGER_OUTCOME_UNKNOWN',
  'READ_MODEL_STOPPED',
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_EXPIRED',
];

/** Uses of one grant keep to lanes of their own; those of other gateways may be in the way. */
const spending: readonly Code[] = ['GRANT_BUSY'];

/** The gateway’s own identities reach the ledger as certificates too. */
const evaluating: readonly Code[] = [
  'CERTIFICATE_SUSPENDED',
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_EXPIRED',
  'ENDORSEMENT_FAILED',
];

/** Every code a route may answer, sorted: its own, those of what it carries, those of all. */
export function errorsOf(route: Route): Code[] {
  const kinds = new Set(route.carries.map((name) => specOf(name).kind));
  const codes = new Set<Code>([
    ...everywhere,
    ...(route.method === 'post' ? withBody : []),
    ...(kinds.has('submit') ? submitting : []),
    ...(route.carries.some((name) => specOf(name).spendsOf !== undefined) ? spending : []),
    ...(kinds.has('evaluate') ? evaluating : []),
    ...route.carries.flatMap((name) => specOf(name).errors),
    ...route.carries.flatMap((name) => specOf(name).recordsRefusal ?? []),
    ...(route.errors ?? []),
  ]);
  return [...codes].sort();
}
