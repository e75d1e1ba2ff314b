import {
  errorCatalogue,
  type ErrorParams,
  LedgerError,
  type Refused,
} from '@shuquan/chaincode/model';

/** What the gateway and the adapters add to the rules’ own codes; same shape, same class. */
export const gatewayErrors = {
  UNAUTHENTICATED: { status: 401, title: 'A credential is missing or wrong' },
  CREDENTIAL_EXPIRED: { status: 401, title: 'The credential has expired' },
  REQUEST_SIGNATURE_MALFORMED: { status: 400, title: 'The request’s signature can not be used' },
  REQUEST_SIGNATURE_INVALID: { status: 401, title: 'The signature is not over this request' },
  REQUEST_SIGNATURE_STALE: { status: 401, title: 'The signature is not good at this time' },
  REQUEST_REPLAYED: { status: 401, title: 'The signed request was taken already' },
  REQUEST_KEY_UNKNOWN: { status: 401, title: 'The signer is no member of the channel' },
  CONTENT_DIGEST_MISMATCH: { status: 400, title: 'The body is not what its digest states' },
  SIGNING_KEY_ELSEWHERE: { status: 409, title: 'Only the caller has the key that this needs' },
  SCOPE_MISSING: { status: 403, title: 'The principal may not use this route' },
  PUBLIC_CLOSED: { status: 503, title: 'The gateway answers no one without a credential' },
  ROUTE_NOT_FOUND: { status: 404, title: 'There is no such route' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The route has no such method' },
  SCHEMA_NOT_FOUND: { status: 404, title: 'No published schema is called so' },
  TRANSACTION_NOT_FOUND: { status: 404, title: 'No transaction has this id' },
  BLOCK_NOT_FOUND: { status: 404, title: 'There is no such block yet' },
  NOT_ACCEPTABLE: { status: 406, title: 'The answer has no such form' },
  IDEMPOTENCY_KEY_MISSING: { status: 400, title: 'The Idempotency-Key header is missing' },
  IDEMPOTENCY_IN_FLIGHT: { status: 409, title: 'The same request is still running' },
  IDEMPOTENCY_MISMATCH: { status: 422, title: 'The key was used with another request' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'The body must be JSON' },
  REQUEST_MALFORMED: { status: 400, title: 'The request is not HTTP that can be read' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request came too slowly' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  CERTIFICATE_UNTRUSTED: { status: 403, title: 'The certificate is not of a member organisation' },
  CERTIFICATE_EXPIRED: { status: 403, title: 'The certificate is not valid at this time' },
  PROPOSAL_MALFORMED: { status: 400, title: 'The bytes are not a proposal or transaction' },
  ENDORSEMENT_FAILED: { status: 409, title: 'The organisations did not endorse' },
  ENDORSEMENT_POLICY_FAILURE: { status: 409, title: 'The endorsements do not meet the policy' },
  TRANSACTION_DUPLICATE: { status: 409, title: 'The transaction is already on the ledger' },
  LEDGER_CONFLICT: { status: 409, title: 'Another transaction changed the same record' },
  LEDGER_HEIGHTS_DIFFER: { status: 503, title: 'The organisations’ peers are not level' },
  LEDGER_BUSY: { status: 503, title: 'The ledger has too much to do' },
  LEDGER_UNAVAILABLE: { status: 503, title: 'The ledger can not be reached' },
  GRANT_BUSY: { status: 503, title: 'Too many use the grant at once' },
  LEDGER_OUTCOME_UNKNOWN: { status: 504, title: 'Whether it was committed is not known yet' },
  LEDGER_LOCKED: { status: 503, title: 'Another process uses the data folder' },
  LEDGER_DAMAGED: { status: 503, title: 'The stored ledger is damaged' },
  LEDGER_CLOSED: { status: 503, title: 'The ledger is closing' },
  DATA_NOT_UTF8: { status: 415, title: 'The data are not text in UTF-8' },
  DATA_MALFORMED: { status: 400, title: 'The data are not what their format asks for' },
  DATA_UNSUPPORTED: { status: 415, title: 'The data use something that is not read here' },
  DATA_TOO_LARGE: { status: 413, title: 'A part of the data is too large' },
  SKETCH_KEY_UNUSABLE: { status: 400, title: 'The sketch key can not be used' },
  DISK_FULL: { status: 503, title: 'There is no room left to write' },
  CHARACTER_NOT_PRINTABLE: { status: 422, title: 'The font has no glyph for a character' },
  CERTIFICATE_FILE_TOO_LARGE: { status: 413, title: 'The file is larger than any certificate' },
  CERTIFICATE_FILE_MALFORMED: { status: 422, title: 'The file is not a PDF that can be read' },
  CERTIFICATE_FILE_ENCRYPTED: { status: 422, title: 'The file is encrypted' },
  CERTIFICATE_FILE_SCRIPTED: { status: 422, title: 'The file carries a script or an action' },
  CERTIFICATE_FILE_TOO_SLOW: { status: 422, title: 'Reading the file takes too much' },
  READ_MODEL_STOPPED: { status: 503, title: 'The read model stopped' },
  DOCUMENT_NOT_FOUND: { status: 404, title: 'No document has this id' },
  DOCUMENT_FORBIDDEN: { status: 403, title: 'The document is not open to the caller' },
  DOCUMENT_TOO_LARGE: { status: 413, title: 'The document is too large' },
  DOCUMENT_MISMATCH: { status: 400, title: 'The document does not have the digests announced' },
  DOCUMENT_HELD: { status: 409, title: 'A hold keeps the document from erasure' },
  DOCUMENT_RETAINED: { status: 409, title: 'The document must still be kept' },
  DOCUMENT_ERASED: { status: 410, title: 'The document was lawfully erased' },
  DOCUMENT_DAMAGED: { status: 503, title: 'The stored document is damaged' },
  DOCUMENT_KEY_UNUSABLE: { status: 503, title: 'The documents’ master key can not be used' },
  DOCUMENTS_CLOSED: { status: 503, title: 'The document store is closing' },
  NATIONAL_UNAVAILABLE: { status: 503, title: 'The national system can not be reached' },
  NATIONAL_ANSWER_INVALID: { status: 502, title: 'The national system’s answer can not be read' },
  NATIONAL_STATE_DAMAGED: { status: 503, title: 'The national connector’s state is damaged' },
  ODRL_INVALID: { status: 400, title: 'This is no ODRL policy of the profile' },
  ODRL_NOT_EXPRESSIBLE: { status: 422, title: 'A grant can not say what the policy says' },
  ODRL_TEXT_MISMATCH: { status: 409, title: 'The policy was made of another text' },
  HOLD_EXISTS: { status: 409, title: 'The hold id is taken' },
  HOLD_NOT_FOUND: { status: 404, title: 'The document has no such hold' },
  DELIVERY_NAME_REFUSED: { status: 400, title: 'A file’s name can not be delivered' },
  DELIVERY_FILE_REFUSED: { status: 400, title: 'What is there is no plain file or folder' },
  DELIVERY_FILE_CHANGED: { status: 409, title: 'A file changed while it was delivered' },
  DELIVERY_FILE_TAKEN: { status: 409, title: 'Another file has the name already' },
  DELIVERY_EMPTY: { status: 400, title: 'There is nothing to deliver' },
  DELIVERY_SCATTERED: { status: 409, title: 'What is missing is in too many places' },
  PACKAGE_DAMAGED: { status: 400, title: 'The package is not what was dispatched' },
  PACKAGE_TAKEN: { status: 409, title: 'The folder holds another package' },
  RETENTION_SHORTENED: { status: 409, title: 'Retention may only be prolonged' },
} as const;

export const errors = { ...errorCatalogue, ...gatewayErrors };
export type Code = keyof typeof errors;

/** The one error type, here with the gateway’s codes as well. */
export class GatewayError extends LedgerError<Code> {
  constructor(code: Code, message: string, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, message, params, options);
  }
}

/**
 * A refusal that is itself on the ledger: the attempt was committed, VALID, as a record that says so.
 * The caller is answered as by any refusal, and told where the record stands.
 */
export class RecordedRefusal extends GatewayError {
  readonly txId: string;
  readonly block: bigint;

  constructor(
    { code, reasons }: Refused,
    { txId, block }: { readonly txId: string; readonly block: bigint },
  ) {
    const text = `Refused, and on record as transaction ${txId}.`;
    super(code, text, { reasons, txId, block: Number(block) });
    this.txId = txId;
    this.block = block;
  }
}

/** Any coded error, whoever raised it. */
export function isCoded(err: unknown): err is LedgerError<Code> {
  return err instanceof LedgerError && Object.hasOwn(errors, (err as LedgerError<Code>).code);
}
