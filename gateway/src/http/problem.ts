import { type ErrorParams, LedgerError } from '@shuquan/chaincode/model';
import { type Code, errors, isCoded, RecordedRefusal } from '../errors.js';

/** RFC 9457, with our stable `code`; further members are the error’s params. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
  /** The request’s id, as in the log. */
  readonly instance: string;
  readonly [param: string]: unknown;
}

export const PROBLEM_JSON = 'application/problem+json';

/** `/problems/evidence-not-found` of EVIDENCE_NOT_FOUND: a page that explains it. */
export const problemPath = (code: Code): string =>
  `/problems/${code.toLowerCase().replaceAll('_', '-')}`;

/** Refused before the body was read to its end. */
const UNREAD: ReadonlySet<Code> = new Set<Code>([
  'PAYLOAD_TOO_LARGE',
  'MEDIA_TYPE_UNSUPPORTED',
  'REQUEST_MALFORMED',
]);

/** Seconds after which another try is worth it; every 503 is here. */
const RETRY_AFTER: Readonly<Partial<Record<Code, number>>> = {
  IDEMPOTENCY_IN_FLIGHT: 1,
  LEDGER_BUSY: 1,
  GRANT_BUSY: 1,
  LEDGER_HEIGHTS_DIFFER: 1,
  LEDGER_CLOSED: 5,
  LEDGER_UNAVAILABLE: 5,
  DISK_FULL: 60,
  LEDGER_LOCKED: 60,
  LEDGER_DAMAGED: 600,
  READ_MODEL_STOPPED: 600,
  PUBLIC_CLOSED: 3600,
};

export interface Refusal {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** An error as the caller may see it. What has no code shows nothing but the request’s id. */
export function refusalOf(err: unknown, requestId: string): Refusal {
  const { code, message, params } = isCoded(err) ? err : (foreign(err) ?? internal());
  const { status, title } = errors[code];
  const problem: Problem = {
    ...withoutOurs(params),
    type: problemPath(code),
    title,
    status,
    detail: message,
    code,
    instance: requestId,
  };
  return { problem, headers: { ...headersOf(code, params), ...recordOf(err) } };
}

/** Where a refusal stands that is on record. */
function recordOf(err: unknown): Record<string, string> {
  if (!(err instanceof RecordedRefusal)) return {};
  const { txId, block } = err;
  return { 'ledger-transaction': txId, 'ledger-block': String(block) };
}

interface Coded {
  readonly code: Code;
  readonly message: string;
  readonly params: ErrorParams;
}

const internal = (): Coded => ({
  code: 'INTERNAL',
  message: 'The gateway failed. Report the request id to its operator.',
  params: {},
});

/** Express’s own refusals: a path that is not percent-encoded UTF-8. */
function foreign(err: unknown): Coded | undefined {
  if (!(err instanceof URIError)) return undefined;
  return new LedgerError('INPUT_INVALID', 'The path is not percent-encoded UTF-8.');
}

const OURS = new Set(['type', 'title', 'status', 'detail', 'code', 'instance', 'allow']);

const withoutOurs = (params: ErrorParams): ErrorParams =>
  Object.fromEntries(Object.entries(params).filter(([name]) => !OURS.has(name)));

function headersOf(code: Code, params: ErrorParams): Record<string, string> {
  const { status } = errors[code];
  const { allow, location } = params;
  const retry = RETRY_AFTER[code];
  return {
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="shuquan"' } : {}),
    ...(typeof allow === 'string' ? { allow } : {}),
    ...(typeof location === 'string' ? { location } : {}),
    ...(retry === undefined ? {} : { 'retry-after': String(retry) }),
    // What is left of a body that was not read must not be taken for the next request.
    ...(UNREAD.has(code) ? { connection: 'close' } : {}),
  };
}
