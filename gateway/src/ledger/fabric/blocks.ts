import type { CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import type { common } from '@hyperledger/fabric-protos';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Block } from '../port.js';
import { GatewayError } from '../../errors.js';
import { streamMayResume, translated } from './errors.js';

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5_000;

type Stream = CloseableAsyncIterable<Pick<common.Block, 'getHeader' | 'serializeBinary'>>;
/** Opens a stream of blocks at some peer; a new try may reach another one. */
export type OpenStream = (from: bigint, tries: number) => Promise<Stream>;

/**
 * Every block from `from` on, in order and without gaps, over as many connections as it takes. Ends
 * when the signal aborts.
 *
 * @throws GatewayError what no new connection would mend
 */
export async function* blocksOf(
  open: OpenStream,
  from: bigint,
  signal: AbortSignal,
): AsyncGenerator<Block> {
  let next = from;
  let tries = 0;
  while (!ended(signal)) {
    try {
      for await (const block of streamed(open, next, tries, signal)) {
        tries = 0;
        next = block.number + 1n;
        yield block;
      }
    } catch (err) {
      // An abort closes the stream, which then fails as if it had broken.
      if (!ended(signal) && !streamMayResume(err)) throw translated(err);
    }
    await pause(tries, signal);
    tries += 1;
  }
}

async function* streamed(
  open: OpenStream,
  from: bigint,
  tries: number,
  signal: AbortSignal,
): AsyncGenerator<Block> {
  const stream = await open(from, tries);
  const close = (): void => {
    stream.close();
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    if (ended(signal)) return;
    let expected = from;
    for await (const block of stream) {
      const number = BigInt(block.getHeader()?.getNumber() ?? 0);
      if (number !== expected) throw outOfOrder(number, expected);
      // A block has one encoding (no maps, no unknown fields), so these are the peer’s own bytes.
      yield { number, bytes: block.serializeBinary() };
      expected += 1n;
    }
  } finally {
    signal.removeEventListener('abort', close);
    stream.close();
  }
}

/** Asked anew each time: the signal changes while blocks are waited for. */
const ended = (signal: AbortSignal): boolean => signal.aborted;

const outOfOrder = (number: bigint, expected: bigint): GatewayError =>
  new GatewayError('LEDGER_DAMAGED', `Block ${number} came where ${expected} follows.`);

async function pause(tries: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
