import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { askForBackup } from '../../control/client.js';
import type { Config } from '../../config.js';
import { usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption } from '../names.js';
import { configOf } from '../session.js';

interface Options {
  readonly json?: true;
}

export function backupCommands(program: Command, io: Io): void {
  program
    .command('backup')
    .description('copy the embedded ledger as of one block, also while it is served')
    .argument('<folder>', 'new or empty; the copy holds every private key of the ledger')
    .addOption(jsonOption())
    .action((folder: string, options: Options) => backup(io, resolve(folder), options));
  program
    .command('restore')
    .description('put a backup into DATA_DIR, which must be empty, after checking every file')
    .argument('<folder>', 'what backup made')
    .addOption(jsonOption())
    .action((folder: string, options: Options) => restoreFrom(io, resolve(folder), options));
}

async function backup(io: Io, target: string, options: Options): Promise<void> {
  const { dataDir } = embedded(io);
  if (!(await askForBackup(dataDir, target))) {
    const { smallDefinition } = await import('../../ledger/embedded/definition.js');
    const { openEmbedded } = await import('../../ledger/embedded/open.js');
    const ledger = await openEmbedded({ dataDir, definition: smallDefinition() });
    await ledger.backup(target).finally(() => ledger.close());
  }
  const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as Manifest;
  report(io, manifest, `copied to ${target}; guard it, it holds every private key`, options);
}

async function restoreFrom(io: Io, folder: string, options: Options): Promise<void> {
  const { dataDir } = embedded(io);
  const { restore } = await import('../../ledger/embedded/backup.js');
  report(io, await restore(folder, dataDir), `restored into ${dataDir}`, options);
}

interface Manifest {
  readonly height: number;
  readonly hash: string;
}

function report(io: Io, { height, hash }: Manifest, what: string, { json }: Options): void {
  if (json === true) sayJson(io, { height, hash });
  else say(io, `${String(height)} blocks ${what}.\n  header hash  ${hash}`);
}

/** A network’s ledger is on its peers, and is backed up there. */
export function embedded(io: Io): Config {
  const config = configOf(io, {});
  if (config.ledger === 'embedded') return config;
  throw usage('This is for the embedded ledger; back up a network’s peers where they run.');
}
