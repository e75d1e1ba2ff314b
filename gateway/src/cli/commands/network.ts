import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { Io } from '../io.js';

const main = new URL('../../../../network/dist/main.js', import.meta.url);

/** Hands everything over to the network’s own command line, and its exit code back. */
export function networkCommand(program: Command, io: Io): void {
  program
    .command('network')
    .description('a Fabric network on this machine: build, up, deploy, status, down, clean')
    .argument('[arguments...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (given: string[]) => {
      io.exit(await run([fileURLToPath(main), ...given]));
    });
}

function run(args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    // The terminal sends its signals to both; ours waits for the other to finish.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}
