import { answer, bounds, ground, history, parties, time } from './evidence-proof.js';
import { erasure, privatePayload } from './evidence-private.js';
import { depositFacts, depositFile, expectedDigests, type FileDeposit } from './depositing.js';
import { commonQuery } from './query.js';
import type { StepReport } from './report.js';
import type { Scenario, Step } from './scenario.js';
import { deposited, person, type Stage } from './stage.js';

/** A step that deposits one file. */
const deposit = (step: string, title: string, file: FileDeposit): Step => ({
  step,
  title,
  async act(stage, report) {
    report.add(depositFacts(await depositFile(stage, report, file)));
  },
});

const chunk = (number: number): FileDeposit => ({
  file: `chunk_${String(number)}.bin`,
  by: 'operator',
  kind: 'DATASET',
  origin: 'PUBLIC_AUTHORISED',
  statement: `交付 DLV-1 分片 ${String(number)}`,
});

async function delivery(stage: Stage, report: StepReport): Promise<void> {
  const committed = await Promise.all(
    [1, 2, 3].map((number) => depositFile(stage, report, chunk(number))),
  );
  report.add({ deposits: committed.map(depositFacts) });
}

const CLAIMED = '2026-02-28T16:00:00.000Z';

/** 2026-03-01 in Chengdu is what the paper says. The ledger keeps it as what it is: a claim. */
async function backdated(stage: Stage, report: StepReport): Promise<void> {
  const committed = await depositFile(stage, report, {
    file: 'backdated_contract.txt',
    by: 'holder-a',
    kind: 'CONTRACT',
    origin: 'CONTRACT',
    statement: '合同文本自称签订于 2026-03-01',
    claimedEventTime: CLAIMED,
  });
  const { claimedEventTime, depositedAt } = committed.value;
  report.check('The date on the paper is kept as a claim.', claimedEventTime === CLAIMED);
  report.check('The deposit itself is of today, whatever the paper claims.', depositedAt > CLAIMED);
  report.add({ ...depositFacts(committed), claimedEventTime, depositedAt });
}

/** A continuation names what it continues, and the earlier record learns of it. */
async function link(stage: Stage, report: StepReport): Promise<void> {
  const committed = await depositFile(stage, report, {
    file: 'ds_a_v2.csv',
    by: 'holder-a',
    kind: 'DATASET',
    origin: 'COLLECTED',
    statement: '企业信用指标样例第二版，承接第一版',
    previous: 'ds_a_v1.csv',
  });
  const { id } = deposited(stage, 'ds_a_v1.csv').value;
  const as = person(stage, 'holder-a').identity;
  const first = await stage.ledger.evaluate('evidence:read', { id }, as);
  report.check('The second record names the first.', committed.value.previous === id);
  report.check(
    'The first record shows what continues it.',
    first.status === 'SUPERSEDED' && first.supersededBy.includes(committed.value.id),
  );
  report.add({ ...depositFacts(committed), previous: id, status: first.status });
}

async function find(stage: Stage, report: StepReport): Promise<void> {
  const found: Record<string, unknown>[] = [];
  for (const [file, { value }] of stage.deposits) {
    for (const algorithm of ['SHA-256', 'SM3'] as const) {
      const views = await commonQuery(stage, algorithm, value.digests[algorithm]);
      const hit = views.some(({ record }) => record.id === value.id);
      report.check(`${file} is found by its ${algorithm} digest.`, hit);
      found.push({ file, algorithm, found: hit });
    }
  }
  report.add({ found });
}

async function tampered(stage: Stage, report: StepReport): Promise<void> {
  const file = 'ds_a_v1_tampered.csv';
  const digests = await expectedDigests(file);
  if (digests === undefined) throw new TypeError(`${file} is not on the list of digests`);
  for (const algorithm of ['SHA-256', 'SM3'] as const) {
    const views = await commonQuery(stage, algorithm, digests[algorithm]);
    report.check(`${file} is NOT found by its ${algorithm} digest.`, views.length === 0);
  }
  report.note('One row was altered; nobody deposited these bytes, so they prove nothing.');
  report.add({ file, digests, found: false });
}

/** 存证: what is deposited can be found and proven, and what was altered can not. */
export const evidence: Scenario = {
  name: 'evidence',
  title: '存证 Evidence: deposited, found, proven, erased',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties with their unified social credit codes', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    deposit('deposit-dataset', 'A data set is deposited', {
      file: 'ds_a_v1.csv',
      by: 'holder-a',
      kind: 'DATASET',
      origin: 'COLLECTED',
      statement: '企业信用指标样例第一版，自行采集',
    }),
    deposit('deposit-agreement', 'An agreement is deposited', {
      file: 'agr_1.txt',
      by: 'implementer',
      kind: 'CONTRACT',
      origin: 'CONTRACT',
      statement: '公共数据资源授权运营协议文本',
    }),
    deposit('deposit-voucher', 'The content of a voucher is deposited', {
      file: 'voucher_power.json',
      by: 'utility',
      kind: 'STATEMENT',
      origin: 'OWN',
      statement: '用电凭证内容',
    }),
    { step: 'deposit-backdated', title: 'A contract that claims an earlier date', act: backdated },
    { step: 'deposit-delivery', title: 'A delivery in three chunks', act: delivery },
    { step: 'link', title: 'A second version continues the first', act: link },
    { step: 'find', title: 'Everything is found again by digest', act: find },
    { step: 'tampered-not-found', title: 'The altered file is not found', act: tampered },
    {
      step: 'private-payload',
      title: 'A private payload behind a commitment',
      act: privatePayload,
    },
    { step: 'erase', title: 'The private payload is erased', act: erasure },
    { step: 'history', title: 'What happened to the data set', act: history },
    { step: 'answer', title: 'A signed answer, checked offline', act: answer },
    { step: 'interval', title: 'Transaction, block and proven time', act: bounds },
  ],
};
