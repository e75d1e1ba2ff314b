import type { Command } from 'commander';
import { check, EvidencePage, type EvidenceView, parseJson } from '@shuquan/chaincode/model';
import {
  type AnswerReport,
  explainDispute,
  parseAnchors,
  readDisputeFile,
  type ReliedReport,
  type ReliedWanted,
  verifyDispute,
} from '@shuquan/verifier';
import { nodeCrypto } from '../../crypto.js';
import { answerText } from '../../ledger/answer.js';
import { memberOf } from '../../ledger/open.js';
import type { Digested } from '../../digests.js';
import { digestFile } from '../digest.js';
import { usage, verdictExitCodes } from '../failure.js';
import { ledgerElsewhere } from '../elsewhere.js';
import { type Io, say, sayJson, tell } from '../io.js';
import { asOption, jsonOption, ledgerOption, list, wholeNumber } from '../names.js';
import { readBytes, readText, writeNew } from '../read.js';
import { withLedger } from '../session.js';
import {
  checkAnswer,
  checkRelied,
  conclude,
  type Conclusion,
  type Question,
} from '../verification.js';
import { urlOptions, type UrlOptions } from '../where.js';

interface Options extends UrlOptions {
  readonly ledger?: string;
  readonly as: string;
  readonly json?: true;
  readonly answer?: string;
  readonly anchors?: string;
  readonly organizations?: string[];
  readonly minOrganizations?: number;
  readonly minIndependent?: number;
  readonly out?: string;
  readonly audience?: string;
  readonly nonce?: string;
  readonly maxAge?: number;
  readonly asOfBeacon?: number;
  readonly block?: string;
}

/** Records shown of one digest; all further ones are on the ledger, page by page. */
const LIMIT = 100;

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
  urlOptions(command);
  command.action(async (file: string | undefined, options: Options) => {
    io.exit(await verify(io, file, options));
  });
}

async function verify(io: Io, file: string | undefined, options: Options): Promise<number> {
  if (file === undefined && options.answer === undefined) {
    throw usage('Name a file to ask about, or give --answer.');
  }
  const { answer, anchors, digested } = await gather(io, file, options);
  const insistence = insistenceOf(options);
  if (digested === undefined && readDisputeFile(answer) !== undefined) {
    return concludeFile(
      io,
      { file: answer, anchors: parseAnchors(anchors), ...insistence },
      options,
    );
  }
  const json = options.json === true;
  const wanted = digested === undefined ? await reliedWanted(options) : undefined;
  if (wanted !== undefined) {
    const report = checkRelied(answer, anchors, { ...insistence, ...wanted });
    return conclude(io, { report, verdict: report.verdict, findings: sayings(report) }, { json });
  }
  const report = checkAnswer(answer, anchors, insistence, digested && questionOf(digested));
  if (options.out !== undefined) await writeNew(options.out, answer);
  return conclude(io, concluded(report, digested), { json });
}

const concluded = (report: AnswerReport, digested: Digested | undefined): Conclusion =>
  digested === undefined || report.value === undefined
    ? { report, verdict: report.verdict, findings: [] }
    : { report, ...judge(digested, report.value) };

/** How many organisations must have signed, and how many of them be independent. */
const insistenceOf = ({
  minOrganizations,
  minIndependent,
}: Options): Pick<Options, 'minOrganizations' | 'minIndependent'> => ({
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

/** The file of a dispute or of a pack holds many answers, and says at which one it does not hold. */
function concludeFile(
  io: Io,
  question: Parameters<typeof verifyDispute>[0],
  { json }: Options,
): number {
  const report = verifyDispute(question, nodeCrypto);
  if (json === true) sayJson(io, report);
  else for (const line of explainDispute(report)) say(io, line);
  return verdictExitCodes[report.verdict];
}

interface Gathered {
  readonly answer: string;
  readonly anchors: string;
  readonly digested: Digested | undefined;
}

async function gather(io: Io, file: string | undefined, options: Options): Promise<Gathered> {
  const digested = file === undefined ? undefined : await digestFile(file);
  const pinned = options.anchors === undefined ? undefined : await readText(options.anchors);
  if (options.answer !== undefined) {
    if (pinned === undefined)
      throw usage('--answer needs --anchors: without roots there is no trust.');
    return { answer: await readText(options.answer), anchors: pinned, digested };
  }
  if (digested === undefined) throw new TypeError('There is nothing to ask');
  return { ...(await ask(io, digested, pinned, options)), digested };
}

async function ask(
  io: Io,
  digested: Digested,
  pinned: string | undefined,
  options: Options,
): Promise<Pick<Gathered, 'answer' | 'anchors'>> {
  const { input } = questionOf(digested);
  if (options.url !== undefined) {
    if (pinned === undefined)
      throw usage('--url needs --anchors: a gateway can not vouch for itself.');
    const remote = await ledgerElsewhere(io, { ...options, url: options.url });
    const organizations = options.organizations ?? policyOf(pinned);
    const answer = await remote.attest('evidence:findByDigest', input, organizations);
    return { answer, anchors: pinned };
  }
  return withLedger(io, options, async (opened) => {
    const anchors = pinned ?? opened.anchors;
    if (pinned === undefined) {
      tell(io, 'The roots come from the ledger’s own folder. Pin them out of band with --anchors.');
    }
    const organizations = options.organizations ?? policyOf(anchors);
    const { identity } = memberOf(opened, options.as);
    const { envelope } = await opened.ledger.attest(
      'evidence:findByDigest',
      input,
      identity,
      organizations,
    );
    return { answer: answerText(envelope), anchors };
  });
}

const questionOf = ({ digests }: Digested): Question & { input: FindInput } => ({
  transaction: 'evidence:findByDigest',
  input: { algorithm: 'SHA-256', hex: digests['SHA-256'], limit: LIMIT },
});

type FindInput = { algorithm: 'SHA-256'; hex: string; limit: number };

/** Everybody whom the chaincode’s policy names, at whatever depth. */
function policyOf(anchors: string): string[] {
  const flat = (rule: unknown): string[] =>
    typeof rule === 'string' ? [rule] : (rule as { of: unknown[] }).of.flatMap(flat);
  return [...new Set(flat(parseAnchors(anchors).chaincode.policy))];
}

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
