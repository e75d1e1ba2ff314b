import { type Input, reckon } from '@shuquan/chaincode/model';
import {
  agreementId,
  catalogNo,
  identityOf,
  IMPLEMENTER,
  OPERATOR,
  productId,
  rawAsset,
  refusals,
} from './public-desk.js';
import { recordPurpose } from './purpose.js';
import { act, documentDigest, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';

/** 产品清单: what is made under the agreement, and how it is used. */
export async function product(stage: Stage, report: StepReport): Promise<void> {
  const id = productId(stage);
  const of = { agreement: agreementId(stage) };
  const added = {
    ...{ id, ...of, catalogNos: [catalogNo(stage)] },
    name: '2026年成都市经营主体信用核验接口数据服务',
  };
  await act(stage, 'operation:addProduct', added, OPERATOR);
  const published = {
    ...{ id: `pl-${stage.run}`, ...of, products: [{ product: id, usage: '信贷核验' }] },
    documentDigest: documentDigest('产品清单'),
  };
  await act(stage, 'operation:publishProducts', published, OPERATOR);
  const { disclosedAt } = await stage.ledger.evaluate(
    'operation:product',
    { id },
    identityOf(stage, 'bank'),
  );
  report.check(`${id} was published at ${disclosedAt ?? '?'}.`, disclosedAt !== undefined);
  report.add({ product: id });
}

/** 加工与血缘: two steps, and one edge that names them. */
export async function lineage(stage: Stage, report: StepReport): Promise<void> {
  const basis = { kind: 'AUTHORISED_OPERATION' as const, reference: agreementId(stage) };
  const source = { asset: rawAsset(stage), version: 1 };
  const target = { asset: productId(stage), version: 1 };
  const steps = [`st-${stage.run}-1`, `st-${stage.run}-2`];
  const kinds = ['CLEAN', 'MODEL'] as const;
  for (const [i, id] of steps.entries()) {
    const step: Input<'lineage:record'> = {
      ...{ id, kind: kinds[i] ?? 'CLEAN', inputs: [source], output: target, basis },
      ...{ startedAt: '2026-02-11T01:00:00.000Z', endedAt: '2026-02-12T01:00:00.000Z' },
      methodDigest: documentDigest(id),
    };
    await act(stage, 'lineage:record', step, OPERATOR);
  }
  const sources = [{ version: source, catalogNo: catalogNo(stage) }];
  await act(stage, 'lineage:derive', { target, sources, steps, basis }, OPERATOR);
  const back = [{ version: target }];
  const refused = await refusals(report, [
    [
      'A circle of derivations',
      'DERIVATION_CYCLE',
      () =>
        act(stage, 'lineage:derive', { target: source, sources: back, steps: [], basis }, OPERATOR),
    ],
  ]);
  const { items } = await stage.ledger.evaluate(
    'lineage:traceUp',
    { version: target, depth: 4, limit: 10 },
    identityOf(stage, 'supervisor'),
  );
  report.check(
    `The product was made from ${items.map(({ link }) => link.source.asset).join(', ')} in ${String(steps.length)} steps.`,
    items.length === 1 && items[0]?.link.steps.length === 2,
  );
  report.add({ target, sources: items.length, refused });
}

/** 交付: within purposes and term; the first one starts the clock of registration. */
export async function delivery(stage: Stage, report: StepReport): Promise<void> {
  const given: Input<'operation:deliver'> = {
    ...{ id: `dl-${stage.run}`, product: productId(stage), version: 1 },
    ...{ recipient: usccOf(stage, 'consumer-c'), purpose: 'CREDIT_VERIFY' },
    ...{ catalogNos: [catalogNo(stage)], root: documentDigest('交付') },
  };
  const deliver = (over: Partial<typeof given>) => (): Promise<unknown> =>
    act(stage, 'operation:deliver', { ...given, ...over }, OPERATOR);
  const refused = await refusals(report, [
    ['For marketing', 'PURPOSE_PROHIBITED', deliver({ purpose: 'MARKETING' })],
    ['For a purpose that is not listed', 'PURPOSE_NOT_GRANTED', deliver({ purpose: 'RANKING' })],
    ['Of data of another number', 'CATALOG_OUT_OF_SCOPE', deliver({ catalogNos: ['CD-GS-0099'] })],
    [
      'To the operator itself',
      'OPERATOR_REDEVELOPMENT_BAN',
      deliver({ recipient: usccOf(stage, OPERATOR) }),
    ],
  ]);
  await deliver({})();
  const { firstDelivery } = await stage.ledger.evaluate(
    'operation:product',
    { id: given.product },
    identityOf(stage, 'bank'),
  );
  const due = firstDelivery?.due.due;
  report.check(`Delivered; the product is to be registered by ${due ?? '?'}.`, due !== undefined);
  report.add({ delivery: given.id, registrationDue: due, refused });
}

/** 收益分配: recomputed on the ledger from its inputs, and signed by whoever has a share. */
export async function revenue(stage: Stage, report: StepReport): Promise<void> {
  const id = `rv-${stage.run}`;
  const { agreement: record } = await stage.ledger.evaluate(
    'agreement:read',
    { id: agreementId(stage) },
    identityOf(stage, 'bank'),
  );
  const inputs = {
    income: [{ code: 'API_CALLS', documentDigest: documentDigest('收入'), fen: 1_000_001 }],
    costs: [{ code: 'PLATFORM', documentDigest: documentDigest('成本'), fen: 200_000 }],
    shares: record.revenue,
  };
  const result = reckon('LARGEST_REMAINDER_1', inputs);
  const { from } = record.term;
  const statement: Input<'revenue:state'> = {
    ...{ id, agreement: record.id, period: { from, to: from }, rule: 'LARGEST_REMAINDER_1' },
    ...{ inputs, result },
  };
  const more = { ...result, income: result.income + 1 };
  const refused = await refusals(report, [
    [
      'A statement whose result does not follow',
      'REVENUE_MISMATCH',
      () => act(stage, 'revenue:state', { ...statement, result: more }, OPERATOR),
    ],
  ]);
  const { value } = await act(stage, 'revenue:state', statement, OPERATOR);
  const twice = await refusals(report, [
    [
      'The same days in a second statement',
      'REVENUE_PERIOD_OVERLAPS',
      () => act(stage, 'revenue:state', { ...statement, id: `${id}-2` }, OPERATOR),
    ],
  ]);
  for (const by of [IMPLEMENTER, OPERATOR]) {
    await act(stage, 'revenue:sign', { id, digest: value.digest }, by);
  }
  const court = identityOf(stage, 'judge');
  const closed = await refusals(report, [
    [
      'A court looks without a purpose on record',
      'QUERY_PURPOSE_MISSING',
      () => stage.ledger.evaluate('revenue:recompute', { id }, court),
    ],
  ]);
  const on = { kind: 'AGREEMENT' as const, id: record.id };
  const why = { purpose: 'LITIGATION', basis: '收益分配纠纷' };
  const asked = { id, ...(await recordPurpose(stage, 'judge', on, why)) };
  const again = await stage.ledger.evaluate('revenue:recompute', asked, court);
  const shares = again.recomputed.shares.map(({ fen }) => fen);
  report.check(
    `${String(again.recomputed.distributable)} fen are ${shares.join(' + ')}, reckoned again and the same.`,
    again.holds && shares.reduce((sum, fen) => sum + fen, 0) === again.recomputed.distributable,
  );
  report.add({ statement: id, shares, refused: { ...refused, ...twice, ...closed } });
}
