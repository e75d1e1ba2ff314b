import { basename } from 'node:path';
import type { Command } from 'commander';
import { check, EvidencePage, type EvidenceView, parseJson } from '@shuquan/chaincode/model';
import {
  type AnswerReport,
  type CourtFile,
  type CourtInput,
  parseAnchors,
  readDisputeFile,
  type ReliedReport,
  type ReliedWanted,
} from '@shuquan/verifier';
import type { Digested } from '../../digests.js';
import { type Answered, ask, type AskOptions, type Asked, questionOf } from '../asking.js';
import {
  courtFile,
  holding,
  reportOptions,
  type ReportOptions,
  requireReportable,
  writeReport,
} from '../court-report.js';
import { digestFile } from '../digest.js';
import { usage } from '../failure.js';
import type { Io } from '../io.js';
import { asOption, jsonOption, ledgerOption, list, wholeNumber } from '../names.js';
import { readBytes, readText, writeNew } from '../read.js';
import {
  checkAnswer,
  checkFile,
  checkRelied,
  conclude,
  concludeFile,
  type Conclusion,
  type Insistence,
} from '../verification.js';
import { urlOptions } from '../where.js';

interface Options extends AskOptions, ReportOptions, Insistence {
  readonly report?: string;
  readonly json?: true;
  readonly answer?: string;
  readonly anchors?: string;
  readonly out?: string;
  readonly audience?: string;
  readonly nonce?: string;
  readonly maxAge?: number;
  readonly asOfBeacon?: number;
  readonly block?: string;
}

export function verifyCommand(program: Command, io: Io): void {
  const command = program
    .command('verify')
    .description('check a signed answer of the ledger, offline and against pinned roots')
    .argument('[file]', 'ask whether this file was deposited, and check the answer')
    .option(
      '--answer <file>',
      'check this signed answer, or file of a dispute or a pack, instead of asking',
    )
    .option('--anchors <file>', 'the organisations’ roots, got out of band')
    .option('--organizations <ids>', 'whom to ask (default: all in the anchors’ policy)', list)
    .option('--min-organizations <n>', 'how many organisations must have signed', wholeNumber)
    .option('--min-independent <n>', 'how many of them must be independent', wholeNumber)
    .option('--out <file>', 'keep the signed answer')
    .option('--audience <uscc>', 'of a rights or absence check: for whom it must have been made')
    .option('--nonce <nonce>', 'of such a check: what it must echo')
    .option('--max-age <seconds>', 'of such a check: how old it may be now', wholeNumber)
    .option('--as-of-beacon <n>', 'of such a check: the beacon that it must know', wholeNumber)
    .option('--block <file>', 'of such a check: the block that it was committed in')
    .addOption(asOption('judge'))
    .addOption(ledgerOption())
    .addOption(jsonOption());
  for (const option of reportOptions()) command.addOption(option);
  urlOptions(command);
  command.action(async (file: string | undefined, options: Options) => {
    io.exit(await verify(io, file, options));
  });
}

async function verify(io: Io, file: string | undefined, options: Options): Promise<number> {
  if (file === undefined && options.answer === undefined) {
    throw usage('Name a file to ask about, or give --answer.');
  }
  await requireReportable(options);
  const gathered = await gather(io, file, options);
  const insistence = insistenceOf(options);
  const json = options.json === true;
  if (gathered.digested === undefined && readDisputeFile(gathered.answer) !== undefined) {
    const report = checkFile(gathered.answer, gathered.anchors, insistence);
    await writeReport(options, {
      ...courtInput(gathered, options),
      report,
      verdict: report.verdict,
    });
    return concludeFile(io, report, { json });
  }
  const wanted = gathered.digested === undefined ? await reliedWanted(options) : undefined;
  const conclusion =
    wanted === undefined
      ? answered(gathered, insistence)
      : relied(gathered, { ...insistence, ...wanted });
  if (options.out !== undefined && wanted === undefined) {
    await writeNew(options.out, gathered.answer);
  }
  await writeReport(options, {
    ...courtInput(gathered, options, wanted?.block),
    beside: besideOf(gathered, insistence),
    ...{ report: conclusion.report, verdict: conclusion.verdict },
  });
  return conclude(io, conclusion, { json });
}

function answered({ answer, anchors, digested }: Gathered, insistence: Insistence): Conclusion {
  const report = checkAnswer(answer, anchors, insistence, digested && questionOf(digested));
  return digested === undefined || report.value === undefined
    ? { report, verdict: report.verdict, findings: [] }
    : { report, ...judge(digested, report.value) };
}

function relied({ answer, anchors }: Gathered, wanted: ReliedWanted): Conclusion {
  const report = checkRelied(answer, anchors, wanted);
  return { report, verdict: report.verdict, findings: sayings(report) };
}

/** How many organisations must have signed, and how many of them be independent. */
const insistenceOf = ({ minOrganizations, minIndependent }: Options): Insistence => ({
  ...(minOrganizations === undefined ? {} : { minOrganizations }),
  ...(minIndependent === undefined ? {} : { minIndependent }),
});

/** What its reader relies on it for; `undefined` where nothing of that is asked. */
async function reliedWanted({
  audience,
  nonce,
  maxAge: maxAgeSeconds,
  asOfBeacon: minBeacon,
  block,
}: Options): Promise<ReliedWanted | undefined> {
  const wanted = [audience, nonce, maxAgeSeconds, minBeacon, block];
  if (wanted.every((each) => each === undefined)) return undefined;
  return {
    ...{ audience, nonce, maxAgeSeconds, minBeacon, now: new Date() },
    ...(block === undefined ? {} : { block: await readBytes(block) }),
  };
}

function sayings({ says, verdict, committedIn }: ReliedReport): string[] {
  if (says === undefined || verdict !== 'VALID') return [];
  const { kind, audience, at, beacon, validUntil, txId } = says;
  const what = kind === 'RIGHTS' ? 'The rights check' : 'The absence check';
  const said = `${what} says ${says.verdict} to ${audience} as of ${at} (beacon ${String(beacon)}), relied on until ${validUntil}.`;
  if (committedIn === undefined || txId === undefined) return [said];
  return [said, `It was committed in block ${committedIn} by transaction ${txId}.`];
}

interface Gathered extends Answered {
  readonly digested: Digested | undefined;
  /** The name of the file that was asked about. */
  readonly name: string | undefined;
}

async function gather(io: Io, file: string | undefined, options: Options): Promise<Gathered> {
  const digested = file === undefined ? undefined : await digestFile(file);
  const of = { digested, name: file === undefined ? undefined : basename(file) };
  const pinned = options.anchors === undefined ? undefined : await readText(options.anchors);
  if (options.answer !== undefined) {
    if (pinned === undefined)
      throw usage('--answer needs --anchors: without roots there is no trust.');
    return { answer: await readText(options.answer), anchors: pinned, beside: [], ...of };
  }
  if (digested === undefined) throw new TypeError('There is nothing to ask');
  return { ...(await ask(io, digested, pinned, options)), ...of };
}

type Told = Pick<CourtInput, 'files' | 'anchors' | 'pinned'>;

/** What the report says of the files, by their bytes as they were checked. */
function courtInput(gathered: Gathered, options: Options, block?: Uint8Array): Told {
  const { answer, anchors, digested, name } = gathered;
  const isFile = digested === undefined && readDisputeFile(answer) !== undefined;
  const nameOf = (path: string | undefined): string => (path === undefined ? '—' : basename(path));
  const files: CourtFile[] = [
    ...(digested === undefined
      ? []
      : [{ role: 'ASKED_ABOUT' as const, name: name ?? '—', ...digested }]),
    courtFile(isFile ? 'BUNDLE' : 'ANSWER', nameOf(options.answer ?? options.out), answer),
    ...(block === undefined ? [] : [courtFile('BLOCK', nameOf(options.block), block)]),
    courtFile('ANCHORS', nameOf(options.anchors), anchors),
  ];
  return { files, anchors: parseAnchors(anchors), pinned: options.anchors !== undefined };
}

const besideOf = ({ beside, anchors }: Gathered, insistence: Insistence): AnswerReport[] =>
  holding(
    beside.map(({ answer, question }: Asked) => checkAnswer(answer, anchors, insistence, question)),
  );

/** The answer is true; does it say that this file was deposited? */
function judge(digested: Digested, value: string): Pick<Conclusion, 'verdict' | 'findings'> {
  const { items } = check(EvidencePage, parseJson(value));
  const same = items.filter(({ record }) => record.digests.SM3 === digested.digests.SM3);
  const hex = digested.digests['SHA-256'];
  if (same.length > 0) return { verdict: 'VALID', findings: same.map(sentenceOf) };
  const why =
    items.length === 0
      ? `No evidence on the ledger has the SHA-256 digest ${hex}.`
      : `${String(items.length)} records have the SHA-256 digest ${hex}, none with the file’s SM3 digest.`;
  return { verdict: 'NOT_FOUND', findings: [why] };
}

function sentenceOf({ record, status }: EvidenceView): string {
  const { id, depositor, depositedAt, txId, claimedEventTime } = record;
  const claim = claimedEventTime === undefined ? '' : `, claiming an event of ${claimedEventTime}`;
  return `Deposited as ${id} (${status}) by ${depositor.uscc} of ${depositor.mspId} at ${depositedAt}, as the depositor’s clock says${claim}; transaction ${txId}.`;
}
