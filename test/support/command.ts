import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What runs as `shuquan`. */
export const main = resolve(import.meta.dirname, '../../../gateway/dist/cli/main.js');

/** What a command ended with. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `shuquan` as people do: in a process of its own that sees nothing of ours but the path. */
export function shuquanIn(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  begun: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [main, ...args], {
      env: { PATH: process.env['PATH'], ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', fail);
    child.on('close', (code) => {
      done({ code, out, err });
    });
    begun(child);
  });
}
