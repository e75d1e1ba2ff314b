#!/usr/bin/env node
import { Command } from 'commander';
import { demoCommand } from './commands/demo.js';
import { deliverCommand } from './commands/deliver.js';
import { depositCommand } from './commands/deposit.js';
import { backupCommands } from './commands/backup.js';
import { fingerprintCommand } from './commands/fingerprint.js';
import { fsckCommand } from './commands/fsck.js';
import { foundCommand } from './commands/found.js';
import { identityCommand } from './commands/identity.js';
import { networkCommand } from './commands/network.js';
import { receiveCommand } from './commands/receive.js';
import { registerCommands } from './commands/register.js';
import { serveCommand } from './commands/serve.js';
import { archiveCommand } from './commands/archive.js';
import { askCommand, transactionCommand } from './commands/transaction.js';
import { verifyCommand } from './commands/verify.js';
import { witnessCommand } from './commands/witness.js';
import { exitCodeHelp, exitCodes, failureOf } from './failure.js';
import { type Io, tell } from './io.js';

/** The whole command line; nothing here knows more than what the commands are. */
async function createProgram(io: Io, words: readonly string[]): Promise<Command> {
  const program = new Command('shuquan')
    .description('数权链: evidence and data rights on a permissioned ledger')
    .version('0.1.0')
    .exitOverride()
    // What stands after a command’s name is that command’s.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => void io.out.write(text),
      writeErr: (text) => void io.err.write(text),
    })
    .addHelpText('after', exitCodeHelp);
  const commands: readonly ((...given: Parameters<typeof registerCommands>) => unknown)[] = [
    serveCommand,
    demoCommand,
    depositCommand,
    verifyCommand,
    transactionCommand,
    askCommand,
    archiveCommand,
    deliverCommand,
    receiveCommand,
    registerCommands,
    identityCommand,
    foundCommand,
    witnessCommand,
    networkCommand,
    backupCommands,
    fsckCommand,
    fingerprintCommand,
  ];
  for (const add of commands) await add(program, io, words);
  return program;
}

const io: Io = {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  exit(code) {
    process.exitCode = code;
  },
};

// A reader that has seen enough (`| head`) is no fault; anything else is a full or broken disk.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (err: NodeJS.ErrnoException) => {
    process.exit(err.code === 'EPIPE' ? (process.exitCode ?? 0) : exitCodes.io);
  });
}

try {
  const program = await createProgram(io, process.argv.slice(2));
  await program.parseAsync();
} catch (err) {
  const { line, exitCode } = failureOf(err);
  if (line !== undefined) tell(io, line);
  if (io.env['SHUQUAN_DEBUG'] === '1' && err instanceof Error) tell(io, err.stack ?? '');
  io.exit(exitCode);
}
