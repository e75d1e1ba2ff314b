import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NetworkFailure } from './failure.js';

export interface Command {
  /** Names the process, its record and its log. */
  readonly id: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly note?: string;
}

/** A pid alone proves nothing: numbers are reused. With the start time it names one process. */
export interface ProcessRecord {
  readonly pid: number;
  readonly startedAt: string;
  /** Free for the starter: what it wants to know of the process later. */
  readonly note?: string;
}

/** The processes of one network, known by what is written in its data folder. */
export class Processes {
  readonly #folder: string;
  #closed = false;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'run');
  }

  logOf(id: string): string {
    return join(dirname(this.#folder), 'logs', `${id}.log`);
  }

  /** The record of a process that is ours and runs, or `undefined`. */
  running(id: string): ProcessRecord | undefined {
    const record = readRecord(this.#recordOf(id));
    return record !== undefined && isSame(record) ? record : undefined;
  }

  /** The ids of all processes recorded here, running or not, sorted. */
  list(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  }

  noteOf(id: string): string | undefined {
    return readRecord(this.#recordOf(id))?.note;
  }

  /** After this nothing is started: what still runs of an abandoned command must not. */
  refuseStarts(): void {
    this.#closed = true;
  }

  /** Starts a process that outlives this one. @returns false if it already runs */
  start({ id, command, args, environment, cwd, note }: Command): boolean {
    if (this.running(id)) return false;
    if (this.#closed)
      throw new NetworkFailure('STEP_FAILED', `${id} was not started: interrupted.`);
    mkdirSync(this.#folder, { recursive: true });
    mkdirSync(dirname(this.logOf(id)), { recursive: true });
    const log = openSync(this.logOf(id), 'a', 0o600);
    try {
      const child = spawn(command, args, {
        cwd,
        // Only what is stated: a setting of the operator's shell must not reach a peer.
        env: { ...inherited(), ...environment },
        detached: true,
        stdio: ['ignore', log, log],
      });
      const startedAt = child.pid === undefined ? undefined : startTime(child.pid);
      if (child.pid === undefined || startedAt === undefined) {
        // The child's 'error' event would otherwise end this process with a stack trace.
        child.on('error', () => undefined);
        throw new NetworkFailure('STEP_FAILED', `${id} could not be started (${command}).`, {
          log: this.logOf(id),
        });
      }
      child.unref();
      const record: ProcessRecord = {
        pid: child.pid,
        startedAt,
        ...(note === undefined ? {} : { note }),
      };
      writeFileSync(this.#recordOf(id), JSON.stringify(record));
      return true;
    } finally {
      closeSync(log);
    }
  }

  /** Stops the process if it is ours: asks, waits, then insists. Stopping twice is fine. */
  async stop(id: string, graceMs = 10_000): Promise<boolean> {
    const record = this.running(id);
    if (record !== undefined) {
      signal(record.pid, 'SIGTERM');
      if (!(await gone(record, graceMs))) {
        signal(record.pid, 'SIGKILL');
        await gone(record, 5_000);
      }
    }
    rmSync(this.#recordOf(id), { force: true });
    return record !== undefined;
  }

  #recordOf(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

/** The peer's external builder is a Node program: this Node goes first. */
function inherited(): Record<string, string> {
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return { PATH: path, HOME: process.env['HOME'] ?? '' };
}

function readRecord(file: string): ProcessRecord | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { pid, startedAt, note } = JSON.parse(
      readFileSync(file, 'utf8'),
    ) as Partial<ProcessRecord>;
    if (typeof pid !== 'number' || typeof startedAt !== 'string') return undefined;
    return { pid, startedAt, ...(note === undefined ? {} : { note }) };
  } catch {
    // A record torn by a crash names no process.
    return undefined;
  }
}

/** Whether the process of a record still runs and is not another one under the same number. */
export function isSame({ pid, startedAt }: ProcessRecord): boolean {
  return startTime(pid) === startedAt;
}

/** When a process started, in the system's own words; `undefined` if there is none (or a zombie). */
export function startTime(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) return linuxStartTime(pid);
  const { stdout, status } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

function linuxStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // proc(5): the name in brackets may hold spaces; the state is field 3, the start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'ESRCH') throw err;
  }
}

async function gone(record: ProcessRecord, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isSame(record)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
