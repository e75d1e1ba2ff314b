import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalize, requireUscc, sha256Hex } from '@shuquan/chaincode/model';
import {
  archiveRoot,
  type ArchiveFiles,
  type ArchiveItem,
  ArchiveItems,
  type ArchiveReport,
  blockFile,
  parseAnchors,
  Verifier,
  verifyArchive,
  withPast,
} from '@shuquan/verifier';
import type { Command } from 'commander';
import { nodeCrypto } from '../../crypto.js';
import type { OpenedLedger } from '../../ledger/open.js';
import { CliError, exitCodes } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, ledgerOption } from '../names.js';
import { readBytes, readText } from '../read.js';
import { withLedger } from '../session.js';

const INDEX = 'index.json';

interface ExportOptions {
  readonly ledger?: string;
  readonly registrar: string;
  readonly json?: true;
}

interface VerifyOptions {
  readonly anchors: string;
  readonly past?: string;
  readonly json?: true;
}

/** 登记机构退出: its files as committed, to be checked by anybody when it is no longer there. */
export function archiveCommand(program: Command, io: Io): void {
  const group = program
    .command('archive')
    .description('a registrar’s files, apart from the ledger');
  group
    .command('export')
    .description('write every block with a record of a registrar’s files, and an index of them')
    .argument('<dir>', 'a folder that is not there yet')
    .requiredOption('--registrar <uscc>', 'whose files')
    .addOption(ledgerOption())
    .addOption(jsonOption())
    .action(async (dir: string, options: ExportOptions) => {
      requireUscc(options.registrar);
      const made = await withLedger(io, options, (opened) => exported(opened, dir, options));
      if (options.json === true) sayJson(io, made);
      else
        say(
          io,
          `${dir}: ${String(made.items)} records in ${String(made.blocks)} blocks, root ${made.root}`,
        );
    });
  group
    .command('verify')
    .description('check an archive offline, against pinned roots')
    .argument('<dir>')
    .requiredOption('--anchors <file>', 'the organisations’ roots of now, got out of band')
    .option('--past <file>', 'the anchors of then, where organisations have left since')
    .addOption(jsonOption())
    .action(async (dir: string, options: VerifyOptions) => {
      io.exit(await verified(io, dir, options));
    });
}

/**
 * The same blocks give the same files, whoever exports them: nothing is signed or asked anew.
 *
 * @throws CliError FILE_UNWRITABLE
 */
async function exported(
  { ledger, channel }: OpenedLedger,
  dir: string,
  { registrar }: ExportOptions,
): Promise<{ readonly blocks: number; readonly items: number; readonly root: string }> {
  const chaincode = 'shuquan';
  const next = `${dir}.next`;
  await fresh(dir, next);
  try {
    const height = Number((await ledger.info()).height);
    const reader = new ArchiveItems(registrar, chaincode);
    const ending = new AbortController();
    const blocks: { number: number; file: string; sha256: string }[] = [];
    const items: ArchiveItem[] = [];
    for await (const { number, bytes } of ledger.blocks(0n, ending.signal)) {
      const found = reader.in(bytes);
      if (found.length > 0) {
        const file = blockFile(Number(number));
        await writeFile(join(next, file), bytes, { flag: 'wx' });
        blocks.push({ number: Number(number), file, sha256: sha256Hex(bytes) });
        items.push(...found);
      }
      if (Number(number) + 1 >= height) break;
    }
    ending.abort();
    const root = archiveRoot({ blocks, items });
    const head = { v: 1, kind: 'shuquan.registrar-archive', channel, chaincode, registrar, height };
    await writeFile(join(next, INDEX), canonicalize({ ...head, blocks, items, root }));
    await rename(next, dir);
    return { blocks: blocks.length, items: items.length, root };
  } catch (err) {
    await rm(next, { recursive: true, force: true });
    throw err;
  }
}

/** A folder beside the one that is wanted, which takes its name when it is whole. */
async function fresh(dir: string, next: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: false });
    await rm(dir, { recursive: true });
    await mkdir(join(next, 'blocks'), { recursive: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST' ? 'It is there already; name another' : `The system says ${code ?? 'no'}`;
    throw new CliError('FILE_UNWRITABLE', `${dir} can not be written. ${why}.`, exitCodes.io, {
      cause,
    });
  }
}

async function verified(io: Io, dir: string, options: VerifyOptions): Promise<number> {
  const live = parseAnchors(await readText(options.anchors));
  const past = options.past === undefined ? undefined : parseAnchors(await readText(options.past));
  const anchors = past === undefined ? live : withPast(live, past);
  const report = verifyArchive(await filesIn(dir), new Verifier(anchors, nodeCrypto), anchors);
  const gone = [...(past?.organizations.keys() ?? [])].filter((id) => !live.organizations.has(id));
  if (options.json === true) sayJson(io, { ...report, pastSigners: gone });
  else for (const line of linesOf(report, gone)) say(io, line);
  return report.verdict === 'VALID' ? exitCodes.ok : exitCodes.failed;
}

function linesOf(report: ArchiveReport, gone: readonly string[]): string[] {
  const { verdict, registrar = 'nobody', items, blocks, closedMonths, faults, root = '' } = report;
  return [
    `Verdict: ${verdict}`,
    `${String(items)} records of ${registrar} in ${String(blocks)} blocks, root ${root}`,
    ...(closedMonths.length === 0 ? [] : [`Closed and complete: ${closedMonths.join(', ')}`]),
    ...(gone.length === 0 ? [] : [`Past signers, here no more: ${gone.join(', ')}`]),
    ...faults.map(({ code, about }) => `${code}: ${about}`),
  ];
}

/** Everything in the folder: what the index does not name is a fault too. */
async function filesIn(dir: string): Promise<ArchiveFiles> {
  const index = await readBytes(join(dir, INDEX));
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const contents = new Map<string, Uint8Array>();
  const names: string[] = [];
  for (const entry of entries) {
    const name = join(entry.parentPath, entry.name)
      .slice(join(dir, '/').length)
      .replaceAll('\\', '/');
    if (entry.isDirectory() || name === INDEX) continue;
    names.push(name);
    if (entry.isFile()) contents.set(name, await readFile(join(dir, name)));
  }
  return { index, names: names.sort(), read: (name) => contents.get(name) };
}
