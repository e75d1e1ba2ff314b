import type { Command } from 'commander';
import { exitCodes } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption } from '../names.js';
import { embedded } from './backup.js';

const EVERY = 1000;

export function fsckCommand(program: Command, io: Io): void {
  program
    .command('fsck')
    .description('replay the embedded ledger from block 0 and name the first difference')
    .addOption(jsonOption())
    .action(async ({ json }: { json?: true }) => {
      const { dataDir } = embedded(io);
      const { fsck } = await import('../../ledger/embedded/fsck.js');
      const report = await fsck(dataDir, ({ phase, blocks }) => {
        if (io.err.isTTY !== true || (phase === 'blocks' && blocks % EVERY !== 0)) return;
        io.err.write(`\r\x1b[2K${phase}: ${String(blocks)} blocks`);
      });
      if (io.err.isTTY === true) io.err.write('\r\x1b[2K');
      if (json === true) sayJson(io, report);
      else for (const line of readable(report)) say(io, line);
      io.exit(report.ok ? exitCodes.ok : exitCodes.failed);
    });
}

type Report = Awaited<ReturnType<typeof import('../../ledger/embedded/fsck.js').fsck>>;

function readable({ difference, hash, ...counts }: Report): string[] {
  const found =
    difference === undefined
      ? 'No difference: what is stored is what the blocks say.'
      : `FIRST DIFFERENCE (${difference.kind}): ${difference.detail}`;
  const rows = Object.entries(counts).filter(([name]) => name !== 'ok');
  return [
    found,
    ...rows.map(([name, value]) => `  ${name.padEnd(14)} ${String(value)}`),
    `  ${'header hash'.padEnd(14)} ${hash}`,
  ];
}
