import type { Input } from '@shuquan/chaincode/model';
import { codeOf, act, usccOf } from './registration-desk.js';
import { catalogNo, identityOf, IMPLEMENTER, sharedNo } from './public-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';

/** On the negative list that comes with the product. */
const LISTED = 'CD-GA-0001';

type Entry = Input<'catalog:upsert'>;

const entry = (stage: Stage, no: string, item: string): Entry => ({
  catalogNo: no,
  title: '经营主体登记监管信息',
  shareType: 'CONDITIONAL',
  openType: 'CONDITIONAL',
  updateFrequency: 'MONTH',
  origin: { kind: 'DECLARED' },
  items: [{ item, name: '统一社会信用代码', authoritative: true }],
  standardRef: 'GB/T 21063',
  classification: {
    ...{ sector: 'MARKET_REGULATION', category: 'REGISTRATION' },
    ...{ level: 'GENERAL', personalInfo: 'NONE', assessor: usccOf(stage, IMPLEMENTER) },
    ...{ basis: '市级数据分类分级目录', assessedOn: '2026-01-12' },
  },
});

/** 一本账: versions that never change, and one authoritative source of a data item. */
export async function catalogue(stage: Stage, report: StepReport): Promise<void> {
  const no = catalogNo(stage);
  const first = entry(stage, no, `uscc-${stage.run}`);
  await act(stage, 'catalog:upsert', first, IMPLEMENTER);
  const second = await act(
    stage,
    'catalog:upsert',
    { ...first, updateFrequency: 'DAY' },
    IMPLEMENTER,
  );
  report.check(
    `${no} is at version ${String(second.value.version)}, which cites the one before.`,
    second.value.version === 2 && second.value.previous !== undefined,
  );
  const other = entry(stage, `${no}-X`, `uscc-${stage.run}`);
  const conflict = await codeOf(act(stage, 'catalog:upsert', other, 'utility'));
  report.check(
    `A second authoritative source of one item: ${conflict}.`,
    conflict === 'AUTHORITATIVE_SOURCE_CONFLICT',
  );
  const core = { ...other, items: [{ item: `x-${stage.run}`, name: '项', authoritative: false }] };
  const refused = await codeOf(
    act(
      stage,
      'catalog:upsert',
      { ...core, classification: { ...core.classification, level: 'CORE' } },
      IMPLEMENTER,
    ),
  );
  report.check(`Core data that is to be shared: ${refused}.`, refused === 'CORE_DATA_REFUSED');
  await act(
    stage,
    'catalog:upsert',
    { ...core, catalogNo: sharedNo(stage), sharedFrom: usccOf(stage, 'utility') },
    IMPLEMENTER,
  );
  report.note(`${sharedNo(stage)} holds what another department shared in.`);
  const page = { catalogNo: no, limit: 10 };
  const { items } = await stage.ledger.evaluate('catalog:history', page, identityOf(stage, 'bank'));
  report.check('Both versions stay to be read.', items.length === 2);
  report.add({ catalogNo: no, version: second.value.version, conflict, core: refused });
}

/** 负面清单: whatever is on it can not be authorised; the answer cites the version. */
export async function negativeList(stage: Stage, report: StepReport): Promise<void> {
  const as = identityOf(stage, 'bank');
  const list = await stage.ledger.evaluate(
    'codelist:read',
    { listId: 'NEGATIVE_LIST', version: 1 },
    as,
  );
  const { document } = list;
  const entries = document.kind === 'NEGATIVE_LIST' ? document.entries : [];
  report.check(
    `Version ${String(document.version)} lists ${entries.map((each) => each.catalogNo).join(', ')}.`,
    entries.some((each) => each.catalogNo === LISTED),
  );
  report.add({ listId: document.listId, version: document.version });
}
