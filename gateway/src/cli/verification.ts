import { canonicalize, parseJson } from '@shuquan/chaincode/model';
import {
  type AnswerReport,
  type DisputeReport,
  explain,
  explainDispute,
  parseAnchors,
  type ReliedReport,
  type ReliedWanted,
  Verifier,
  verifyDispute,
  verifyRelied,
} from '@shuquan/verifier';
import { nodeCrypto } from '../crypto.js';
import { type CliVerdict, verdictExitCodes } from './failure.js';
import { type Io, say, sayJson } from './io.js';

/** What the reader of an answer insists on. */
export interface Insistence {
  readonly minOrganizations?: number;
  readonly minIndependent?: number;
}

/** The question an answer must be to; left out, any question will do. */
export interface Question {
  readonly transaction: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** @throws LedgerError ANCHORS_INVALID */
export function checkAnswer(
  answer: string,
  anchors: string,
  insistence: Insistence,
  question?: Question,
): AnswerReport {
  return new Verifier(parseAnchors(anchors), nodeCrypto).answer(answer, {
    ...insistence,
    ...(question && {
      transaction: question.transaction,
      input: ([json, ...more]) => more.length === 0 && isSame(json, question.input),
    }),
  });
}

/** @throws LedgerError ANCHORS_INVALID */
export const checkRelied = (answer: string, anchors: string, wanted: ReliedWanted): ReliedReport =>
  verifyRelied(answer, new Verifier(parseAnchors(anchors), nodeCrypto), wanted);

/** @throws LedgerError ANCHORS_INVALID */
export const checkFile = (file: string, anchors: string, insistence: Insistence): DisputeReport =>
  verifyDispute({ file, anchors: parseAnchors(anchors), ...insistence }, nodeCrypto);

/** The file of a dispute or of a pack holds many answers, and says at which one it does not hold. */
export function concludeFile(
  io: Io,
  report: DisputeReport,
  { json }: { readonly json: boolean },
): number {
  if (json) sayJson(io, report);
  else for (const line of explainDispute(report)) say(io, line);
  return verdictExitCodes[report.verdict];
}

function isSame(json: string | undefined, input: unknown): boolean {
  return json !== undefined && canonicalize(parseJson(json)) === canonicalize(input);
}

/** What was concluded: the verifier’s verdict, or that a true answer says “none”. */
export interface Conclusion {
  readonly verdict: CliVerdict;
  readonly report: AnswerReport;
  /** Whole sentences on what the answer says. */
  readonly findings: readonly string[];
}

/** Says the verdict first and answers the exit code. */
export function conclude(io: Io, conclusion: Conclusion, { json }: { json: boolean }): number {
  const { verdict, report, findings } = conclusion;
  if (json) sayJson(io, { ...conclusion.report, verdict, findings });
  else for (const line of readable(verdict, report, findings)) say(io, line);
  return verdictExitCodes[verdict];
}

/** The verifier puts what weakens the answer most first; what was found comes after the verdict. */
function readable(
  verdict: CliVerdict,
  report: AnswerReport,
  findings: readonly string[],
): string[] {
  const lines = explain(report);
  const at = lines.indexOf(`Verdict: ${report.verdict}`);
  return [...lines.slice(0, at), `Verdict: ${verdict}`, ...findings, ...lines.slice(at + 1)];
}
