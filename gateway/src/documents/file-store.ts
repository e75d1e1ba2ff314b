import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { check, Id, instant, Instant, later } from '@shuquan/chaincode/model';
import { Digesting } from '../digests.js';
import { GatewayError, isCoded } from '../errors.js';
import { withDiskFull } from '../files.js';
import {
  DocumentActor,
  type DocumentEntry,
  type DocumentEvent,
  DocumentReader,
  type DocumentTombstone,
  ErasureBasis,
  type Hold,
  type KeptDocument,
  mayRead,
  NewDocument,
  NewHold,
} from './entry.js';
import { contentKey } from './envelope.js';
import { erased } from './faults.js';
import { sealFrames } from './frames.js';
import { refuseHeld, refuseRetained, refuseShorter, retainUntil, sameHold } from './keeping.js';
import { MasterKeys } from './master-keys.js';
import type {
  DocumentFault,
  DocumentPage,
  DocumentPageRequest,
  DocumentStore,
  OpenedDocument,
} from './port.js';
import { Rows } from './rows.js';
import { requireExpected, Shelf } from './shelf.js';
import { digested } from './stream.js';
import { Vault } from './vault.js';
import { Work } from './work.js';

const KEY_BYTES = 32;
const SWEPT_AT_ONCE = 100;

export interface FileStoreOptions {
  readonly folder: string;
  /** Where the master keys are; made on first start, readable by its owner only. */
  readonly keyFile: string;
  /** Of one document. */
  readonly maxBytes: number;
  readonly now?: () => number;
}

/**
 * Documents as encrypted files. A document is found by the SHA-256 of its sealed bytes: with a
 * random key for each, the same content stored twice, in one case or in two, has two addresses.
 * That gives up deduplication, and has to: whoever could see that two cases share a file, or could
 * try a guess by storing it, would learn what is in a case that is not theirs. The address can be
 * checked without any key. What stays to be seen is how long a document is.
 */
export class FileDocumentStore implements DocumentStore {
  readonly #shelf: Shelf;
  readonly #maxBytes: number;
  readonly #now: () => number;
  readonly #work = new Work();
  /** Erased while this process runs: readings under way end at their next frame. */
  readonly #gone = new Set<string>();

  private constructor({ maxBytes, now = () => Date.now() }: FileStoreOptions, shelf: Shelf) {
    this.#shelf = shelf;
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  /** @throws GatewayError LEDGER_LOCKED, DOCUMENT_KEY_UNUSABLE, DOCUMENT_DAMAGED, DISK_FULL */
  static async open(options: FileStoreOptions): Promise<FileDocumentStore> {
    const { folder, keyFile } = options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // First of all, because it keeps a second process out.
    const rows = await Rows.open(join(folder, 'db'));
    try {
      const masters = await MasterKeys.open(keyFile, await rows.masterKeyIds());
      const shelf = new Shelf({ rows, masters, vault: await Vault.open(folder) });
      await shelf.recover();
      return new FileDocumentStore(options, shelf);
    } catch (err) {
      await rows.close();
      throw withDiskFull(err, 'the document store did not open');
    }
  }

  put(stream: AsyncIterable<Uint8Array>, about: NewDocument): Promise<KeptDocument> {
    return this.#work.run(async () => {
      const { expected, ...known } = check(NewDocument, about);
      const key = randomBytes(KEY_BYTES);
      const digesting = new Digesting();
      const limits = { digesting, maxBytes: this.#maxBytes, signal: this.#work.signal };
      const { vault } = this.#shelf;
      let draft: string | undefined;
      try {
        const taken = await vault.take(sealFrames(digested(stream, limits), contentKey(key)));
        ({ draft } = taken);
        const { size, digests } = digesting.end();
        requireExpected(digests, expected);
        const whole = { ...taken, key, size, digests };
        // Not while keys are wrapped anew: this one would keep the old wrapping.
        const { entry } = await this.#work.inTurn(() =>
          this.#shelf.commit(whole, known, this.#now()),
        );
        return entry;
      } catch (err) {
        if (draft !== undefined) await vault.discard(draft);
        throw withDiskFull(err, 'the document was not stored');
      } finally {
        key.fill(0);
      }
    });
  }

  open(id: string, reader: DocumentReader): Promise<OpenedDocument> {
    return this.#work.run(async () => {
      const { purpose, ...by } = check(DocumentReader, reader);
      const opened = await this.#shelf.opened(id);
      const allowed = mayRead(opened.entry, by);
      const event = this.#event(allowed ? 'OPENED' : 'REFUSED', by, purpose);
      await this.#shelf.rows.note(id, event);
      if (allowed) return { entry: opened.entry, content: this.#content(opened) };
      throw new GatewayError('DOCUMENT_FORBIDDEN', 'The document is not open to you.', { id });
    });
  }

  entry(id: string): Promise<DocumentEntry> {
    return this.#work.run(() => this.#shelf.entry(id));
  }

  list(caseId: string, page: DocumentPageRequest): Promise<DocumentPage<DocumentEntry>> {
    return this.#work.run(async () => {
      const { items, next } = await this.#shelf.rows.ofCase(check(Id, caseId), page);
      return { items: await Promise.all(items.map((id) => this.#shelf.entry(id))), next };
    });
  }

  history(id: string, page: DocumentPageRequest): Promise<DocumentPage<DocumentEvent>> {
    return this.#work.run(async () => {
      await this.#shelf.row(id);
      return this.#shelf.rows.history(id, page);
    });
  }

  endCase(caseId: string, endedAt: string): Promise<void> {
    return this.#work.alone(async () => {
      const { rows } = this.#shelf;
      const known = await rows.endOf(check(Id, caseId));
      refuseShorter(check(Instant, endedAt), known ?? '');
      if (known !== endedAt) await rows.end(caseId, endedAt);
    });
  }

  prolong(id: string, until: string, by: DocumentActor): Promise<KeptDocument> {
    return this.#work.alone(async () => {
      const { rows } = this.#shelf;
      const row = await this.#shelf.keptRow(id);
      const known = retainUntil(row, await rows.endOf(row.caseId)) ?? '';
      refuseShorter(check(Instant, until), later(known, row.prolongedTo ?? ''));
      const event = this.#event('PROLONGED', check(DocumentActor, by), until);
      await rows.change(id, { ...row, prolongedTo: until }, event);
      return (await this.#shelf.opened(id)).entry;
    });
  }

  hold(id: string, hold: NewHold): Promise<Hold> {
    return this.#work.alone(async () => {
      const wanted = check(NewHold, hold);
      const row = await this.#shelf.keptRow(id);
      const standing = row.holds.find((each) => each.id === wanted.id);
      if (standing !== undefined) return sameHold(standing, wanted);
      const placed = { ...wanted, since: instant(this.#now()) };
      const event = this.#event('HELD', wanted.by, wanted.id);
      await this.#shelf.rows.change(id, { ...row, holds: [...row.holds, placed] }, event);
      return placed;
    });
  }

  release(id: string, holdId: string, by: DocumentActor): Promise<void> {
    return this.#work.alone(async () => {
      const row = await this.#shelf.keptRow(id);
      const holds = row.holds.filter((each) => each.id !== check(Id, holdId));
      if (holds.length === row.holds.length) {
        throw new GatewayError('HOLD_NOT_FOUND', 'The document has no such hold.', { id, holdId });
      }
      const event = this.#event('RELEASED', check(DocumentActor, by), holdId);
      await this.#shelf.rows.change(id, { ...row, holds }, event);
    });
  }

  erase(id: string, basis: ErasureBasis): Promise<DocumentTombstone> {
    return this.#work.alone(async () => {
      const { overridesRetention, ...given } = check(ErasureBasis, basis);
      const { rows } = this.#shelf;
      const row = await this.#shelf.row(id);
      const erasedAt = instant(this.#now());
      if (row.tombstone === null) {
        refuseHeld(id, row);
        const until = retainUntil(row, await rows.endOf(row.caseId));
        if (!overridesRetention) refuseRetained(id, until, erasedAt);
      }
      const { caseId, commitment } = row;
      const tombstone = row.tombstone ?? { v: 1, id, caseId, commitment, ...given, erasedAt };
      if (row.tombstone === null) {
        const event = this.#event('ERASED', given.by, given.legalBasis);
        await rows.erase(id, { ...row, tombstone }, event);
      }
      this.#gone.add(id);
      // Again where an earlier attempt failed after the tombstone.
      await this.#shelf.shred(id);
      return tombstone;
    });
  }

  async *sweep(): AsyncGenerator<DocumentFault, void, undefined> {
    const { rows } = this.#shelf;
    let after: string | undefined;
    do {
      const page = await this.#work.run(() => rows.page({ limit: SWEPT_AT_ONCE, after }));
      for (const id of page.items) {
        const fault = await this.#work.run(() => this.#faultOf(id));
        if (fault !== undefined) yield fault;
      }
      after = page.next;
    } while (after !== undefined);
  }

  /**
   * Wraps every document’s key with a new master key and destroys the earlier ones; content stays
   * as it is. What comes meanwhile waits. Cut short, it is finished by calling it again, and until
   * then all keys needed are kept.
   */
  rewrap(): Promise<{ readonly rewrapped: number }> {
    return this.#work.alone(async () => ({ rewrapped: await this.#shelf.rewrap() }));
  }

  close(): Promise<void> {
    return this.#work.end(() => this.#shelf.rows.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #content(opened: Parameters<Shelf['content']>[0]): AsyncGenerator<Uint8Array, void> {
    return this.#shelf.content(opened, () => {
      this.#work.signal.throwIfAborted();
      if (this.#gone.has(opened.entry.id)) throw erased(opened.entry.id);
    });
  }

  async #faultOf(id: string): Promise<DocumentFault | undefined> {
    try {
      if ((await this.#shelf.row(id)).tombstone !== null) return undefined;
      const chunks = this.#content(await this.#shelf.opened(id));
      while ((await chunks.next()).done !== true);
      return undefined;
    } catch (err) {
      if (!isCoded(err) || err.code === 'DOCUMENTS_CLOSED') throw err;
      // Erased meanwhile, it is as it should be.
      return err.code === 'DOCUMENT_ERASED'
        ? undefined
        : { id, code: err.code, message: err.message };
    }
  }

  #event(act: DocumentEvent['act'], by: DocumentActor, detail: string): DocumentEvent {
    return { act, at: instant(this.#now()), by, detail };
  }
}
