import {
  addDays,
  type DisputeView,
  type Input,
  type QualificationFacts,
  shanghaiDate,
  verifyPath,
} from '@shuquan/chaincode/model';
import { logBatch } from '../dispute/log-batch.js';
import { grantOf, RECEIVER, SENDER } from './delivery-desk.js';
import { environment, idOf } from './depositing.js';
import { awardId, BODY, disputeId, logId, PLATFORM, playOf } from './dispute-desk.js';
import { act, digestsOf, documentDigest, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';

const today = (): string => shanghaiDate(new Date().toISOString());

/** 备案、等保、密评: each stated by whoever runs the platform, and confirmed by the authority. */
export async function platform(stage: Stage, report: StepReport): Promise<void> {
  const common = {
    ...{ platform: PLATFORM, evidence: [] },
    ...{ validFrom: addDays(today(), -30), validTo: addDays(today(), 335) },
  };
  const of = (name: string): { id: string; documentDigest: string } => ({
    id: idOf(stage, `pq-${name}`),
    documentDigest: documentDigest(`平台资质 ${name}`),
  });
  const all: QualificationFacts[] = [
    { ...common, ...of('filing'), kind: 'FILING', filingNo: '示例网信备00000000000000000001号' },
    { ...common, ...of('mlps'), kind: 'MLPS', mlpsLevel: 3, filingNo: '51010000000-00001' },
    {
      ...{ ...common, ...of('crypto'), kind: 'CRYPTO_EVALUATION' as const },
      ...{ conclusion: 'CONFORMS' as const, reportNo: '示例密评2026-0001' },
    },
  ];
  for (const facts of all) {
    await act(stage, 'platform:publish', { facts }, 'registrar1');
    const { id, documentDigest: digest } = facts;
    await act(stage, 'platform:confirm', { id, documentDigest: digest }, 'supervisor');
    report.note(`${facts.kind}: until ${String(facts.validTo)}, confirmed by the authority.`);
  }
  report.check('All three are in force.', true);
  report.add({ qualifications: all.map(({ id }) => id) });
}

const LINES = 12;

/** The receiver’s calls, as the sender’s gateway logged them; a single one can be shown later. */
export async function log(stage: Stage, report: StepReport): Promise<void> {
  const grant = grantOf(stage, 'G-1').id;
  const lines = Array.from({ length: LINES }, (_, n) =>
    JSON.stringify({ n: n + 1, grant, by: usccOf(stage, RECEIVER), call: 'GET /credit-score' }),
  );
  const batch = logBatch(lines);
  const input = {
    ...{ id: logId(stage), kind: 'LOG' as const, digests: batch.digests, environment },
    ...{ size: batch.text.length, source: { origin: 'OWN' as const, statement: '网关日志批次' } },
  };
  await act(stage, 'evidence:deposit', input, SENDER);
  playOf(stage).log = batch;
  const line = batch.open(4);
  report.check(`${String(LINES)} calls under the root ${batch.root}.`, batch.text !== '');
  report.check('The fifth opens against it, the others stay unseen.', verifyPath(line, batch.root));
  const other = verifyPath({ ...line, leaf: line.leaf.replace('5', '6') }, batch.root);
  report.check('Another line in its place does not.', !other);
  report.add({ evidence: logId(stage), root: batch.root });
}

/** Between the sides of a grant: the ledger itself bears out that they are. */
export async function file(stage: Stage, report: StepReport): Promise<void> {
  const input: Input<'dispute:file'> = {
    ...{ id: disputeId(stage), path: 'ARBITRATION', body: usccOf(stage, BODY) },
    ...{ agreementDigest: documentDigest('仲裁条款'), claimDigest: documentDigest('仲裁申请书') },
    subjects: [{ kind: 'GRANT', id: grantOf(stage, 'G-1').id }],
    standing: { basis: 'CONTRACT_PARTY', evidence: [logId(stage)] },
    against: [],
  };
  const { value } = await act(stage, 'dispute:file', input, SENDER);
  await act(stage, 'dispute:accept', { id: input.id }, BODY);
  playOf(stage).record = value;
  const respondents = value.respondents.join();
  report.check(`It is against ${respondents}.`, respondents === usccOf(stage, RECEIVER));
  report.check('It is about a grant, so it blocks no right.', value.rights.length === 0);
  report.add({ dispute: value.id, respondents: value.respondents });
}

export async function answered(stage: Stage, report: StepReport): Promise<void> {
  const id = disputeId(stage);
  const service = {
    ...{ id, to: usccOf(stage, RECEIVER), method: 'ELECTRONIC' as const, servedOn: today() },
    ...{ receiptDigest: documentDigest('送达回证'), answerUntil: addDays(today(), 10) },
  };
  await act(stage, 'dispute:serve', service, BODY);
  const answer = { id, position: 'CONTESTED' as const, statementDigest: documentDigest('答辩书') };
  await act(stage, 'dispute:answer', answer, RECEIVER);
  const { unheard } = await viewOf(stage);
  report.check('Nobody is left unheard.', unheard.length === 0);
  report.add({ unheard });
}

const viewOf = (stage: Stage): Promise<DisputeView> =>
  stage.ledger.evaluate('dispute:read', { id: disputeId(stage) }, person(stage, BODY).identity);

/** A deposit of the receiver’s own, and the sender’s log: who showed what stands beside it. */
export async function evidenceOf(stage: Stage, report: StepReport): Promise<void> {
  const id = disputeId(stage);
  const own = idOf(stage, 'log-receiver');
  const text = `${own}: 接收方接口日志`;
  const deposit = {
    ...{ id: own, kind: 'LOG' as const, digests: digestsOf(text), size: text.length, environment },
    source: { origin: 'OWN' as const, statement: '自有日志' },
  };
  await act(stage, 'evidence:deposit', deposit, RECEIVER);
  const shown = [
    { by: SENDER, evidence: logId(stage), purpose: '证明接收方仍在调用接口' },
    { by: RECEIVER, evidence: own, purpose: '证明第三分块未收到' },
  ];
  for (const [at, { by, ...what }] of shown.entries()) {
    const submission = idOf(stage, `s-${String(at)}`);
    await act(stage, 'dispute:submit', { id, submission, ...what }, by);
  }
  const { submissions } = await viewOf(stage);
  for (const { side, purpose } of submissions) report.note(`${side}: ${purpose}`);
  const sides = new Set(submissions.map(({ side }) => side));
  report.check('Each side’s evidence is on record.', sides.size === 2);
  report.add({ submissions: submissions.map(({ submission }) => submission) });
}

export async function hear(stage: Stage, report: StepReport): Promise<void> {
  await act(stage, 'dispute:hear', { id: disputeId(stage), on: today() }, BODY);
  const { status } = await viewOf(stage);
  report.check(`The dispute is ${status}.`, status === 'HEARING');
  report.add({ status });
}

/** One transaction ends the dispute and puts the award on record as an order. */
export async function award(stage: Stage, report: StepReport): Promise<void> {
  const id = disputeId(stage);
  const input = {
    ...{ id, order: awardId(stage), outcome: 'PARTLY_UPHELD' as const, execution: 'NONE' as const },
    ...{ documentNo: '（2026）蓉仲裁字第12号（示例）', documentDigest: documentDigest('裁决书') },
    findings: '第三分块已承诺，未证明已收到；期限外调用不予支持。',
  };
  const { txId } = await act(stage, 'dispute:award', input, BODY);
  const { identity } = person(stage, SENDER);
  const { order } = await stage.ledger.evaluate('order:read', { id: input.order }, identity);
  report.check(`${order.id} is an ${order.kind} of ${order.caseNo}.`, order.kind === 'AWARD');
  report.check('The same transaction made both.', order.ordered.txId === txId);
  const of = { kind: 'RIGHT' as const, id: rightOf(stage) };
  const { encumbrances } = await stage.ledger.evaluate(
    'register:right',
    { id: of.id },
    person(stage, 'bank').identity,
  );
  report.check('The certificate says nothing of it: it was about a grant.', !encumbrances.length);
  report.add({ order: order.id, txId, encumbrances });
}

function rightOf(stage: Stage): string {
  const { source } = grantOf(stage, 'G-1');
  if (source.kind === 'RIGHT') return source.right;
  throw new TypeError('G-1 is granted of a right.');
}
