import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fingerprint } from '@shuquan/chaincode/model';
import { DigestedFile } from '../cli/digest.js';
import { fingerprintOf } from '../fingerprint/fingerprint.js';
import {
  act,
  apply,
  approve,
  assetId,
  caseId,
  codeOf,
  documentDigest,
  explain,
  fileDigests,
  findings,
  initialForm,
  usccOf,
  view,
} from './registration-desk.js';
import { register } from './registration-national.js';
import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';

const [REVIEWER, APPROVER] = ['registrar2', 'approver2'];

/** 重复登记: the same file, the same applicant, another registrar, another name. */
export async function repeated(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'a3');
  const digests = await fileDigests('ds_a_v1.csv');
  const plain = initialForm(stage, assetId(stage, 'a3'), { by: 'holder-a', digests });
  const withholdNotice = '涉及商业秘密';
  const description = { ...plain.description, name: '成都企业信用画像宽表' };
  const form = { ...plain, description, withholdNotice };
  await apply(stage, { id, form, by: 'holder-a', registrar: REVIEWER });
  const { state } = await view(stage, id, REVIEWER);
  const repeat = state.unexplained.find(({ code }) => code === 'REPEAT_REGISTRATION');
  report.check(
    `The second registrar sees ${repeat?.code ?? 'nothing'} with a pointer to ${repeat?.certificate ?? 'nothing'}.`,
    repeat?.certificate !== undefined,
  );
  const own = await view(stage, id, 'holder-a');
  report.check(
    'The applicant reads the flag without the pointer.',
    own.state.unexplained.every(({ other, certificate }) => (other ?? certificate) === undefined),
  );
  const of = { case: id };
  await act(stage, 'acceptance:accept', of, REVIEWER);
  await act(stage, 'review:record', { ...of, findings }, REVIEWER);
  const approval = { ...of, outcome: 'APPROVED' as const, reasons: '符合规定' };
  const blocked = await codeOf(act(stage, 'review:decide', approval, APPROVER));
  report.check(`It can not be approved: ${blocked}.`, blocked === 'REPEAT_REGISTRATION');
  await act(stage, 'registration:withdraw', { ...of, reasons: '撤回重复申请' }, 'holder-a');
  report.add({ case: id, flag: repeat, blocked });
}

/** 近似: rows shuffled, columns renamed, three in a hundred changed; only the sketch can tell. */
export async function similar(stage: Stage, report: StepReport): Promise<void> {
  const key = { keyId: 'DEMO_KEY', secret: randomBytes(32) };
  const rows = tableRows(stage.run);
  const original = await fingerprintText(table(['uscc', 'grade', 'score'], rows), key);
  const copy = await fingerprintText(table(['code', 'level', 'points'], altered(rows)), key);
  await sketched(stage, {
    name: 's1',
    by: 'holder-a',
    registrar: 'registrar1',
    fingerprint: original,
  });
  const id = await sketched(stage, {
    name: 's2',
    by: 'holder-d',
    registrar: REVIEWER,
    fingerprint: copy,
  });
  const { state } = await view(stage, id, REVIEWER);
  const flag = state.unexplained.find(({ tier }) => tier === 'SKETCH');
  report.check('No digest is the same.', original.rowsDigest !== copy.rowsDigest);
  report.check(
    `The keyed sketches are ${String((flag?.similarity ?? 0) / 100)} % alike: ${flag?.code ?? 'nothing'}.`,
    flag?.code === 'OVERLAP_EXPLANATION_REQUIRED' && flag.similarity >= 9000,
  );
  const own = await view(stage, id, 'holder-d');
  report.check(
    'Whose data it is like, its applicant does not learn.',
    own.state.unexplained.every(({ other }) => other === undefined),
  );
  report.add({ case: id, flag, rows: rows.length });
}

async function sketched(
  stage: Stage,
  {
    name,
    by,
    registrar,
    fingerprint,
  }: { name: string; by: string; registrar: string; fingerprint: Fingerprint },
): Promise<string> {
  const id = caseId(stage, name);
  const { rowsDigest, schemaDigest, rows, columns, fileDigests: digests, sketch } = fingerprint;
  const of = { by, digests, fingerprint: { rowsDigest, schemaDigest, rows, columns } };
  const form = initialForm(stage, assetId(stage, name), of);
  await apply(stage, { id, form, by, registrar });
  if (sketch === undefined) throw new TypeError('The sketch has a key.');
  await act(stage, 'overlap:sketch', { case: id, rows, sketch }, registrar);
  return id;
}

const ROWS = 1000;

function tableRows(run: string): string[][] {
  return Array.from({ length: ROWS }, (_, i) => {
    const digest = documentDigest(`${run} ${String(i)}`);
    return [
      digest.slice(0, 18),
      `L${String(i % 9)}`,
      String(Number.parseInt(digest.slice(18, 22), 16)),
    ];
  });
}

/** Reversed, and every thirty-third row of another value. */
const altered = (rows: readonly string[][]): string[][] =>
  rows.toReversed().map((row, i) => (i % 33 === 0 ? [row[0] ?? '', 'L9', '0'] : row));

const table = (columns: readonly string[], rows: readonly string[][]): string =>
  `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`;

async function fingerprintText(
  text: string,
  key: { keyId: string; secret: Uint8Array },
): Promise<Fingerprint> {
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-demo-'));
  try {
    const path = join(folder, 'table.csv');
    writeFileSync(path, text);
    return await fingerprintOf(new DigestedFile(path, () => undefined), 'csv', { key });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** 并存: somebody else’s own right on the same data, shown by a contract, is lawful (article 21). */
export async function concurrent(stage: Stage, report: StepReport): Promise<void> {
  const id = caseId(stage, 'b1');
  const digests = await fileDigests('ds_a_v1.csv');
  const allocation = [
    {
      holder: usccOf(stage, 'holder-b'),
      right: 'USE' as const,
      share: 'CONCURRENT' as const,
      proofDigest: (await fileDigests('agr_1.txt'))['SHA-256'],
    },
  ];
  const over = {
    by: 'holder-b',
    digests,
    origin: 'CONTRACT' as const,
    allocation,
    withholdNotice: '合同含商业秘密',
  };
  const form = initialForm(stage, assetId(stage, 'a'), over);
  await apply(stage, { id, form, by: 'holder-b', registrar: 'registrar1' });
  const why = '依据共同合同取得使用权';
  await explain(stage, id, { by: 'holder-b', registrar: 'registrar1', why });
  await approve(stage, id, { reviewer: 'registrar1', approver: 'approver1' });
  const { no } = await register(stage, id, 'registrar1');
  const data = { asset: assetId(stage, 'a'), version: 1 };
  const query = { data, right: 'USE' as const, limit: 10 };
  const { items } = await stage.ledger.evaluate(
    'register:rightsOf',
    query,
    person(stage, 'bank').identity,
  );
  const holders = new Set(
    items.flatMap(({ right, state: { status } }) => (status === 'ACTIVE' ? [right.holder] : [])),
  );
  report.check(
    `Two holders of USE on one data set, both ACTIVE: ${[...holders].join(', ')}.`,
    holders.size === 2,
  );
  report.add({ case: id, certificate: no, holders: [...holders] });
}
