import type { Input, QueryName } from '@shuquan/chaincode/model';
import { explainDelivery, parseAnchors, verifyDelivery } from '@shuquan/verifier';
import { nodeCrypto } from '../crypto.js';
import { answerText } from '../ledger/answer.js';
import { deliveryOf, grantOf, RECEIVER } from './delivery-desk.js';
import { named, recordPurpose } from './purpose.js';
import { usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import { demoFile, person, type Stage } from './stage.js';
import { verified } from './verified.js';

const ARBITRATOR = 'arbitrator';
/** What it looks for, put on record before it looks: it is no side of any of this. */
const WHY = { purpose: 'ARBITRATION', basis: '交付争议' };

/** An answer for the arbitrator, signed by every organisation. */
async function answerFor<N extends QueryName>(
  stage: Stage,
  name: N,
  input: Input<N>,
): Promise<Uint8Array> {
  const { identity } = person(stage, ARBITRATOR);
  const { ledger, organizations } = stage;
  return (await ledger.attest(name, input, identity, organizations)).envelope;
}

/** One bit of it is another. */
function flipped(envelope: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(envelope);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes;
}

/** What the arbitrator does on its own, with its files and no connection. */
export async function facts(stage: Stage, report: StepReport): Promise<void> {
  const on = { kind: 'DELIVERY' as const, id: deliveryOf(stage, 'D-2').id };
  const question = { id: on.id, ...(await recordPurpose(stage, ARBITRATOR, on, WHY)) };
  const envelope = await answerFor(stage, 'delivery:read', question);
  const answer = answerText(envelope);
  const anchors = parseAnchors(stage.anchors);
  const asked = { answer, anchors, minOrganizations: stage.organizations.length };
  const bytes = await demoFile('chunk_3.bin');
  const checked = verifyDelivery({ ...asked, chunk: { number: 3, bytes } }, nodeCrypto);
  const lines = explainDelivery(checked);
  for (const line of lines.filter((each) => /^(?:PROVEN|NOT_PROVEN|STATED) /.test(each))) {
    report.note(line);
  }
  report.check(`The facts of D-2, offline: ${checked.verdict}.`, checked.verdict === 'VALID');
  const swapped = { number: 3, bytes: await demoFile('chunk_2.bin') };
  const other = verifyDelivery({ ...asked, chunk: swapped }, nodeCrypto);
  report.check(
    `Other bytes shown as chunk 3: ${other.code ?? 'OK'}.`,
    other.code === 'CHUNK_MISMATCH',
  );
  const broken = verifyDelivery({ ...asked, answer: answerText(flipped(envelope)) }, nodeCrypto);
  report.check(`An altered answer: ${broken.verdict}.`, broken.verdict === 'INVALID');
  report.add({ verdict: checked.verdict, facts: checked.facts, other: other.code });
}

/** What was permitted when, with the reason and the link of the chain that it comes from. */
export async function permitted(stage: Stage, report: StepReport): Promise<void> {
  const by = usccOf(stage, RECEIVER);
  const purpose = 'CREDIT_VERIFY';
  const { identity } = person(stage, 'arbitrator');
  const ask = (grant: string): ReturnType<typeof stage.ledger.evaluate<'grant:permits'>> =>
    stage.ledger.evaluate('grant:permits', { grant, by, purpose }, identity);
  const [first, next] = [grantOf(stage, 'G-1').id, grantOf(stage, 'G-2').id];
  const yes = (await ask(first)).decision;
  report.check('Within the term USE is allowed.', yes.permitted);
  const no = (await ask(next)).decision;
  const reason = no.permitted ? undefined : no.reasons[0];
  report.check(
    `Before its first day it is not: ${reason?.code ?? 'OK'} of ${reason?.link.id ?? '?'}.`,
    reason?.code === 'GRANT_NOT_ACTIVE' && reason.link.id === next,
  );
  report.add({ allowed: yes.permitted, reason });
}

/** Everything for the file, each answer by itself checked against the pinned roots. */
export async function bundle(stage: Stage, report: StepReport): Promise<void> {
  const [first, next] = [grantOf(stage, 'G-1').id, grantOf(stage, 'G-2').id];
  const one = { kind: 'DELIVERY' as const, id: deliveryOf(stage, 'D-1').id };
  const two = { kind: 'DELIVERY' as const, id: deliveryOf(stage, 'D-2').id };
  const opened = await recordPurpose(stage, ARBITRATOR, one, WHY);
  const seen = named(stage, ARBITRATOR, two, WHY.purpose);
  const refused = await recordPurpose(stage, ARBITRATOR, { kind: 'GRANT', id: next }, WHY);
  const answers: readonly (readonly [string, Uint8Array])[] = [
    ['the grant G-1', await answerFor(stage, 'grant:read', { id: first })],
    ['D-1', await answerFor(stage, 'delivery:read', { id: one.id, ...opened })],
    ['D-2', await answerFor(stage, 'delivery:read', { id: two.id, ...seen })],
    [
      'what was refused',
      await answerFor(stage, 'delivery:refusals', { grant: next, limit: 10, ...refused }),
    ],
    ['the calendar', await answerFor(stage, 'codelist:read', { listId: 'CN-2026', version: 1 })],
  ];
  const verdicts = answers.map(([what, envelope]) => {
    const { verdict, independentOrganizations: independent } = verified(stage, envelope);
    report.check(`The signed answer on ${what} is ${verdict}.`, verdict === 'VALID');
    return { verdict, independent };
  });
  report.note('`demo dispute` goes on from here: to an arbitration, its file and its award.');
  const [last] = verdicts;
  report.add({ verdict: last?.verdict, independent: last?.independent, answers: answers.length });
}
