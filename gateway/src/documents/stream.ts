import { Digesting } from '../digests.js';
import { GatewayError } from '../errors.js';

/**
 * What comes in, digested on the way, until it is too long or `signal` aborts. A sender that stalls
 * is left behind then: waiting for its next chunk must not hold up closing.
 *
 * @throws GatewayError DOCUMENT_TOO_LARGE; the signal’s reason
 */
export async function* digested(
  stream: AsyncIterable<Uint8Array>,
  { digesting, maxBytes, signal }: { digesting: Digesting; maxBytes: number; signal: AbortSignal },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of untilAborted(stream, signal)) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A document is a stream of bytes.');
    if (digesting.size + chunk.length > maxBytes) {
      const message = `A document may have ${String(maxBytes)} bytes at most.`;
      throw new GatewayError('DOCUMENT_TOO_LARGE', message, { maxBytes });
    }
    digesting.update(chunk);
    yield chunk;
  }
}

async function* untilAborted<T>(
  stream: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const iterator = stream[Symbol.asyncIterator]();
  let stop: () => void = () => undefined;
  const aborted = new Promise<'ABORTED'>((resolve) => {
    stop = () => {
      resolve('ABORTED');
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const step = await Promise.race([iterator.next(), aborted]);
      if (step === 'ABORTED') continue;
      if (step.done === true) {
        ended = true;
        return;
      }
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // Not waited for: a generator that stalls in `next` never answers.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
