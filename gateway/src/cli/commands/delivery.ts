import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import {
  type AnswerDisputeInput,
  check,
  type ChunkOpening,
  DeliveryView,
  DisputeClaim,
  type OpenDisputeInput,
  parseJson,
  Uscc,
} from '@shuquan/chaincode/model';
import { explainDelivery, parseAnchors, verifyDelivery } from '@shuquan/verifier';
import { nodeCrypto } from '../../crypto.js';
import { openChunk } from '../../delivery/opening.js';
import { writePrivate } from '../../files.js';
import { now, recordOf, signerOf, signerOptions } from '../delivery-files.js';
import { unreadable } from '../digest.js';
import { usage, verdictExitCodes } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, list, wholeNumber } from '../names.js';
import { give, type OwnKeyOptions } from '../own-key.js';
import { readText, writeNew } from '../read.js';

/** What a party signs about deliveries with a key of its own, and what anybody checks. */
export function deliveryFileCommands(group: Command, io: Io): void {
  newKeyCommand(group);
  openCommand(group, io);
  signKeyCommand(group, io);
  signArrivalCommand(group, io);
  signDisputeCommand(group, io);
  signAnswerCommand(group, io);
  verifyCommand(group, io);
}

function newKeyCommand(group: Command): void {
  group
    .command('new-key')
    .description('make a key of your own, which no gateway ever sees')
    .requiredOption('--out <file>', 'where to write it (PEM); never over a file that is there')
    .action(async ({ out }: { readonly out: string }) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      await writeNew(out, '');
      await writePrivate(out, Buffer.from(pem));
    });
}

function openCommand(group: Command, io: Io): void {
  group
    .command('open')
    .description('the leaf of a chunk, and its path to the root')
    .argument('<package>', 'a package, or the folder that it was received into')
    .requiredOption('--chunk <n>', 'number of the chunk, from 1', wholeNumber)
    .action(async (folder: string, { chunk }: { readonly chunk: number }) => {
      sayJson(io, await openChunk(folder, chunk));
    });
}

interface SignOptions extends OwnKeyOptions {
  readonly record: string;
  readonly out?: string;
}

const outOption = (): Option => new Option('--out <file>', 'never over a file that is there');
const signing = (group: Command, name: string, description: string): Command =>
  signerOptions(group.command(name).description(description))
    .requiredOption('--record <file>', 'the delivery, as `delivery read --json` gave it')
    .addOption(outOption());

/** The path names the delivery, so the input of its route does not. */
const bodyOf = ({ delivery: _, ...body }: { readonly delivery: string }): object => body;

const answerBody = ({ dispute: _, ...body }: AnswerDisputeInput): object => bodyOf(body);

function signKeyCommand(group: Command, io: Io): void {
  signerOptions(group.command('sign-key').description('sign that a key is yours: for bind-key'))
    .requiredOption('--uscc <code>', 'who you are')
    .addOption(outOption())
    .action(async ({ uscc, out, ...own }: OwnKeyOptions & { uscc: string; out?: string }) => {
      const signer = await signerOf(own);
      await give(io, signer.binding(check(Uscc, uscc), now()), out);
    });
}

function signArrivalCommand(group: Command, io: Io): void {
  signing(group, 'sign-arrival', 'sign that something arrived: for arrive').action(
    async ({ record, out, ...own }: SignOptions) => {
      const delivery = await recordOf(record, own.channel);
      await give(io, bodyOf((await signerOf(own)).arrival(delivery, now())), out);
    },
  );
}

interface Voice extends SignOptions {
  readonly package?: string;
  readonly evidence?: string[];
}

/** What bears a side out: a chunk opened, and deposits. */
const voice = (command: Command): Command =>
  command
    .option('--package <folder>', 'opens the chunk from these hashes')
    .option('--evidence <ids>', 'deposits, such as batches of transport logs', list);

const openingIn = async (
  folder: string | undefined,
  chunk: number,
): Promise<{ opening?: ChunkOpening }> =>
  folder === undefined ? {} : { opening: await openChunk(folder, chunk) };

interface DisputeOptions extends Voice {
  readonly chunk: number;
  readonly claim: OpenDisputeInput['claim'];
}

function signDisputeCommand(group: Command, io: Io): void {
  voice(signing(group, 'sign-dispute', 'sign a dispute over one chunk: for dispute'))
    .requiredOption('--chunk <n>', 'number of the chunk, from 1', wholeNumber)
    .addOption(
      new Option('--claim <claim>', 'what you say of it')
        .choices(DisputeClaim.options)
        .makeOptionMandatory(),
    )
    .action(async (options: DisputeOptions) => {
      const { record, chunk, claim, evidence = [], out } = options;
      const delivery = await recordOf(record, options.channel);
      const signer = await signerOf(options);
      const opened = await openingIn(options.package, chunk);
      const about = { chunk, claim, evidence, ...opened, signedAt: now() };
      await give(io, bodyOf(signer.dispute(delivery, about)), out);
    });
}

interface AnswerOptions extends Voice {
  readonly dispute: number;
  readonly answer: 'CONCEDED' | 'CONTESTED';
}

function signAnswerCommand(group: Command, io: Io): void {
  voice(signing(group, 'sign-answer', 'sign the answer to a dispute: for answer'))
    .requiredOption('--dispute <n>', 'its number', wholeNumber)
    .addOption(
      new Option('--answer <answer>', 'whether the other side is right')
        .choices(['CONCEDED', 'CONTESTED'])
        .makeOptionMandatory(),
    )
    .action(async (options: AnswerOptions) => {
      const { record, dispute, answer, evidence = [], out } = options;
      const view = check(DeliveryView, parseJson(await readText(record)));
      const delivery = await recordOf(record, options.channel);
      const found = view.disputes.find((each) => each.dispute.number === dispute);
      if (found === undefined) throw usage(`${record} shows no dispute ${String(dispute)}.`);
      const signer = await signerOf(options);
      const opened = await openingIn(options.package, found.dispute.chunk);
      const given = { dispute, answer, evidence, ...opened, signedAt: now() };
      await give(io, answerBody(signer.answer(delivery, given)), out);
    });
}

interface VerifyOptions {
  readonly answer: string;
  readonly anchors: string;
  readonly chunk?: number;
  readonly file?: string;
  readonly audience?: string;
  readonly nonce?: string;
  readonly minOrganizations?: number;
  readonly minIndependent?: number;
  readonly json?: true;
}

/** Opens no ledger and no connection: everything stands in the files. */
function verifyCommand(group: Command, io: Io): void {
  const number = (flags: string, what: string): Option =>
    new Option(flags, what).argParser(wholeNumber);
  group
    .command('verify')
    .description('check what a delivery proves, offline and against pinned roots')
    .requiredOption('--answer <file>', 'the signed answer (delivery attest)')
    .requiredOption('--anchors <file>', 'the organisations’ roots, got out of band')
    .addOption(number('--chunk <n>', 'a chunk that is shown: its number, from 1'))
    .option('--file <file>', 'the bytes of that chunk')
    .option('--audience <uscc>', 'for whom the answer must have been made')
    .option('--nonce <hex>', 'what the answer must echo')
    .addOption(number('--min-organizations <n>', 'how many must have signed'))
    .addOption(number('--min-independent <n>', 'how many of them are independent'))
    .addOption(jsonOption())
    .action(async (options: VerifyOptions) => {
      const { answer, anchors, chunk, file, json, ...more } = options;
      const report = verifyDelivery(
        {
          ...more,
          answer: await readText(answer),
          anchors: parseAnchors(await readText(anchors)),
          ...(await shown(chunk, file)),
        },
        nodeCrypto,
      );
      if (json === true) sayJson(io, report);
      else for (const line of explainDelivery(report)) say(io, line);
      io.exit(verdictExitCodes[report.verdict]);
    });
}

async function shown(
  number: number | undefined,
  file: string | undefined,
): Promise<{ chunk?: { number: number; bytes: Uint8Array } }> {
  if (number === undefined && file === undefined) return {};
  if (number === undefined || file === undefined)
    throw usage('--chunk and --file belong together.');
  try {
    return { chunk: { number, bytes: await readFile(file) } };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
