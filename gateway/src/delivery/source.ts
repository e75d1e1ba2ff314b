import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { GatewayError } from '../errors.js';
import { chunksIn } from './chunk-file.js';
import type { Layout } from './layout.js';
import { fileLine, headLine, type ManifestTotals } from './manifest.js';
import { type SourceFile, walk } from './walk.js';

/** Names, sizes and times of all files of a source: one digest that changes with any of them. */
export class SourceState {
  readonly #hash = createHash('sha256');

  add({ path, size, changed }: SourceFile): void {
    this.#hash.update(JSON.stringify([path, size, changed]));
  }

  end(): string {
    return this.#hash.digest('hex');
  }
}

export interface Surveyed extends ManifestTotals {
  /** What the source was. */
  readonly state: string;
}

const LINES = 512;

/**
 * Writes the manifest of a source beside its place: names and sizes, without reading a file.
 *
 * @throws GatewayError DELIVERY_EMPTY, DELIVERY_FILE_REFUSED, DELIVERY_NAME_REFUSED
 */
export async function survey(source: string, to: string, chunkSize: number): Promise<Surveyed> {
  const hash = createHash('sha256');
  const state = new SourceState();
  const sums = { chunkSize, files: 0, bytes: 0, chunks: 0 };
  const handle = await open(to, 'w', 0o600);
  try {
    let lines = [headLine(chunkSize)];
    const flush = async (): Promise<void> => {
      const text = lines.join('');
      lines = [];
      hash.update(text);
      await handle.write(text);
    };
    for await (const file of walk(source)) {
      state.add(file);
      lines.push(fileLine(file.path, file.size));
      sums.files += 1;
      sums.bytes += file.size;
      sums.chunks += chunksIn(file.size, chunkSize);
      if (lines.length >= LINES) await flush();
    }
    await flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (sums.bytes === 0) throw new GatewayError('DELIVERY_EMPTY', `${source} holds no byte.`);
  return { ...sums, manifest: hash.digest('hex'), state: state.end() };
}

/** Puts a manifest that was written beside it in its place. */
export const settleManifest = ({ manifest }: Layout): Promise<void> =>
  rename(`${manifest}.next`, manifest);
