import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DocumentActor,
  DocumentReader,
  ErasureBasis,
  NewDocument,
} from '@shuquan/gateway/documents/entry';
import { FileDocumentStore } from '@shuquan/gateway/documents/file-store';

export const actor = (over: Partial<DocumentActor> = {}): DocumentActor => ({
  uscc: '91510100MA0000001X',
  role: 'registrar',
  fingerprint: 'ab'.repeat(32),
  ...over,
});

export const reader = (over: Partial<DocumentReader> = {}): DocumentReader => ({
  ...actor(),
  purpose: 'REVIEW',
  ...over,
});

export const newDocument = (over: Partial<NewDocument> = {}): NewDocument => ({
  caseId: 'case-1',
  kind: 'SOURCE_PROOF',
  mediaType: 'application/pdf',
  readers: { uscc: [actor().uscc], roles: ['court'] },
  storedBy: actor(),
  retainYears: 20,
  ...over,
});

export const basis = (over: Partial<ErasureBasis> = {}): ErasureBasis => ({
  reason: 'SUBJECT_REQUEST',
  legalBasis: 'PIPL/47',
  by: actor(),
  overridesRetention: true,
  ...over,
});

// eslint-disable-next-line @typescript-eslint/require-await
export async function* streamOf(...chunks: readonly (Uint8Array | string)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

export async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Every file below a folder, by its path from there. */
export function filesIn(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
}

export class StorePlace {
  readonly dir = mkdtempSync(join(tmpdir(), 'shuquan-documents-'));
  readonly folder = join(this.dir, 'documents');
  readonly keyFile = join(this.dir, 'document-keys.json');
  readonly #open = new Set<FileDocumentStore>();

  async open(
    over: { readonly now?: () => number; readonly maxBytes?: number } = {},
  ): Promise<FileDocumentStore> {
    const { folder, keyFile } = this;
    const store = await FileDocumentStore.open({ folder, keyFile, maxBytes: 1_000_000, ...over });
    this.#open.add(store);
    return store;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#open].map((store) => store.close()));
    rmSync(this.dir, { recursive: true });
  }
}
