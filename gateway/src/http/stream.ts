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

/**
 * Sends a document’s bytes. Where it turns out damaged on the way, the connection is cut: what came
 * before must not be taken for the whole.
 */
export async function sendContent(
  res: Response,
  { mediaType, pieces }: { readonly mediaType: string; readonly pieces: AsyncIterable<Uint8Array> },
  signal: AbortSignal,
): Promise<void> {
  // Not `set`: Express would name a charset that nobody knows.
  res.setHeader('content-type', mediaType);
  res.set({ 'cache-control': 'no-store' });
  res.set({ 'content-disposition': 'attachment', 'x-content-type-options': 'nosniff' });
  try {
    for await (const piece of pieces) {
      if (!res.write(piece)) await once(res, 'drain', { signal });
    }
    res.end();
  } catch (err) {
    if (!res.headersSent) throw err;
    res.destroy();
  }
}
