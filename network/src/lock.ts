import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { NetworkFailure } from './failure.js';
import { isSame, type ProcessRecord, startTime } from './process.js';

/** Does work alone: two commands at once on one data folder would undo each other’s. */
export async function locked<T>(dataDir: string, work: () => T | Promise<T>): Promise<T> {
  const lock = new Lock(dataDir);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

class Lock {
  readonly #file: string;

  constructor(dataDir: string) {
    // It will hold every organisation's keys.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    this.#file = join(dataDir, 'lock');
    if (!this.#take()) {
      const holder = this.#holder();
      if (holder !== undefined && isSame(holder)) {
        throw new NetworkFailure(
          'STATE_FORBIDS',
          `Another network command (process ${String(holder.pid)}) is at work in ${dataDir}.`,
        );
      }
      // Left behind by a command that was killed.
      rmSync(this.#file, { force: true });
      if (!this.#take())
        throw new NetworkFailure('STATE_FORBIDS', `${this.#file} can not be taken.`);
    }
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }

  #take(): boolean {
    let file: number;
    try {
      file = openSync(this.#file, 'wx');
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw err;
    }
    writeSync(file, JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) ?? '' }));
    closeSync(file);
    return true;
  }

  #holder(): ProcessRecord | undefined {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as ProcessRecord;
    } catch {
      return undefined;
    }
  }
}
