import { randomBytes } from 'node:crypto';
import { Level } from 'level';
import { GatewayError } from '../errors.js';
import { withDiskFull } from '../files.js';
import type { DocumentEvent, DocumentTombstone, Hold } from './entry.js';
import type { DocumentPage, DocumentPageRequest } from './port.js';

/** What may change about a document, and what stays of it. Nothing here tells what it said. */
export interface DocumentRow {
  readonly v: 1;
  readonly caseId: string;
  readonly commitment: string;
  readonly retainYears: number;
  /** Retention beyond what the case gives. */
  readonly prolongedTo: string | null;
  readonly holds: readonly Hold[];
  readonly tombstone: DocumentTombstone | null;
}

type Database = Level<string, unknown>;
type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

const rowKey = (id: string): string => `row!${id}`;
const endKey = (caseId: string): string => `end!${caseId}`;
const shredKey = (id: string): string => `shred!${id}`;
const masterKey = (keyId: string): string => `master!${keyId}`;
/** All keys below a prefix: `"` follows `!`. */
const under = (...parts: readonly string[]): { gt: string; lt: string } => ({
  gt: `${parts.join('!')}!`,
  lt: `${parts.join('!')}"`,
});

/**
 * Rows of the document store, synced when they resolve. LevelDB keeps what was overwritten until it
 * compacts, so nothing that erasure must destroy may stand here: that is in the envelopes.
 */
export class Rows {
  readonly #db: Database;
  #events = 0;

  private constructor(db: Database) {
    this.#db = db;
  }

  /** @throws GatewayError LEDGER_LOCKED, DOCUMENT_DAMAGED, DISK_FULL */
  static async open(folder: string): Promise<Rows> {
    const db: Database = new Level<string, unknown>(folder, { valueEncoding: 'json' });
    try {
      await db.open();
    } catch (err) {
      throw openFault(folder, err);
    }
    return new Rows(db);
  }

  async get(id: string): Promise<DocumentRow | undefined> {
    return (await this.#db.get(rowKey(id))) as DocumentRow | undefined;
  }

  /** Files are about to be put there, or are to go: unless `add` comes, opening destroys them. */
  async doom(id: string): Promise<void> {
    await this.#batch([{ type: 'put', key: shredKey(id), value: 0 }]);
  }

  /** A document is there from here on. */
  async add(
    id: string,
    row: DocumentRow,
    { event, masterKeyId }: { event: DocumentEvent; masterKeyId: string },
  ): Promise<void> {
    await this.#batch([
      { type: 'put', key: rowKey(id), value: row },
      // By time of arrival; two of one millisecond by their ids.
      { type: 'put', key: `case!${row.caseId}!${event.at}!${id}`, value: 0 },
      { type: 'put', key: masterKey(masterKeyId), value: 0 },
      { type: 'del', key: shredKey(id) },
      this.#event(id, event),
    ]);
  }

  async change(id: string, row: DocumentRow, event: DocumentEvent): Promise<void> {
    await this.#batch([{ type: 'put', key: rowKey(id), value: row }, this.#event(id, event)]);
  }

  /** A document counts as erased from here on, and its files are doomed. */
  async erase(id: string, row: DocumentRow, event: DocumentEvent): Promise<void> {
    await this.#batch([
      { type: 'put', key: rowKey(id), value: row },
      { type: 'put', key: shredKey(id), value: 0 },
      this.#event(id, event),
    ]);
  }

  /** The files are gone. */
  async shredded(id: string): Promise<void> {
    await this.#batch([{ type: 'del', key: shredKey(id) }]);
  }

  async note(id: string, event: DocumentEvent): Promise<void> {
    await this.#batch([this.#event(id, event)]);
  }

  /** Ids whose files must not be there any more. */
  async doomed(): Promise<string[]> {
    const keys = await this.#db.keys(under('shred')).all();
    return keys.map((key) => key.slice(shredKey('').length));
  }

  async endOf(caseId: string): Promise<string | undefined> {
    return (await this.#db.get(endKey(caseId))) as string | undefined;
  }

  async end(caseId: string, endedAt: string): Promise<void> {
    await this.#batch([{ type: 'put', key: endKey(caseId), value: endedAt }]);
  }

  /** Master keys that envelopes are, or may be, wrapped with. */
  async masterKeyIds(): Promise<string[]> {
    const keys = await this.#db.keys(under('master')).all();
    return keys.map((key) => key.slice(masterKey('').length));
  }

  async setMasterKeyIds(add: readonly string[], remove: readonly string[]): Promise<void> {
    await this.#batch([
      ...add.map((id): Operation => ({ type: 'put', key: masterKey(id), value: 0 })),
      ...remove.map((id): Operation => ({ type: 'del', key: masterKey(id) })),
    ]);
  }

  async *ids(): AsyncGenerator<string, void, undefined> {
    for await (const key of this.#db.keys(under('row'))) yield key.slice(rowKey('').length);
  }

  async page(page: DocumentPageRequest): Promise<DocumentPage<string>> {
    const { items, next } = await this.#page(['row'], page);
    return { items: items.map(([key]) => key.slice(rowKey('').length)), next };
  }

  async ofCase(caseId: string, page: DocumentPageRequest): Promise<DocumentPage<string>> {
    const { items, next } = await this.#page(['case', caseId], page);
    return { items: items.map(([key]) => key.slice(key.lastIndexOf('!') + 1)), next };
  }

  async history(id: string, page: DocumentPageRequest): Promise<DocumentPage<DocumentEvent>> {
    const { items, next } = await this.#page(['event', id], page);
    return { items: items.map(([, value]) => value as DocumentEvent), next };
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  async #page(
    prefix: readonly string[],
    { limit, after }: DocumentPageRequest,
  ): Promise<DocumentPage<[string, unknown]>> {
    const { gt, lt } = under(...prefix);
    const from = after === undefined ? gt : gt + after;
    const found = await this.#db.iterator({ gt: from, lt, limit: limit + 1 }).all();
    const items = found.slice(0, limit);
    const next = found.length > limit ? items.at(-1)?.[0].slice(gt.length) : undefined;
    return { items, next };
  }

  /** In order within one process; the random end keeps two processes of one millisecond apart. */
  #event(id: string, event: DocumentEvent): Operation {
    this.#events += 1;
    const place = String(this.#events).padStart(12, '0');
    const key = `event!${id}!${event.at}!${place}${randomBytes(4).toString('hex')}`;
    return { type: 'put', key, value: event };
  }

  async #batch(operations: readonly Operation[]): Promise<void> {
    try {
      await this.#db.batch([...operations], { sync: true });
    } catch (err) {
      throw withDiskFull(err, 'nothing was changed');
    }
  }
}

function openFault(folder: string, err: unknown): unknown {
  const { cause } = err as { cause?: { code?: unknown; message?: unknown } };
  if (cause?.code === 'LEVEL_LOCKED') {
    const message = `Another process uses ${folder}. Stop it, or set another DATA_DIR.`;
    return new GatewayError('LEDGER_LOCKED', message, { folder }, { cause: err });
  }
  if (cause?.code === 'LEVEL_CORRUPTION' || /corrupt/i.test(String(cause?.message))) {
    const message = `${folder} is damaged. Restore a backup.`;
    return new GatewayError('DOCUMENT_DAMAGED', message, { folder }, { cause: err });
  }
  return withDiskFull(err, 'the document store did not open');
}
