import { type Digests, instant, isSameBytes } from '@shuquan/chaincode/model';
import { randomBytes } from 'node:crypto';
import { Digesting } from '../digests.js';
import { GatewayError } from '../errors.js';
import { checkDocumentCommitment, documentCommitment } from './commitment.js';
import type { DocumentEntry, DocumentFacts, KeptDocument, NewDocument } from './entry.js';
import { contentKey, openEnvelope, rewrapEnvelope, sealEnvelope } from './envelope.js';
import { damaged, erased, notFound } from './faults.js';
import { retainUntil } from './keeping.js';
import type { MasterKeys } from './master-keys.js';
import type { DocumentRow, Rows } from './rows.js';
import type { Vault } from './vault.js';

const SALT_BYTES = 32;
const ADDRESS = /^[0-9a-f]{64}$/;

export interface Taken {
  readonly draft: string;
  readonly id: string;
  readonly key: Uint8Array;
  readonly size: number;
  readonly digests: Digests;
}

export interface Opened {
  readonly entry: KeptDocument;
  readonly key: Buffer;
}

/** Rows, files and keys of the store put together: what a document is, in its three places. */
export class Shelf {
  readonly rows: Rows;
  readonly vault: Vault;
  readonly masters: MasterKeys;

  constructor(parts: { rows: Rows; vault: Vault; masters: MasterKeys }) {
    this.rows = parts.rows;
    this.vault = parts.vault;
    this.masters = parts.masters;
  }

  /** Ends what a kill interrupted. */
  async recover(): Promise<void> {
    await this.vault.discardAll();
    for (const id of await this.rows.doomed()) await this.shred(id);
  }

  async shred(id: string): Promise<void> {
    await this.vault.shred(id);
    await this.rows.shredded(id);
  }

  /** @throws GatewayError DOCUMENT_NOT_FOUND */
  async row(id: string): Promise<DocumentRow> {
    // An id comes from outside and names a file: nothing but an address gets there.
    const row = ADDRESS.test(id) ? await this.rows.get(id) : undefined;
    if (row === undefined) throw notFound(id);
    return row;
  }

  /** @throws GatewayError DOCUMENT_NOT_FOUND, DOCUMENT_ERASED */
  async keptRow(id: string): Promise<DocumentRow> {
    const row = await this.row(id);
    if (row.tombstone !== null) throw erased(id);
    return row;
  }

  async entry(id: string): Promise<DocumentEntry> {
    const { tombstone, caseId } = await this.row(id);
    if (tombstone !== null) return { state: 'ERASED', id, caseId, tombstone };
    return (await this.opened(id)).entry;
  }

  /** @throws GatewayError DOCUMENT_NOT_FOUND, DOCUMENT_ERASED, DOCUMENT_DAMAGED */
  async opened(id: string): Promise<Opened> {
    try {
      return await this.#openedOnce(id);
    } catch {
      // It may have been erased, or its key wrapped anew, between the row and the envelope.
      return this.#openedOnce(id);
    }
  }

  async #openedOnce(id: string): Promise<Opened> {
    const row = await this.keptRow(id);
    const endedAt = await this.rows.endOf(row.caseId);
    try {
      const { key, facts } = openEnvelope(this.masters, id, await this.vault.envelope(id));
      const { commitment, holds, retainYears } = row;
      checkDocumentCommitment(commitment, Buffer.from(facts.salt, 'hex'), facts.digests);
      const kept = { commitment, retainYears, retainUntil: retainUntil(row, endedAt) };
      return { key, entry: { state: 'KEPT', id, ...facts, ...kept, holds: [...holds] } };
    } catch (err) {
      throw damaged(id, err);
    }
  }

  /**
   * The content, digested anew on its way out. The last frame waits until the digests are seen to
   * be those recorded.
   *
   * @param goOn asked before each frame; throws where reading must end
   */
  async *content({ entry, key }: Opened, goOn: () => void): AsyncGenerator<Uint8Array, void> {
    const { id, size } = entry;
    const digesting = new Digesting();
    const frames = this.vault.frames(id, { key: contentKey(key), size });
    try {
      for await (const { plain, isLast } of frames) {
        goOn();
        digesting.update(plain);
        if (isLast) requireSame(digesting.end().digests, entry.digests);
        if (plain.length > 0) yield plain;
      }
    } catch (err) {
      goOn();
      throw damaged(id, err);
    } finally {
      key.fill(0);
    }
  }

  /** Puts a draft in its place and makes it known. Its row is the moment: until then it is doomed. */
  async commit(taken: Taken, about: Omit<NewDocument, 'expected'>, now: number): Promise<Opened> {
    const { draft, id, key, size, digests } = taken;
    const { retainYears, ...known } = about;
    const storedAt = instant(now);
    const salt = randomBytes(SALT_BYTES);
    const facts: DocumentFacts = { ...known, size, digests, salt: salt.toString('hex'), storedAt };
    const commitment = documentCommitment(salt, digests);
    const { caseId, storedBy } = known;
    await this.rows.doom(id);
    try {
      await this.vault.settle(draft, id, sealEnvelope(this.masters, { id, key, facts }));
    } catch (err) {
      await this.shred(id);
      throw err;
    }
    // If this fails, whether the row reached the disk is known at the next opening only.
    await this.rows.add(
      id,
      { v: 1, caseId, commitment, retainYears, prolongedTo: null, holds: [], tombstone: null },
      {
        event: { act: 'STORED', at: storedAt, by: storedBy, detail: caseId },
        masterKeyId: this.masters.current,
      },
    );
    return this.opened(id);
  }

  /** Wraps every key with a new master key; see `FileDocumentStore.rewrap`. */
  async rewrap(): Promise<number> {
    // With more than one, an earlier rotation was cut short: this one finishes it.
    if (this.masters.ids.length === 1) await this.masters.add();
    const { current } = this.masters;
    await this.rows.setMasterKeyIds([current], []);
    let rewrapped = 0;
    for await (const id of this.rows.ids()) rewrapped += (await this.#rewrapOne(id)) ? 1 : 0;
    const retired = this.masters.ids.filter((id) => id !== current);
    // In this order: a store that names a key which is nowhere would not open again.
    await this.rows.setMasterKeyIds([], retired);
    await this.masters.retire();
    return rewrapped;
  }

  async #rewrapOne(id: string): Promise<boolean> {
    if ((await this.row(id)).tombstone !== null) return false;
    try {
      const next = rewrapEnvelope(this.masters, id, await this.vault.envelope(id));
      if (next !== undefined) await this.vault.replaceEnvelope(id, next);
      return next !== undefined;
    } catch (err) {
      throw damaged(id, err);
    }
  }
}

function requireSame(found: Digests, recorded: Digests): void {
  if (isSameBytes(found, recorded)) return;
  throw new Error('Other digests than recorded');
}

/** @throws GatewayError DOCUMENT_MISMATCH */
export function requireExpected(found: Digests, expected: Digests | undefined): void {
  if (expected === undefined) return;
  if (isSameBytes(found, expected)) return;
  const message = 'What came does not have the digests announced. Send the file again.';
  throw new GatewayError('DOCUMENT_MISMATCH', message, { found });
}
