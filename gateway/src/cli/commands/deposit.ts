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
import { memberOf } from '../../ledger/open.js';
import type { Committed, Identity, SubmitOptions, Transient } from '../../ledger/port.js';
import { progressBar } from '../../progress/bar.js';
import { boundsOf } from '../../witness/interval.js';
import { type Digested, digestFile, sizeOf, unreadable } from '../digest.js';
import { usage } from '../failure.js';
import { GatewayClient } from '../http.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption } from '../names.js';
import { readSigner, submitOffline } from '../offline.js';
import { RemoteLedger } from '../remote.js';
import { withLedger } from '../session.js';
import { keyOptions, type KeyOptions, signerFiles, urlOptions, type UrlOptions } from '../where.js';

type Deposit = Input<'evidence:deposit'>;

interface Options extends KeyOptions, UrlOptions {
  readonly ledger?: string;
  readonly as: string;
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

/** What takes a deposit: this ledger or a gateway elsewhere, our key or theirs. */
interface Desk {
  deposit(input: Deposit, transient: Transient | undefined): Promise<Committed<unknown>>;
  /** Lower and upper bound of its time, where this side can ask. */
  interval?(committed: Committed<unknown>): Promise<ProvenInterval>;
}

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

async function atDesk(
  io: Io,
  options: Options,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  const files = signerFiles(options);
  const signer = files && (await readSigner(files));
  if (options.url !== undefined) {
    const remote = new RemoteLedger(
      new GatewayClient({ url: options.url, apiKey: options.apiKey ?? io.env['SHUQUAN_API_KEY'] }),
    );
    const desk: Desk = {
      deposit: (input, transient) =>
        signer === undefined
          ? remote.deposit(input, transient)
          : submitOffline(
              remote,
              { name: 'evidence:deposit', input },
              signer,
              optionsOf(transient),
            ),
    };
    await work(desk);
    return;
  }
  await withLedger(io, options, async (opened) => {
    const { ledger } = opened;
    const as: Identity = signer ?? memberOf(opened, options.as).identity;
    await work({
      deposit: (input, transient) =>
        signer === undefined
          ? ledger.submit('evidence:deposit', input, as, optionsOf(transient))
          : submitOffline(
              ledger,
              { name: 'evidence:deposit', input },
              signer,
              optionsOf(transient),
            ),
      async interval({ value, block }) {
        const { beacon } = value as Deposit;
        const { notBefore, notAfter } = await boundsOf(ledger, { block, beacon }, as);
        return { notBefore, notAfter };
      },
    });
  });
}

const optionsOf = (transient: Transient | undefined): SubmitOptions =>
  transient === undefined ? {} : { transient };

async function depositOne(io: Io, desk: Desk, file: string, options: Options): Promise<void> {
  const digested = await digestWithBar(io, file);
  const secret = options.private === undefined ? undefined : await readPrivate(options.private);
  const input = inputOf(digested, options, secret);
  const committed = await desk.deposit(input, secret);
  const interval = await desk.interval?.(committed);
  const { digests, size } = digested;
  const { txId, block } = committed;
  if (options.json === true) {
    sayJson(io, { file, id: input.id, digests, size, txId, block, interval });
    return;
  }
  say(io, file);
  const rows = { evidence: input.id, ...digests, transaction: txId, block: String(block) };
  for (const [name, value] of Object.entries(rows)) say(io, `  ${name.padEnd(12)} ${value}`);
  if (interval !== undefined) say(io, `  ${'time'.padEnd(12)} ${inWords(interval)}`);
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
