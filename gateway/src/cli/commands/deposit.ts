import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { release, type } from 'node:os';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import {
  commitmentOf,
  EvidenceKind,
  type Input,
  type ProvenInterval,
  SourceStatement,
} from '@shuquan/chaincode/model';
import type { Digested } from '../../digests.js';
import type { Transient } from '../../ledger/port.js';
import { progressBar } from '../../progress/bar.js';
import { digestFile, sizeOf, unreadable } from '../digest.js';
import { atDesk, type Desk, type DeskOptions } from '../desk.js';
import { usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption } from '../names.js';
import { keyOptions, urlOptions } from '../where.js';

type Deposit = Input<'evidence:deposit'>;

interface Options extends DeskOptions {
  readonly json?: true;
  readonly id?: string;
  readonly kind: Deposit['kind'];
  readonly origin: Deposit['source']['origin'];
  readonly statement: string;
  readonly claimedTime?: string;
  readonly previous?: string;
  readonly private?: string;
}

type Private = Transient & { readonly payload: Uint8Array; readonly salt: Uint8Array };

export function depositCommand(program: Command, io: Io): void {
  const command = program
    .command('deposit')
    .description('deposit the digests of files; the files themselves stay here')
    .argument('<file...>', 'read once, in constant memory, whatever their size')
    .option('--id <id>', 'id of the evidence, for one file (default: made from its digest)')
    .addOption(new Option('--kind <kind>').choices(EvidenceKind.options).default('FILE'))
    .addOption(
      new Option('--origin <origin>', 'where the data comes from')
        .choices(SourceStatement.shape.origin.options)
        .default('OWN'),
    )
    .option('--statement <text>', 'the depositor’s statement on the source', 'own data')
    .option(
      '--claimed-time <instant>',
      'when the event is claimed to have happened: a claim, no proof',
    )
    .option('--previous <id>', 'the evidence that this one continues')
    .option(
      '--private <file>',
      'a private payload, kept by its custodians under a salted commitment',
    )
    .addOption(asOption('holder-a'))
    .addOption(ledgerOption())
    .addOption(jsonOption());
  urlOptions(command);
  keyOptions(command);
  command.action(async (files: string[], options: Options) => {
    if (options.id !== undefined && files.length > 1) throw usage('--id is for one file.');
    await atDesk(io, options, async (desk) => {
      for (const file of files) await depositOne(io, desk, file, options);
    });
  });
}

async function depositOne(io: Io, desk: Desk, file: string, options: Options): Promise<void> {
  const digested = await digestWithBar(io, file);
  const secret = options.private === undefined ? undefined : await readPrivate(options.private);
  const input = inputOf(digested, options, secret);
  const committed = await desk.deposit(input, secret);
  const interval = await desk.interval(committed);
  const { digests, size } = digested;
  const { txId, block } = committed;
  if (options.json === true) {
    sayJson(io, { file, id: input.id, digests, size, txId, block, interval });
    return;
  }
  say(io, file);
  const rows = { evidence: input.id, ...digests, transaction: txId, block: String(block) };
  for (const [name, value] of Object.entries(rows)) say(io, `  ${name.padEnd(12)} ${value}`);
  say(io, `  ${'time'.padEnd(12)} ${inWords(interval)}`);
}

const inWords = ({ notBefore, notAfter }: ProvenInterval): string =>
  [
    notBefore === null ? 'no beacon bounds it from below' : `not before ${notBefore}`,
    notAfter === null ? 'the next beacon bounds it from above' : `not after ${notAfter}`,
  ].join('; ');

async function digestWithBar(io: Io, file: string): Promise<Digested> {
  const bar = progressBar(io.err, { label: basename(file), total: (await sizeOf(file)) ?? 0 });
  try {
    return await digestFile(file, (bytes) => {
      bar.advance(bytes);
    });
  } finally {
    bar.finish();
  }
}

function inputOf(
  { size, digests }: Digested,
  { id, kind, origin, statement, claimedTime, previous }: Options,
  secret: Private | undefined,
): Deposit {
  const suffix = randomBytes(4).toString('hex');
  return {
    id: id ?? `ev-${digests['SHA-256'].slice(0, 16)}-${suffix}`,
    ...{ kind, digests, size },
    source: { origin, statement },
    environment: {
      ...{ tool: 'shuquan', toolVersion: '1', system: `${type()} ${release()}`.slice(0, 100) },
      cleanlinessCheck: { performed: false },
    },
    ...(claimedTime === undefined ? {} : { claimedEventTime: claimedTime }),
    ...(previous === undefined ? {} : { previous }),
    ...(secret === undefined ? {} : { commitment: commitmentOf(secret.salt, secret.payload) }),
  };
}

async function readPrivate(file: string): Promise<Private> {
  try {
    return { payload: await readFile(file), salt: randomBytes(16) };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
