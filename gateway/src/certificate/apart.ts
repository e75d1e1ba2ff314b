import { Worker } from 'node:worker_threads';
import type { CertificateFace } from '@shuquan/chaincode/model';
import { type Code, GatewayError } from '../errors.js';
import { MAX_GROWTH_MB, MAX_HEAP_MB, MAX_READ_MS, requireSize } from './read/limits.js';
import type { Reading } from './read/read.js';
import type { Outcome, Task } from './worker.js';

/** What one thread may take before it is ended. */
export interface Allowance {
  readonly timeoutMs: number;
  /** How much the whole process may grow meanwhile: buffers are outside a thread’s own limit. */
  readonly growthMb: number;
}

const allowance: Allowance = { timeoutMs: MAX_READ_MS, growthMb: MAX_GROWTH_MB };

/** The file of a face, printed in a thread of its own: loading the fonts takes long. */
export const printApart = (face: CertificateFace): Promise<Uint8Array> =>
  inTurn(() => runApart({ kind: 'print', face }, allowance));

/**
 * Reads somebody’s file in a thread that ends with it: what a hostile file takes in time and memory
 * it takes from nobody else.
 *
 * @throws GatewayError CERTIFICATE_FILE_TOO_LARGE, _MALFORMED, _ENCRYPTED, _SCRIPTED, _TOO_SLOW
 */
export async function readApart(
  bytes: Uint8Array,
  limits: Partial<Allowance> = {},
): Promise<Reading> {
  requireSize(bytes);
  return inTurn(() => runApart({ kind: 'read', bytes }, { ...allowance, ...limits }));
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: ten uploads at once must not take ten times the memory. */
function inTurn<T>(job: () => Promise<T>): Promise<T> {
  const turn = last.then(job, job);
  last = turn.catch(() => undefined);
  return turn;
}

const tooSlow = (limit: 'TIME' | 'MEMORY', cause?: Error): GatewayError =>
  new GatewayError(
    'CERTIFICATE_FILE_TOO_SLOW',
    'Reading the file takes more time or memory than any certificate.',
    { limit },
    { cause },
  );

function runApart<T>(task: Task, limits: Allowance): Promise<T> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const guard = watch(limits);
  return Promise.race([answerOf<T>(worker), guard.exceeded]).finally(() => {
    guard.stop();
    return worker.terminate();
  });
}

function answerOf<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.once('message', (outcome: Outcome) => {
      if ('value' in outcome) resolve(outcome.value as T);
      else reject(errorOf(outcome.error));
    });
    worker.once('error', (err: NodeJS.ErrnoException) => {
      reject(err.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooSlow('MEMORY', err) : err);
    });
    worker.once('exit', () => {
      reject(new Error('The thread for certificates ended without an answer'));
    });
  });
}

const LOOK_EVERY_MS = 50;
const MIB = 1_048_576;

/** Rejects when the time is over or the process has grown by more than is allowed. */
function watch({ timeoutMs, growthMb }: Allowance): {
  readonly exceeded: Promise<never>;
  stop(): void;
} {
  const rss = process.memoryUsage.rss();
  let timers: NodeJS.Timeout[] = [];
  const exceeded = new Promise<never>((_resolve, reject) => {
    const onTime = (): void => {
      reject(tooSlow('TIME'));
    };
    const onLook = (): void => {
      if (process.memoryUsage.rss() - rss > growthMb * MIB) reject(tooSlow('MEMORY'));
    };
    timers = [setTimeout(onTime, timeoutMs), setInterval(onLook, LOOK_EVERY_MS)];
  });
  return {
    exceeded,
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function errorOf({ code, message, params }: Extract<Outcome, { error: object }>['error']): Error {
  return code === undefined
    ? new Error(message)
    : new GatewayError(code as Code, message, params ?? {});
}
