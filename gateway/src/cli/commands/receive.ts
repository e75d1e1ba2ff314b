import { basename, join } from 'node:path';
import type { Command } from 'commander';
import {
  type AcknowledgeDeliveryInput,
  check,
  type Delivery,
  DeliveryView,
  DispatchInput,
  Id,
  parseJson,
} from '@shuquan/chaincode/model';
import { layout } from '../../delivery/layout.js';
import { OWN_FOLDER } from '../../delivery/names.js';
import { readIfThere } from '../../delivery/pack.js';
import { unpack, type Unpacked } from '../../delivery/unpack.js';
import { GatewayError } from '../../errors.js';
import { replacePrivate } from '../../files.js';
import { progressBar } from '../../progress/bar.js';
import type { Api } from '../api/api.js';
import { type ApiOptions, withApi } from '../api/open.js';
import { now, recordOf, requireSender, signerOf } from '../delivery-files.js';
import { channelOption } from '../own-key.js';
import { exitCodes, usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption } from '../names.js';
import { urlOptions } from '../where.js';

interface Options extends ApiOptions {
  readonly key?: string;
  readonly channel: string;
  readonly delivery?: string;
  readonly record?: string;
  readonly data?: string;
  readonly partial?: true;
  readonly offline?: true;
  readonly json?: true;
}

export function receiveCommand(program: Command, io: Io): void {
  const command = program
    .command('receive')
    .description('take what is good of a package, and sign for exactly that')
    .argument('<package>', 'as some transport brought it')
    .argument('<target>', 'where the files go; started again, it fetches what is missing')
    .option('--key <file>', 'your own P-256 key (PEM); without it nothing is signed')
    .addOption(channelOption())
    .option('--delivery <id>', 'which delivery it is (default: what the package says)')
    .option('--record <file>', 'its record, as `delivery read --json` gave it')
    .option('--data <folder>', 'where the bytes are, if not in the package')
    .option('--partial', 'sign although something is missing; there is one receipt a delivery')
    .option('--offline', 'sign, and record nothing; needs --record')
    .addOption(asOption('consumer-c'))
    .addOption(ledgerOption())
    .addOption(jsonOption());
  urlOptions(command);
  command.action(async (folder: string, target: string, options: Options) => {
    const delivery = await dispatchOf(io, folder, options);
    const found = await unpackWithBar(io, { folder, target, delivery }, options);
    const receipt = await signed(target, { delivery, found }, options);
    const recorded = receipt && (await record(io, receipt, options));
    if (options.json === true) sayJson(io, { ...found, receipt, ...recorded });
    else for (const line of linesOf(delivery, found, receipt)) say(io, line);
    if (found.missingCount > 0) io.exit(exitCodes.failed);
  });
}

interface Recorded {
  readonly txId: string;
  readonly block: number;
}

/** The ledger’s own record: what a package says of itself counts for nothing. */
async function dispatchOf(io: Io, folder: string, options: Options): Promise<Delivery> {
  if (options.record !== undefined) return recordOf(options.record, options.channel);
  if (options.offline === true) throw usage('--offline needs --record.');
  const id = options.delivery ?? (await idIn(folder));
  const asked = await withApi(io, options, { acts: false }, (api) => readDelivery(api, id));
  return requireSender(asked, options.channel);
}

const readDelivery = async (api: Api, id: string): Promise<Delivery> =>
  check(DeliveryView, await api.get(`v1/deliveries/${encodeURIComponent(id)}`)).delivery;

async function idIn(folder: string): Promise<string> {
  const text = await readIfThere(layout(folder).dispatch);
  if (text === undefined) throw usage('The package does not say which delivery it is: --delivery.');
  return check(Id, check(DispatchInput, parseJson(text)).id);
}

async function unpackWithBar(
  io: Io,
  { folder, target, delivery }: { folder: string; target: string; delivery: Delivery },
  { data }: Options,
): Promise<Unpacked> {
  const { content } = delivery;
  const bar = progressBar(io.err, { label: basename(folder), total: content.bytes });
  try {
    return await unpack({
      ...{ folder, target, content, data },
      onBytes: (bytes) => {
        bar.advance(bytes);
      },
    });
  } finally {
    bar.finish();
  }
}

/** What the receiver signs, kept beside the files; nothing while something is missing and nobody insists. */
async function signed(
  target: string,
  { delivery, found }: { readonly delivery: Delivery; readonly found: Unpacked },
  { key, channel, partial }: Options,
): Promise<AcknowledgeDeliveryInput | undefined> {
  if (key === undefined || (found.missingCount > 0 && partial !== true)) return undefined;
  if (found.isScattered) {
    const text = 'What is missing is in more places than a receipt can name. Fetch more of it.';
    throw new GatewayError('DELIVERY_SCATTERED', text, { missing: found.missingCount });
  }
  const signer = await signerOf({ key, channel });
  const { root, chunks, accepted, missing } = found;
  const stated = { root, chunks, accepted: [...accepted], missing: [...missing], signedAt: now() };
  const receipt = signer.receipt(delivery, stated);
  const file = join(target, OWN_FOLDER, 'receipt.json');
  await replacePrivate(file, Buffer.from(`${JSON.stringify(receipt)}\n`));
  return receipt;
}

async function record(
  io: Io,
  { delivery, ...body }: AcknowledgeDeliveryInput,
  options: Options,
): Promise<Recorded | undefined> {
  if (options.offline === true) return undefined;
  const path = `v1/deliveries/${encodeURIComponent(delivery)}/receipt`;
  return withApi(
    io,
    options,
    { acts: true },
    async (api) => (await api.post(path, body)) as Recorded,
  );
}

function linesOf(
  { id, content }: Delivery,
  { missingCount, faults }: Unpacked,
  receipt: AcknowledgeDeliveryInput | undefined,
): string[] {
  const { chunks } = content;
  const more = missingCount - faults.length;
  return [
    `${id}: ${String(chunks - missingCount)} of ${String(chunks)} chunks are here and right`,
    ...faults.map(
      ({ chunk, path, what }) =>
        `  chunk ${String(chunk)} of ${JSON.stringify(path)} is ${what === 'WRONG' ? 'not what was committed' : 'missing'}`,
    ),
    ...(more > 0 ? [`  and ${String(more)} more`] : []),
    receipt === undefined
      ? '  nothing was signed'
      : `  signed for ${String(chunks - missingCount)} chunks, and for nothing else`,
  ];
}
