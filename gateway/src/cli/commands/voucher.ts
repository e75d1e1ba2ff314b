import { type Command, Option } from 'commander';
import {
  type AssetVoucher,
  check,
  GiveConsentInput,
  Nonce,
  parseJson,
  VoucherView,
} from '@shuquan/chaincode/model';
import { explainVoucher, parseAnchors, verifyVoucher } from '@shuquan/verifier';
import { nodeCrypto } from '../../crypto.js';
import { Holder } from '../../voucher/holder.js';
import { usage, verdictExitCodes } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { jsonOption, wholeNumber } from '../names.js';
import { channelOption, give, type OwnKeyOptions, ownKeyOf } from '../own-key.js';
import { readInput, readText } from '../read.js';

/** What a subject signs with a key that never leaves this process, and what a verifier checks. */
export function voucherFileCommands(group: Command, io: Io): void {
  presentCommand(group, io);
  signCommand(group, io);
  verifyCommand(group, io);
}

interface SignOptions extends OwnKeyOptions {
  readonly out?: string;
}

const signing = (command: Command): Command =>
  command
    .requiredOption('--key <file>', 'the holder’s P-256 key (PEM); it is never sent')
    .addOption(channelOption())
    .option('--out <file>', 'where to write; never over a file that is there');

interface PresentOptions extends SignOptions {
  readonly voucher: string;
  readonly verifier: string;
  readonly nonce: string;
}

function presentCommand(group: Command, io: Io): void {
  const command = group
    .command('present')
    .description('sign a presentation of a voucher over the verifier’s nonce')
    .requiredOption('--voucher <file>', 'the voucher, as `voucher read --json` gave it')
    .requiredOption('--verifier <uscc>', 'whom it is shown to')
    .requiredOption('--nonce <hex>', 'what the verifier gave to sign');
  signing(command).action(async (options: PresentOptions) => {
    const voucher = await voucherOf(options.voucher);
    const holder = await holderOf(options);
    if (holder.key !== voucher.key) throw usage(`${options.key} does not hold the voucher.`);
    const { verifier } = options;
    const nonce = check(Nonce, options.nonce);
    await give(io, holder.present(voucher, { verifier, nonce, signedAt: now() }), options.out);
  });
}

const Terms = GiveConsentInput.omit({ subject: true, signature: true, beacon: true });
const kinds = ['consent', 'withdrawal', 'receipt', 'erasure'] as const;

function signCommand(group: Command, io: Io): void {
  const command = group
    .command('sign')
    .description('sign a consent, its withdrawal, or a voucher’s receipt or erasure')
    .argument('<what>', kinds.join(', '))
    .option('--input <json>', 'of a consent, without subject and signature: as JSON or as @file')
    .option('--consent <id>', 'the consent to withdraw')
    .option('--voucher <file>', 'the voucher, as `voucher read --json` gave it')
    .option('--uscc <code>', 'of a consent: the party that the subject is, if it says so');
  signing(command).action(async (what: string, options: StatementOptions) => {
    if (!kinds.some((kind) => kind === what)) throw usage(`Sign one of ${kinds.join(', ')}.`);
    const made = await (what === 'consent' ? consentOf(options) : dated(what, options));
    await give(io, made, options.out);
  });
}

interface StatementOptions extends SignOptions {
  readonly input?: string;
  readonly consent?: string;
  readonly voucher?: string;
  readonly uscc?: string;
}

/** The whole input of `consent give`. */
async function consentOf(options: StatementOptions): Promise<object> {
  if (options.input === undefined) throw usage('A consent needs --input.');
  const terms = check(Terms, await readInput(options.input));
  return (await holderOf(options)).consent(terms, options.uscc);
}

/** What `consent withdraw`, `voucher acknowledge` and `voucher erase` take from the subject. */
async function dated(what: string, options: StatementOptions): Promise<object> {
  const holder = await holderOf(options);
  if (what === 'withdrawal') {
    if (options.consent === undefined) throw usage('A withdrawal needs --consent.');
    return holder.withdrawal(options.consent, now());
  }
  if (options.voucher === undefined) throw usage(`The ${what} needs --voucher.`);
  const voucher = await voucherOf(options.voucher);
  return what === 'receipt' ? holder.receipt(voucher, now()) : holder.erasure(voucher, now());
}

const now = (): string => new Date().toISOString();

const voucherOf = async (path: string): Promise<AssetVoucher> =>
  check(VoucherView, parseJson(await readText(path))).voucher;

const holderOf = async (options: SignOptions): Promise<Holder> =>
  new Holder(await ownKeyOf(options));

interface VerifyOptions {
  readonly answer: string;
  readonly presentation: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly anchors: string;
  readonly fields?: string;
  readonly minOrganizations?: number;
  readonly minIndependent?: number;
  readonly json?: true;
}

/** Opens no ledger and no connection: everything stands in the files. */
function verifyCommand(group: Command, io: Io): void {
  group
    .command('verify')
    .description('check a presented voucher offline, against pinned roots')
    .requiredOption('--answer <file>', 'the signed status answer (voucher attest)')
    .requiredOption('--presentation <file>', 'what the holder signed')
    .requiredOption('--nonce <hex>', 'what you gave the holder to sign')
    .requiredOption('--verifier <uscc>', 'who you are')
    .requiredOption('--anchors <file>', 'the organisations’ roots, got out of band')
    .option('--fields <file>', 'fields that the holder opened: a JSON array')
    .addOption(
      new Option('--min-organizations <n>', 'how many must have signed').argParser(wholeNumber),
    )
    .addOption(
      new Option('--min-independent <n>', 'how many of them are independent').argParser(
        wholeNumber,
      ),
    )
    .addOption(jsonOption())
    .action(async (options: VerifyOptions) => {
      const { fields: path, nonce, verifier, minOrganizations, minIndependent } = options;
      const question = {
        ...{ nonce, verifier, now: new Date() },
        answer: await readText(options.answer),
        presentation: await readText(options.presentation),
        anchors: parseAnchors(await readText(options.anchors)),
        ...(path === undefined ? {} : { openedFields: await readFields(path) }),
        ...(minOrganizations === undefined ? {} : { minOrganizations }),
        ...(minIndependent === undefined ? {} : { minIndependent }),
      };
      const report = verifyVoucher(question, nodeCrypto);
      if (options.json === true) sayJson(io, report);
      else for (const line of explainVoucher(report)) say(io, line);
      io.exit(verdictExitCodes[report.verdict]);
    });
}

async function readFields(path: string): Promise<unknown[]> {
  const value = parseJson(await readText(path));
  if (Array.isArray(value)) return value as unknown[];
  throw usage(`${path} must hold a JSON array of opened fields.`);
}
