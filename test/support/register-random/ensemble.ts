import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Ended } from './player.js';
import type { Wish } from './run.js';

const PLAYER = join(import.meta.dirname, 'player.js');
/** More ledgers at once would only take each other’s memory and disk. */
const MOST = 8;

/** Plays one run in a process of its own: a ledger’s work is one thread’s. */
export function playApart(wish: Wish): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = fork(PLAYER, { execArgv: ['--enable-source-maps'] });
    child.once('error', reject);
    child.once('exit', (code) => {
      const fail = (): void => {
        reject(new Error(`The player of SEED=${String(wish.seed)} ended with ${String(code)}.`));
      };
      // A busy parent may learn of the end before it has read what was sent; that comes first.
      if (child.connected) child.once('disconnect', fail);
      else fail();
    });
    child.once('message', (ended: Ended) => {
      resolve(ended);
    });
    child.send(wish);
  });
}

/** Begins all runs, as many at once as there are processors; each is awaited by whoever reports it. */
export function playAll(wishes: readonly Wish[]): Promise<Ended>[] {
  const lanes = Array.from({ length: Math.min(MOST, availableParallelism()) }, () =>
    Promise.resolve<unknown>(undefined),
  );
  return wishes.map((wish, i) => {
    const lane = i % lanes.length;
    const run = (lanes[lane] ?? Promise.resolve()).then(() => playApart(wish));
    // A run that fails is told where it is awaited, and does not keep the next from beginning.
    lanes[lane] = run.catch(() => undefined);
    return run;
  });
}
