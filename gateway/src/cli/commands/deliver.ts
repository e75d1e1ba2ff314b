import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import {
  check,
  type DeliveryContent,
  DispatchInput,
  parseJson,
  Transport,
  Uscc,
} from '@shuquan/chaincode/model';
import { layout } from '../../delivery/layout.js';
import { pack, readIfThere } from '../../delivery/pack.js';
import { GatewayError } from '../../errors.js';
import { replacePrivate } from '../../files.js';
import { progressBar, type Progress } from '../../progress/bar.js';
import { type ApiOptions, withApi } from '../api/open.js';
import { now, signerOf, signerOptions } from '../delivery-files.js';
import type { OwnKeyOptions } from '../own-key.js';
import { unreadable } from '../digest.js';
import { usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption, wholeNumber } from '../names.js';
import { urlOptions } from '../where.js';

interface Options extends ApiOptions, OwnKeyOptions {
  readonly package: string;
  readonly id: string;
  readonly grant: string;
  readonly data: string;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly transport: DispatchInput['transport']['kind'];
  readonly fingerprint?: string;
  readonly chunkSize: number;
  readonly copy: boolean;
  readonly offline?: true;
  readonly json?: true;
}

const MIB = 1_048_576;

export function deliverCommand(program: Command, io: Io): void {
  const command = program
    .command('deliver')
    .description('pack a file or folder for delivery, sign the dispatch and record it')
    .argument('<source>', 'read once, in constant memory, whatever its size')
    .requiredOption('--package <folder>', 'where the package is made, or gone on with after a kill')
    .requiredOption('--id <id>', 'id of the delivery')
    .requiredOption('--grant <id>', 'the grant under which it is delivered')
    .requiredOption('--data <asset@version>', 'which data it is')
    .requiredOption('--purpose <code>', 'what the receiver may use it for')
    .requiredOption('--sender <uscc>', 'who you are')
    .requiredOption('--recipient <uscc>', 'who gets it')
    .addOption(
      new Option('--transport <kind>', 'over what the bytes go')
        .choices(Transport.shape.kind.options)
        .default('FOLDER'),
    )
    .option('--fingerprint <hex>', 'what both ends can compare (default: the manifest’s digest)')
    .addOption(
      new Option('--chunk-size <bytes>', 'of every chunk but the last of a file')
        .argParser(wholeNumber)
        .default(MIB),
    )
    .option('--no-copy', 'leave the bytes where they are: something else carries them')
    .option('--offline', 'sign, and record nothing')
    .addOption(asOption('holder-a'))
    .addOption(ledgerOption())
    .addOption(jsonOption());
  urlOptions(signerOptions(command));
  command.action(async (source: string, options: Options) => {
    const input = await dispatched(io, source, options);
    const recorded = options.offline === true ? undefined : await record(io, input, options);
    if (options.json === true) sayJson(io, { dispatch: input, ...recorded });
    else for (const line of linesOf(input, options, recorded)) say(io, line);
  });
}

interface Recorded {
  readonly txId: string;
  readonly block: number;
}

const record = (io: Io, input: DispatchInput, options: Options): Promise<Recorded> =>
  withApi(
    io,
    options,
    { acts: true },
    async (api) => (await api.post('v1/deliveries', input)) as Recorded,
  );

function linesOf(
  { id, content }: DispatchInput,
  { package: folder }: Options,
  recorded: Recorded | undefined,
): string[] {
  const rows = {
    root: content.root,
    chunks: String(content.chunks),
    bytes: `${String(content.bytes)} in ${String(content.files)} files`,
    package: folder,
    ...(recorded === undefined
      ? { dispatch: layout(folder).dispatch }
      : { transaction: recorded.txId, block: String(recorded.block) }),
  };
  return [id, ...Object.entries(rows).map(([name, value]) => `  ${name.padEnd(12)} ${value}`)];
}

/** What was signed for this package before, or a new package and its dispatch. */
async function dispatched(io: Io, source: string, options: Options): Promise<DispatchInput> {
  const { dispatch } = layout(options.package);
  const before = await readIfThere(dispatch);
  if (before !== undefined) return same(check(DispatchInput, parseJson(before)), options);
  const data = dataOf(options.data);
  const signer = await signerOf(options);
  const content = await packWithBar(io, source, options);
  const {
    id,
    grant,
    purpose,
    recipient,
    transport: kind,
    fingerprint = content.manifest,
  } = options;
  const terms = { id, grant, data, purpose, recipient, content, transport: { kind, fingerprint } };
  const sender = check(Uscc, options.sender);
  const input = signer.dispatch({ ...terms, signedAt: now() }, sender);
  check(DispatchInput, input);
  await replacePrivate(dispatch, Buffer.from(`${JSON.stringify(input)}\n`));
  return input;
}

function same(input: DispatchInput, { id, grant, package: folder }: Options): DispatchInput {
  if (input.id === id && input.grant === grant) return input;
  throw new GatewayError('PACKAGE_TAKEN', `${folder} is the package of ${input.id}.`, {
    delivery: input.id,
  });
}

function dataOf(text: string): { asset: string; version: number } {
  const [, asset, version] = /^(.+)@(\d{1,4})$/.exec(text) ?? [];
  if (asset === undefined) throw usage('--data names an asset and a version: DS-A@1.');
  return { asset, version: Number(version) };
}

/** What may not be read, or is not there, by its name. */
function named(err: unknown): unknown {
  const { code = '', path } = err as NodeJS.ErrnoException;
  const isUnreadable = ['ENOENT', 'EACCES', 'EPERM'].includes(code);
  return path !== undefined && isUnreadable ? unreadable(path, err) : err;
}

async function packWithBar(
  io: Io,
  source: string,
  { package: folder, chunkSize, copy: copies }: Options,
): Promise<DeliveryContent> {
  let bar: Progress | undefined;
  try {
    return await pack({
      ...{ source, folder, chunkSize, copies },
      onTotal: (total) => {
        bar = progressBar(io.err, { label: basename(source), total });
      },
      onBytes: (bytes) => bar?.advance(bytes),
    });
  } catch (err) {
    throw named(err);
  } finally {
    bar?.finish();
  }
}
