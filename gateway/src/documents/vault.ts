import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, replacePrivate, syncFolder, writePrivate } from '../files.js';
import { frameCount, FRAME_BYTES, MARK, openFrame, sealedSize, TAG_BYTES } from './frames.js';

const INCOMING = 'incoming';
const SEALED = 'sealed';
const CONTENT = 'content';
const ENVELOPE = 'envelope';

/**
 * The files: `sealed/ab/cd…/{content,envelope}`, by the SHA-256 of the sealed content. What is not
 * complete yet lies in `incoming`: a document appears in its place by one rename, whole.
 */
export class Vault {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Vault> {
    for (const name of [INCOMING, SEALED]) {
      await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
    }
    await syncFolder(folder);
    return new Vault(folder);
  }

  /** Writes sealed content and syncs it; answers where it lies and its address. */
  async take(sealed: AsyncIterable<Uint8Array>): Promise<{ draft: string; id: string }> {
    const draft = randomUUID();
    await mkdir(this.#incoming(draft), { mode: 0o700 });
    try {
      const file = await open(join(this.#incoming(draft), CONTENT), 'wx', 0o600);
      const address = createHash('sha256');
      try {
        for await (const piece of sealed) {
          address.update(piece);
          await writeAll(file, piece);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      return { draft, id: address.digest('hex') };
    } catch (err) {
      await this.discard(draft);
      throw err;
    }
  }

  /** Puts a draft in its place, complete. Whoever calls has noted before that it may have to go. */
  async settle(draft: string, id: string, envelope: Uint8Array): Promise<void> {
    await writePrivate(join(this.#incoming(draft), ENVELOPE), envelope);
    await syncFolder(this.#incoming(draft));
    if ((await mkdir(this.#shard(id), { recursive: true, mode: 0o700 })) !== undefined) {
      await syncFolder(join(this.#folder, SEALED));
    }
    await rename(this.#incoming(draft), this.#place(id));
    await syncFolder(this.#shard(id));
  }

  async discard(name: string): Promise<void> {
    await rm(this.#incoming(name), { recursive: true, force: true });
  }

  /** Drafts of a process that ended: nobody goes on with them. */
  async discardAll(): Promise<void> {
    for (const name of await readdir(this.#incoming())) await this.discard(name);
  }

  envelope(id: string): Promise<Buffer> {
    return readFile(join(this.#place(id), ENVELOPE));
  }

  /** Puts another envelope in place, and overwrites what the old one held. */
  async replaceEnvelope(id: string, envelope: Uint8Array): Promise<void> {
    const file = join(this.#place(id), ENVELOPE);
    const old = await open(file, 'r+');
    try {
      await replacePrivate(file, envelope);
      await overwrite(old);
    } finally {
      await old.close();
    }
  }

  /**
   * Frames of a document in order, each authenticated.
   *
   * @throws Error when anything in the file was changed, or it does not have `size`
   */
  async *frames(
    id: string,
    { key, size }: { key: Uint8Array; size: number },
  ): AsyncGenerator<{ plain: Buffer; isLast: boolean }, void, undefined> {
    const file = await open(join(this.#place(id), CONTENT), 'r');
    try {
      const { size: found } = await file.stat();
      if (found !== sealedSize(size)) throw new Error('Another length');
      if (!(await readExactly(file, MARK.length)).equals(MARK))
        throw new Error('No sealed document');
      const count = frameCount(size);
      for (let index = 0; index < count; index += 1) {
        const isLast = index === count - 1;
        const length = isLast ? size - index * FRAME_BYTES : FRAME_BYTES;
        const sealed = await readExactly(file, length + TAG_BYTES);
        yield { plain: openFrame(key, { index, isLast }, sealed), isLast };
      }
    } finally {
      await file.close();
    }
  }

  /**
   * Destroys a document; may be repeated. The key goes first: once the envelope is overwritten the
   * content is noise, wherever a disk or a backup of the content alone still has it.
   */
  async shred(id: string): Promise<void> {
    const place = this.#place(id);
    for (const name of [ENVELOPE, `${ENVELOPE}.next`]) await overwriteFile(join(place, name));
    await rm(place, { recursive: true, force: true });
    await syncFolder(this.#shard(id)).catch(unlessMissing);
  }

  #incoming(name = ''): string {
    return join(this.#folder, INCOMING, name);
  }

  #shard(id: string): string {
    return join(this.#folder, SEALED, id.slice(0, 2));
  }

  #place(id: string): string {
    return join(this.#shard(id), id.slice(2));
  }
}

/** A write may take less than it was given, as on a disk that is nearly full. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
  }
}

async function readExactly(file: FileHandle, length: number): Promise<Buffer> {
  const out = Buffer.alloc(length);
  for (let at = 0; at < length;) {
    const { bytesRead } = await file.read(out, at, length - at);
    if (bytesRead === 0) throw new Error('The file ends early');
    at += bytesRead;
  }
  return out;
}

async function overwriteFile(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(unlessMissing);
  if (file === undefined) return;
  try {
    await overwrite(file);
  } finally {
    await file.close();
  }
}

async function overwrite(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  await file.write(randomBytes(size), 0, size, 0);
  await file.sync();
}

function unlessMissing(err: unknown): undefined {
  if (!isMissing(err)) throw err;
  return undefined;
}
