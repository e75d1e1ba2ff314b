import { execFile } from 'node:child_process';
import { NetworkFailure } from './failure.js';

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
}

export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a tool to its end. A tool that says no is an outcome; one that can not run is a failure. */
export function tryRun({
  command,
  args,
  environment,
  cwd,
  timeoutMs = 60_000,
}: Run): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      ...environment,
    };
    const options = { env, cwd, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
    execFile(command, args, options, (err, stdout, stderr) => {
      if (err !== null && typeof err.code === 'string') {
        const message = `${command} can not be run (${err.code}).`;
        reject(new NetworkFailure('PREREQUISITE_MISSING', message, { cause: err }));
        return;
      }
      const ended =
        err?.killed === true ? `${stderr}\nstopped after ${String(timeoutMs)} ms` : stderr;
      resolve({ ok: err === null, stdout, stderr: ended });
    });
  });
}

/** Runs a tool that must succeed. @throws NetworkFailure STEP_FAILED with what the tool said */
export async function run(what: string, request: Run): Promise<string> {
  const { ok, stdout, stderr } = await tryRun(request);
  if (ok) return stdout;
  const said = (stderr.trim() || stdout.trim()).split('\n').slice(-4).join('\n  ');
  throw new NetworkFailure('STEP_FAILED', `Could not ${what}:\n  ${said}`);
}
