import type { Digests } from '@shuquan/chaincode/model';
import { createSHA256, createSM3 } from 'hash-wasm';

/** Large enough to be fast, small enough that a file of any size takes no more memory than this. */
const SLICE = 1024 * 1024;

/** Both digests of a file, slice by slice. `onProgress` is told how many bytes were read. */
export async function hashInSlices(
  file: Pick<Blob, 'size' | 'slice'>,
  onProgress: (bytes: number) => void,
): Promise<Digests> {
  const [sha256, sm3] = await Promise.all([createSHA256(), createSM3()]);
  for (let at = 0; at < file.size; at += SLICE) {
    const bytes = new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
    sha256.update(bytes);
    sm3.update(bytes);
    onProgress(at + bytes.length);
  }
  return { 'SHA-256': sha256.digest('hex'), SM3: sm3.digest('hex') };
}
