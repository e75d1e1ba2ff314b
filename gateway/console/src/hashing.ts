import type { Digests } from '@shuquan/chaincode/model';
import type { HashMessage } from './hash-worker.js';

/** The file changed, went away, or may not be read. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable';
}

/**
 * Hashes a file in a worker, which the gateway serves with a policy that lets it connect to nothing.
 * Aborting ends the worker at once.
 */
export function hashFile(
  file: File,
  { onProgress, signal }: { onProgress: (bytes: number) => void; signal: AbortSignal },
): Promise<Digests> {
  const worker = new Worker(new URL('./hash-worker.js', import.meta.url), { type: 'module' });
  const digests = new Promise<Digests>((resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new DOMException('Cancelled', 'AbortError'));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<HashMessage>) => {
      if (data.kind === 'progress') onProgress(data.bytes);
      else if (data.kind === 'digests') resolve(data.digests);
      else reject(new FileUnreadable());
    });
    worker.addEventListener('error', () => {
      reject(new FileUnreadable());
    });
    worker.postMessage(file);
  });
  return digests.finally(() => {
    worker.terminate();
  });
}
