import { parseJson, PermitsAnswer, check } from '@shuquan/chaincode/model';
import { type DisputeReport, explainDispute, parseAnchors, verifyDispute } from '@shuquan/verifier';
import { nodeCrypto } from '../crypto.js';
import { disputeFile } from '../dispute/export.js';
import { answerText } from '../ledger/answer.js';
import { grantOf, RECEIVER } from './delivery-desk.js';
import { BODY, disputeId, fileOfPlay, playOf } from './dispute-desk.js';
import { usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';

/** With nothing but the file and the pinned roots. */
const checked = (stage: Stage, file: string): DisputeReport =>
  verifyDispute(
    { file, anchors: parseAnchors(stage.anchors), minOrganizations: stage.organizations.length },
    nodeCrypto,
  );

/** What every file of this kind says beside its parts, in the order in which a court asks. */
const SHOWN = /^(?:PROVEN|STATED|NOT_PROVEN) (?:16|17|18) /;
const MOST = 8;

export async function exported(stage: Stage, report: StepReport): Promise<void> {
  const question = { by: usccOf(stage, RECEIVER), purpose: 'CREDIT_VERIFY' };
  const asOf = new Date().toISOString();
  const permits = ['G-1', 'G-2'].map((name) => ({
    ...{ ...question, grant: grantOf(stage, name).id, asOf },
  }));
  const { identity } = person(stage, BODY);
  const file = await disputeFile(
    async (query, input) =>
      answerText(
        (await stage.ledger.attest(query, input as never, identity, stage.organizations)).envelope,
      ),
    { id: disputeId(stage), permits },
  );
  playOf(stage).file = file;
  const found = checked(stage, file);
  const kinds = [...new Set(found.parts.map(({ transaction }) => transaction ?? '?'))];
  report.check(`${String(found.parts.length)} signed answers: ${found.verdict}.`, isValid(found));
  report.note(`They answer ${kinds.join(', ')}.`);
  const lines = explainDispute(found).filter((line) => SHOWN.test(line));
  for (const line of lines.slice(0, MOST)) report.note(line);
  if (lines.length > MOST) report.note(`and ${String(lines.length - MOST)} findings more.`);
  const independent = Math.min(...found.parts.map((part) => part.independentOrganizations));
  report.add({ verdict: found.verdict, independent, parts: found.parts.length, kinds });
}

const isValid = ({ verdict }: DisputeReport): boolean => verdict === 'VALID';

/** Whoever hands the file on changes nothing in it unseen. */
export function altered(stage: Stage, report: StepReport): Promise<void> {
  const file = JSON.parse(fileOfPlay(stage)) as { parts: { answer: string }[] };
  const parts = file.parts.map((part, at) =>
    at === 1 ? { ...part, answer: part.answer.replace('"v":1', '"v":2') } : part,
  );
  const broken = checked(stage, JSON.stringify({ ...file, parts }));
  report.check(
    `With part 1 altered it is ${broken.verdict}, at part ${String(broken.fault?.part)}.`,
    broken.verdict === 'INVALID' && broken.fault?.part === 1,
  );
  const short = checked(stage, JSON.stringify({ ...file, parts: file.parts.slice(0, -1) }));
  report.check(`Without its last part it is ${short.verdict}.`, short.verdict === 'INCOMPLETE');
  report.add({ altered: broken.verdict, part: broken.fault?.part, short: short.verdict });
  return Promise.resolve();
}

/** The answers of the file itself, not of a ledger that would have to be at hand. */
export function permitted(stage: Stage, report: StepReport): Promise<void> {
  const answers = checked(stage, fileOfPlay(stage)).parts.flatMap(({ transaction, value }) =>
    transaction === 'grant:permits' && value !== undefined
      ? [check(PermitsAnswer, parseJson(value))]
      : [],
  );
  const codes = answers.map(({ decision }) =>
    decision.permitted ? 'ALLOWED' : (decision.reasons[0]?.code ?? '?'),
  );
  report.check(`Under G-1 the use is ${codes[0] ?? '?'}.`, codes[0] === 'ALLOWED');
  report.check(
    `Under G-2, whose first day is tomorrow, it is refused: ${codes[1] ?? '?'}.`,
    codes[1] === 'GRANT_NOT_ACTIVE',
  );
  report.note('On its own days, `GRANT_EXPIRED` after the last: the tests play it with a clock.');
  report.add({ codes });
  return Promise.resolve();
}
