import { once } from 'node:events';
import type { Response } from 'express';

/** Sends pieces of text as they come; waits where the client reads slowly; ends with the signal. */
export async function sendStream(
  res: Response,
  type: string,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  res.set({
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    // Proxies that collect an answer before they pass it on would hold back every event.
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  try {
    for await (const piece of pieces) {
      if (!res.write(piece)) await once(res, 'drain', { signal });
    }
  } catch (err) {
    if (!signal.aborted) throw err;
  } finally {
    res.end();
  }
}
