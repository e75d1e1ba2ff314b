import { type CaseView, opens } from '@shuquan/chaincode/model';
import {
  act,
  apply,
  assetId,
  caseId,
  codeOf,
  explain,
  fileDigests,
  findings,
  initialForm,
  usccOf,
  view,
} from './registration-desk.js';
import { depositedDigest, receiptOf } from './registration-national.js';
import type { StepReport } from './report.js';
import { deposited, person, type Stage } from './stage.js';

const [REVIEWER, APPROVER] = ['registrar1', 'approver1'];
const AGAIN = { by: 'holder-a', registrar: REVIEWER, why: '同一数据的再次演示登记' };

const clockOf = (
  { state }: Pick<CaseView, 'state'>,
  clock: string,
): CaseView['state']['deadlines'][number] | undefined =>
  state.deadlines.find((each) => each.clock === clock);

/** 申请: the form of Annex 1, on evidence deposited before. */
export async function application(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'a1');
  const evidence = deposited(stage, 'ds_a_v1.csv').value;
  const digests = await fileDigests('ds_a_v1.csv');
  const form = initialForm(stage, assetId(stage, 'a'), {
    by: 'holder-a',
    digests,
    evidence: evidence.id,
  });
  const { value, txId, block } = await apply(stage, {
    id,
    form,
    by: 'holder-a',
    registrar: REVIEWER,
  });
  const { state } = await view(stage, id, REVIEWER);
  const [acceptance] = state.deadlines;
  report.check(`${id} is ${state.status}.`, state.status === 'SUBMITTED');
  report.check(
    `The registrar has until the end of ${acceptance?.due ?? '?'} to answer (${acceptance?.article ?? '?'}).`,
    acceptance?.due !== undefined,
  );
  report.add({
    case: id,
    status: state.status,
    acceptanceDue: acceptance?.due,
    profile: value.profile,
    txId,
    block: block.toString(),
  });
}

/** Each gate refuses with its own code, and leaves nothing behind. */
export async function gates(stage: Stage, report: StepReport): Promise<void> {
  const asset = assetId(stage, 'gate');
  const by = 'holder-a';
  const long = initialForm(stage, asset, { by });
  const tries: [string, string, string, ReturnType<typeof initialForm>][] = [
    [
      'A registrar applies in its own register',
      'REGISTRAR_SELF_APPLICATION',
      REVIEWER,
      initialForm(stage, asset, { by: REVIEWER }),
    ],
    [
      'An entrusted processor applies',
      'ENTRUSTED_NO_RIGHTS',
      'processor-e',
      initialForm(stage, asset, { by: 'processor-e', origin: 'ENTRUSTED' }),
    ],
    [
      'Raw government data',
      'NOT_REGISTRABLE_GOV_RAW',
      'implementer',
      initialForm(stage, asset, { by: 'implementer', origin: 'GOVERNMENT_DUTY' }),
    ],
    [
      'A product of authorised operation without its lookup code',
      'PUBLIC_CODE_REQUIRED',
      'operator',
      initialForm(stage, asset, { by: 'operator', origin: 'PUBLIC_AUTHORISED' }),
    ],
    [
      'OPERATE of crawled public data',
      'RIGHT_NOT_ALLOWED_FOR_ORIGIN',
      by,
      initialForm(stage, asset, { by, origin: 'PUBLIC_CRAWL' }),
    ],
    [
      'A name of more than 40 characters',
      'FIELD_LIMIT_EXCEEDED',
      by,
      { ...long, description: { ...long.description, name: '数'.repeat(41) } },
    ],
  ];
  const refused: Record<string, string> = {};
  for (const [title, expected, as, form] of tries) {
    const id = caseId(stage, 'gate');
    const code = await codeOf(apply(stage, { id, form, by: as, registrar: REVIEWER }));
    report.check(`${title}: ${code}.`, code === expected);
    refused[title] = code;
  }
  report.add({ refused });
}

/** 受理、公示: dates follow from the signed calendar; the notice opens four fields, no more. */
export async function notice(stage: Stage, report: StepReport): Promise<void> {
  const of = { case: caseId(stage, 'a1') };
  await explain(stage, of.case, AGAIN);
  await act(stage, 'acceptance:accept', of, REVIEWER);
  await act(stage, 'review:record', { ...of, findings }, REVIEWER);
  await act(stage, 'review:publish', of, REVIEWER);
  const { state, record } = await view(stage, of.case, REVIEWER);
  const decision = clockOf({ state }, 'DECISION');
  const shown = await stage.ledger.evaluate(
    'registration:notice',
    of,
    person(stage, 'bank').identity,
  );
  report.check(
    `On public notice until the end of ${shown.until}.`,
    state.status === 'PUBLICISED' && shown.running,
  );
  report.check(
    `The time to decide runs until ${decision?.due ?? '?'}; the notice does not count.`,
    decision !== undefined,
  );
  report.check(
    `The notice opens ${shown.opened.map(({ field }) => field).join(', ')} against the root of all ${String(record.fields.count)} fields.`,
    shown.opened.length > 0 && shown.opened.every((each) => opens(shown.fields, each)),
  );
  const early = await codeOf(
    act(stage, 'review:decide', { ...of, outcome: 'APPROVED', reasons: '提前' }, APPROVER),
  );
  report.check(`A decision before its end: ${early}.`, early === 'NOTICE_NOT_ENDED');
  report.add({ case: of.case, noticeEnds: shown.until, decisionDue: decision?.due, early });
}

/** 异议: the clock stands still while an objection is open. */
export async function objection(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'a1');
  const raised = {
    case: id,
    objection: `ob-${stage.run}`,
    reasons: '2023 年数据来自共同项目',
    materialDigest: (await fileDigests('agr_1.txt'))['SHA-256'],
  };
  await act(stage, 'objection:raise', raised, 'holder-b');
  const paused = await standstill(stage, report, id);
  const decided = {
    case: id,
    objection: raised.objection,
    outcome: 'REJECTED' as const,
    findings: '合同仅涉及 2022 年',
  };
  await act(stage, 'objection:decide', decided, REVIEWER);
  const after = await view(stage, id, REVIEWER);
  const resumed = clockOf(after, 'DECISION');
  report.check(
    `Rejected with findings; the time runs again, until ${resumed?.due ?? '?'}.`,
    resumed?.paused === false,
  );
  await withdrawal(stage, report, id);
  report.add({ case: id, ...paused, decisionDue: resumed?.due });
}

/** While an objection is open the time to decide does not run. */
async function standstill(
  stage: Stage,
  report: StepReport,
  id: string,
): Promise<{ objectionDue: string | undefined; remaining: number | undefined }> {
  const open = await view(stage, id, REVIEWER);
  const due = clockOf(open, 'OBJECTION')?.due;
  const decision = clockOf(open, 'DECISION');
  report.check(
    `${id} is ${open.state.status}; to be decided by ${due ?? '?'}.`,
    open.state.status === 'OBJECTED',
  );
  report.check(
    `The time to decide stands still with ${String(decision?.remaining ?? '?')} working days left.`,
    decision?.paused === true,
  );
  return { objectionDue: due, remaining: decision?.remaining };
}

async function withdrawal(stage: Stage, report: StepReport, id: string): Promise<void> {
  const reasons = '改以不公示方式重新申请';
  await act(stage, 'registration:withdraw', { case: id, reasons }, 'holder-a');
  const { state } = await view(stage, id, REVIEWER);
  report.check(
    'The applicant withdraws, to apply anew without a notice.',
    state.status === 'WITHDRAWN',
  );
}

/** 审查与决定: reviewer and approver are two people. */
export async function decision(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'a2');
  const digests = await fileDigests('ds_a_v1.csv');
  const evidence = deposited(stage, 'ds_a_v1.csv').value.id;
  const withholdNotice = '数据概述涉及商业秘密，申请不予公示';
  const form = initialForm(stage, assetId(stage, 'a'), {
    by: 'holder-a',
    digests,
    evidence,
    withholdNotice,
  });
  await apply(stage, { id, form, by: 'holder-a', registrar: REVIEWER });
  await explain(stage, id, AGAIN);
  const of = { case: id };
  await act(stage, 'acceptance:accept', of, REVIEWER);
  await act(stage, 'review:withhold', { ...of, reasons: '涉及商业秘密，理由正当' }, REVIEWER);
  await act(stage, 'review:record', { ...of, findings }, REVIEWER);
  const approval = { ...of, outcome: 'APPROVED' as const, reasons: '符合规定' };
  const alone = await codeOf(act(stage, 'review:decide', approval, REVIEWER));
  report.check(`The reviewer decides: ${alone}.`, alone === 'REVIEWER_CAN_NOT_DECIDE');
  await act(stage, 'review:decide', approval, APPROVER);
  const after = await view(stage, id, REVIEWER);
  report.check(
    `Another person approves: ${after.state.status}.`,
    after.state.status === 'APPROVED',
  );
  report.add({ case: id, alone, status: after.state.status });
}

/** 存证、回执、凭证: no certificate before the receipt, and none from a wrong one. */
export async function registration(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'a2');
  const { value, txId, block } = await act(stage, 'register:deposit', { case: id }, REVIEWER);
  const { digest } = depositedDigest(value);
  report.note(`Deposited as ${digest} in block ${String(block)}.`);
  const early = await codeOf(act(stage, 'register:certify', { cases: [id] }, REVIEWER));
  report.check(`A certificate before the receipt: ${early}.`, early === 'RECEIPT_MISSING');
  const forged = await receiptOf(stage, value, { wrong: true, registrar: REVIEWER });
  const wrong = await codeOf(
    act(stage, 'register:receipt', { case: id, receipt: forged }, REVIEWER),
  );
  report.check(`A receipt with another digest: ${wrong}.`, wrong === 'ROOT_MISMATCH');
  const receipt = await receiptOf(stage, value, { wrong: false, registrar: REVIEWER });
  await act(stage, 'register:receipt', { case: id, receipt }, REVIEWER);
  const { state } = await view(stage, id, REVIEWER);
  report.check(
    `Registered at ${receipt.time}, as receipt ${receipt.id} says.`,
    state.registeredAt === receipt.time,
  );
  const certified = await act(stage, 'register:certify', { cases: [id] }, REVIEWER);
  const certificate = certified.value.certificates[0];
  report.check(
    `Certificate ${certificate?.no ?? '?'}, valid until ${certificate?.lastValidDay ?? '?'}.`,
    /^SJ511\d{10}$/.test(certificate?.no ?? ''),
  );
  report.note(
    'The receipt comes from a simulator; the national system is reached through the same port.',
  );
  report.add({
    case: id,
    recordDigest: digest,
    early,
    wrong,
    receipt: receipt.id,
    certificate: certificate?.no,
    lastValidDay: certificate?.lastValidDay,
    txId,
    block: block.toString(),
  });
}

/** 谁持有什么: asked as a stranger, for now and for before. */
export async function rights(stage: Stage, report: StepReport): Promise<void> {
  const as = person(stage, 'bank').identity;
  const data = { asset: assetId(stage, 'a'), version: 1 };
  const now = await stage.ledger.evaluate('register:rightsOf', { data, limit: 10 }, as);
  const held = now.items.map(({ right, state }) => `${right.right} ${state.status}`);
  report.check(
    `${person(stage, 'holder-a').party?.name ?? ''} holds ${held.join(', ')}.`,
    held.length === 3 &&
      now.items.every(
        ({ right, state }) =>
          state.status === 'ACTIVE' && right.holder === usccOf(stage, 'holder-a'),
      ),
  );
  const evidence = deposited(stage, 'ds_a_v1.csv').value;
  const past = await stage.ledger.evaluate(
    'register:rightsOf',
    { data, asOf: evidence.depositedAt, limit: 10 },
    as,
  );
  report.check(
    `As of ${evidence.depositedAt} each was ${past.items[0]?.state.status ?? '?'}, with the reason.`,
    past.items.every(({ state }) => state.status === 'PENDING' && state.reasons.length > 0),
  );
  report.add({ data, held, asOf: evidence.depositedAt });
}
