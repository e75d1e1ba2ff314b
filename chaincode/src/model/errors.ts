/**
 * Every way the rules refuse a request: HTTP status and title by stable code.
 *
 * Codes follow `NOUN_ADJECTIVE`; the gateway adds its own rows to a table of the same shape.
 */
export const errorCatalogue = {
  INPUT_INVALID: { status: 400, title: 'The request does not match its schema' },
  USCC_INVALID: { status: 400, title: 'The unified social credit code is wrong' },
  PERSONAL_DATA_REFUSED: { status: 400, title: 'A public field carries personal data' },
  CALLER_FORBIDDEN: { status: 403, title: 'The caller may not do this' },
  ROLE_MISSING: { status: 403, title: 'The caller’s certificate lacks the role' },
  ROLE_NOT_BOUND: { status: 403, title: 'The organisation may not give this role' },
  PARTY_NOT_HOME: { status: 403, title: 'The party is not at home in this organisation' },
  CERTIFICATE_SUSPENDED: { status: 403, title: 'The caller’s certificate is suspended' },
  PARTY_NOT_FOUND: { status: 404, title: 'No party has this code' },
  PARTY_EXISTS: { status: 409, title: 'The party is already registered' },
  PARTY_STATE_FORBIDS: { status: 409, title: 'The party’s state forbids this' },
  QUALIFICATION_EXISTS: { status: 409, title: 'The qualification is already recorded' },
  QUALIFICATION_NOT_FOUND: { status: 404, title: 'No qualification has this id' },
  QUALIFICATION_WITHDRAWN: { status: 409, title: 'The qualification is already withdrawn' },
  REGISTRAR_NOT_FOUND: { status: 404, title: 'No registrar has this code' },
  EVIDENCE_NOT_FOUND: { status: 404, title: 'No evidence has this id' },
  EVIDENCE_EXISTS: { status: 409, title: 'The evidence id is taken' },
  EVIDENCE_ERASED: { status: 410, title: 'The payload was lawfully erased' },
  PAYLOAD_NOT_FOUND: { status: 404, title: 'The evidence has no private payload' },
  COMMITMENT_MISMATCH: { status: 400, title: 'Payload and salt do not give the commitment' },
  SALT_TOO_SHORT: { status: 400, title: 'The salt has fewer than 128 bits' },
  BEACON_TOO_OLD: { status: 409, title: 'The cited time beacon is missing or too old' },
  CLIENT_TIME_OUT_OF_WINDOW: { status: 409, title: 'The client’s time is outside the window' },
  AS_OF_TOO_LATE: { status: 409, title: 'The ledger does not know this instant yet' },
  BEACON_NOT_FOUND: { status: 404, title: 'No such time beacon' },
  BEACON_EXISTS: { status: 409, title: 'The beacon number is taken' },
  BEACON_OUT_OF_ORDER: { status: 409, title: 'The beacon does not follow its predecessor' },
  BEACON_SELF_CONFIRMED: { status: 409, title: 'A witness can not confirm its own beacon' },
  GOVERNANCE_NOT_FOUNDED: { status: 409, title: 'The channel has no founding document yet' },
  GOVERNANCE_FOUNDED: { status: 409, title: 'The channel is already founded' },
  PROPOSAL_NOT_FOUND: { status: 404, title: 'No proposal has this id' },
  PROPOSAL_EXISTS: { status: 409, title: 'The proposal id is taken' },
  PROPOSAL_CLOSED: { status: 409, title: 'The proposal is already decided' },
  PROPOSAL_MISMATCH: { status: 409, title: 'The digest is not that of the proposal' },
  PROPOSAL_STALE: { status: 409, title: 'The setting changed since the proposal' },
  APPROVER_NOT_INDEPENDENT: { status: 409, title: 'Another organisation must approve' },
  CODE_LIST_NOT_FOUND: { status: 404, title: 'No code list has this id and version' },
  CODE_LIST_EXISTS: { status: 409, title: 'The version is already published' },
  CODE_LIST_OUT_OF_ORDER: { status: 409, title: 'Versions follow each other without gaps' },
  SIGNATURE_INVALID: { status: 400, title: 'The signature does not verify' },
  CALENDAR_MISSING: { status: 409, title: 'No working-day calendar covers the year' },
  CURSOR_INVALID: { status: 400, title: 'The cursor is not one of ours' },
  SKETCHES_NOT_COMPARABLE: {
    status: 409,
    title: 'The sketches were made under different keys',
  },
  TRANSIENT_MISSING: { status: 400, title: 'A private field is missing' },
  INTERNAL: { status: 500, title: 'The ledger failed' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** Details that help the caller: ids, codes, limits. Never personal data. */
export type ErrorParams = Readonly<Record<string, unknown>>;

/** The one error type, for every refusal that is the caller's to mend or to know. */
export class LedgerError<C extends string = ErrorCode> extends Error {
  override readonly name = 'LedgerError';
  readonly code: C;
  readonly params: ErrorParams;

  constructor(code: C, message: string, params: ErrorParams = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.params = params;
  }
}

/**
 * Fabric carries only an error's message from chaincode to client, so the message is the wire
 * format. A failure that is not a `LedgerError` travels as INTERNAL without its text, which could
 * hold anything.
 */
export function encodeError(err: unknown): string {
  const failure: LedgerError<string> =
    err instanceof LedgerError
      ? (err as LedgerError<string>)
      : new LedgerError('INTERNAL', 'The contract failed; see the log of the endorsing peer.');
  const { code, message, params } = failure;
  return JSON.stringify({ code, message, params });
}

const MARK = '{"code":';
/** A peer’s text is attacker-controlled: neither its length nor its false starts may cost us. */
const MAX_TEXT = 256 * 1024;
const MAX_STARTS = 16;

/** The first `{"code":…}` object in what a peer or an SDK wrote around it, or `undefined`. */
export function decodeError(text: string): LedgerError | undefined {
  const bounded = text.slice(0, MAX_TEXT);
  let start = bounded.indexOf(MARK);
  for (let tries = 0; start >= 0 && tries < MAX_STARTS; tries += 1) {
    const error = fromWire(objectAt(bounded, start));
    if (error !== undefined) return error;
    start = bounded.indexOf(MARK, start + 1);
  }
  return undefined;
}

/** The text from an opening brace to the one that closes it, as far as braces in strings go. */
function objectAt(text: string, start: number): string {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    else if (quoted) i += c === '\\' ? 1 : 0;
    else if (c === '{') depth += 1;
    else if (c === '}') depth -= 1;
    if (depth === 0) return text.slice(start, i + 1);
  }
  return '';
}

function fromWire(json: string): LedgerError | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
  const { code, message, params } = value as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || !Object.hasOwn(errorCatalogue, code)) return undefined;
  return new LedgerError(
    code as ErrorCode,
    typeof message === 'string' ? message : code,
    typeof params === 'object' && params !== null ? (params as ErrorParams) : {},
  );
}
