import {
  canonicalize,
  check,
  EvidencePage,
  type EvidenceView,
  parseJson,
} from '@shuquan/chaincode/model';
import { parseAnchors } from '@shuquan/verifier';
import type { Digested } from '../digests.js';
import { readAnswerValue } from '../dispute/answer-value.js';
import { isCoded } from '../errors.js';
import { answerText } from '../ledger/answer.js';
import { memberOf } from '../ledger/open.js';
import type { Input, QueryName } from '../ledger/port.js';
import { ledgerElsewhere } from './elsewhere.js';
import { usage } from './failure.js';
import { type Io, tell } from './io.js';
import { withLedger } from './session.js';
import type { Question } from './verification.js';
import type { UrlOptions } from './where.js';

export interface AskOptions extends UrlOptions {
  readonly ledger?: string;
  readonly as: string;
  readonly organizations?: string[];
  readonly report?: string;
}

/** A signed answer as text, and the question that it must be to. */
export interface Asked {
  readonly answer: string;
  readonly question: Question;
}

/** What the ledger answered about a file, under which anchors. */
export interface Answered {
  readonly answer: string;
  readonly anchors: string;
  /** Asked for a report alone: the platform and the beacon of each deposit. */
  readonly beside: readonly Asked[];
}

/** Records shown of one digest; all further ones are on the ledger, page by page. */
const LIMIT = 100;
/** Deposits whose platform and beacon a report asks for besides. */
const MOST_BESIDE = 10;

type Attest = <N extends QueryName>(query: N, input: Input<N>) => Promise<string>;

/** Asks a gateway elsewhere, or the ledger here, whether a file was deposited. */
export async function ask(
  io: Io,
  digested: Digested,
  pinned: string | undefined,
  options: AskOptions,
): Promise<Answered> {
  const { url } = options;
  if (url !== undefined) {
    if (pinned === undefined)
      throw usage('--url needs --anchors: a gateway can not vouch for itself.');
    const remote = await ledgerElsewhere(io, { ...options, url });
    const organizations = options.organizations ?? policyOf(pinned);
    const attest: Attest = (query, input) => remote.attest(query, input, organizations);
    return { ...(await questions(attest, digested, options)), anchors: pinned };
  }
  return withLedger(io, options, async (opened) => {
    const anchors = pinned ?? opened.anchors;
    if (pinned === undefined) {
      tell(io, 'The roots come from the ledger’s own folder. Pin them out of band with --anchors.');
    }
    const organizations = options.organizations ?? policyOf(anchors);
    const { identity } = memberOf(opened, options.as);
    const attest: Attest = async (query, input) =>
      answerText((await opened.ledger.attest(query, input, identity, organizations)).envelope);
    return { ...(await questions(attest, digested, options)), anchors };
  });
}

async function questions(
  attest: Attest,
  digested: Digested,
  { report }: AskOptions,
): Promise<Omit<Answered, 'anchors'>> {
  const { transaction, input } = questionOf(digested);
  const answer = await attest(transaction, input);
  return { answer, beside: report === undefined ? [] : await besides(attest, answer) };
}

type FindInput = { algorithm: 'SHA-256'; hex: string; limit: number };

export const questionOf = ({
  digests,
}: Digested): { transaction: 'evidence:findByDigest'; input: FindInput } => ({
  transaction: 'evidence:findByDigest',
  input: { algorithm: 'SHA-256', hex: digests['SHA-256'], limit: LIMIT },
});

/**
 * Which platform there was at each deposit, and which beacon it cites: signed answers of their own.
 * The first answer is believed no more for that; it is only read for what to ask.
 */
async function besides(attest: Attest, answer: string): Promise<Asked[]> {
  const asked = new Map<string, Asked>();
  for (const { record } of recordsIn(answer).slice(0, MOST_BESIDE)) {
    await addAnswer(asked, attest, 'platform:at', { at: record.depositedAt });
    if (record.beacon === undefined) continue;
    await addAnswer(asked, attest, 'beacon:read', { number: record.beacon.number });
  }
  return [...asked.values()];
}

/** What can not be read is for the verifier to refuse. */
function recordsIn(answer: string): EvidenceView[] {
  try {
    return check(EvidencePage, parseJson(readAnswerValue(answer))).items;
  } catch {
    return [];
  }
}

/** What the ledger refuses to say, such as of a day later than its last beacon, the report leaves out. */
async function addAnswer<N extends 'platform:at' | 'beacon:read'>(
  asked: Map<string, Asked>,
  attest: Attest,
  transaction: N,
  input: Input<N>,
): Promise<void> {
  const name = `${transaction} ${canonicalize(input)}`;
  if (asked.has(name)) return;
  try {
    const answer = await attest(transaction, input);
    asked.set(name, { answer, question: { transaction, input } });
  } catch (err) {
    if (!isCoded(err)) throw err;
  }
}

/** Everybody whom the chaincode’s policy names, at whatever depth. */
function policyOf(anchors: string): string[] {
  const flat = (rule: unknown): string[] =>
    typeof rule === 'string' ? [rule] : (rule as { of: unknown[] }).of.flatMap(flat);
  return [...new Set(flat(parseAnchors(anchors).chaincode.policy))];
}
