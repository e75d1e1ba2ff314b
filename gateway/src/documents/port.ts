import type {
  DocumentActor,
  DocumentEntry,
  DocumentEvent,
  DocumentReader,
  DocumentTombstone,
  ErasureBasis,
  Hold,
  KeptDocument,
  NewDocument,
  NewHold,
} from './entry.js';

export interface DocumentPageRequest {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}

export interface DocumentPage<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

export interface OpenedDocument {
  readonly entry: KeptDocument;
  /**
   * The content, once. Every chunk was authenticated before it came out, and the last one comes
   * out only when the whole has the digests recorded: a loop that ends had the right bytes.
   */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface DocumentFault {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/**
 * Keeps the materials of applications away from the ledger, which holds digests and commitments
 * only. Who may do what is decided by whoever calls; the store enforces what it was told when a
 * document came: readers, retention, holds.
 *
 * Every implementation MUST keep these promises (`test/contract/documents.suite.ts`):
 * - What resolved is durable; what was refused, failed or was killed left nothing behind.
 * - Memory does not grow with the size of a document.
 * - Nothing kept at rest shows content, digests or that two documents are the same.
 * - An id nobody has is DOCUMENT_NOT_FOUND; after `close` everything is DOCUMENTS_CLOSED.
 */
export interface DocumentStore {
  /** @throws GatewayError DOCUMENT_TOO_LARGE, DOCUMENT_MISMATCH, DISK_FULL; LedgerError INPUT_INVALID */
  put(stream: AsyncIterable<Uint8Array>, about: NewDocument): Promise<KeptDocument>;
  /**
   * Writes down who reads what for before the first byte; a refusal is written down as well.
   *
   * @throws GatewayError DOCUMENT_FORBIDDEN, DOCUMENT_ERASED, DOCUMENT_DAMAGED (also from `content`)
   */
  open(id: string, reader: DocumentReader): Promise<OpenedDocument>;
  entry(id: string): Promise<DocumentEntry>;
  /** Documents of a case in the order in which they came, erased ones too. */
  list(caseId: string, page: DocumentPageRequest): Promise<DocumentPage<DocumentEntry>>;
  history(id: string, page: DocumentPageRequest): Promise<DocumentPage<DocumentEvent>>;

  /**
   * The case is over: retention of all its documents, also of those still to come, counts from
   * here. A case that goes on later may end later.
   *
   * @throws GatewayError RETENTION_SHORTENED
   */
  endCase(caseId: string, endedAt: string): Promise<void>;
  /** @throws GatewayError RETENTION_SHORTENED */
  prolong(id: string, until: string, by: DocumentActor): Promise<KeptDocument>;
  /** The same hold twice is one. @throws GatewayError HOLD_EXISTS */
  hold(id: string, hold: NewHold): Promise<Hold>;
  /** @throws GatewayError HOLD_NOT_FOUND */
  release(id: string, holdId: string, by: DocumentActor): Promise<void>;
  /**
   * Destroys the key, the facts and the content. Erased twice, the first tombstone is answered.
   *
   * @throws GatewayError DOCUMENT_HELD, DOCUMENT_RETAINED
   */
  erase(id: string, basis: ErasureBasis): Promise<DocumentTombstone>;

  /** Reads everything and names what is damaged; who looks is not written down as a reader. */
  sweep(): AsyncIterable<DocumentFault>;
  /** Ends what is under way. Twice is fine. */
  close(): Promise<void>;
}
