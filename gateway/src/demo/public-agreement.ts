import { addDays, type Input, shanghaiDate } from '@shuquan/chaincode/model';
import { idOf } from './depositing.js';
import {
  agreementId,
  catalogNo,
  depositAsset,
  identityOf,
  IMPLEMENTER,
  OPERATOR,
  PROHIBITED,
  PURPOSES,
  refusals,
  sharedNo,
} from './public-desk.js';
import { act, digestsOf, documentDigest, fileDigests, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';

const RULES = 'PUBLIC_2025_OPERATION';
const OFFICIAL = 'authority-official';
type Draft = Input<'agreement:draft'>;

/** Every item of a list, each with the digest of its wording. */
async function itemsOf(
  stage: Stage,
  of: 'schemeItems' | 'agreementItems',
): Promise<Draft['items']> {
  const key = { listId: RULES, version: 1 };
  const { document } = await stage.ledger.evaluate('codelist:read', key, identityOf(stage, 'bank'));
  if (document.kind !== 'OPERATION_RULES') throw new TypeError(`${RULES} is no set of rules.`);
  return document[of].map(({ code, zh }) => ({ code, digest: documentDigest(zh) }));
}

const schemeId = ({ run }: Stage): string => `sch-${run}`;
const selectionId = ({ run }: Stage): string => `sel-${run}`;

/** 实施方案、竞争性选择: twelve items, a decision by another person, a procedure with evidence. */
export async function scheme(stage: Stage, report: StepReport): Promise<void> {
  const items = await itemsOf(stage, 'schemeItems');
  const draft: Input<'scheme:draft'> = {
    ...{ id: schemeId(stage), title: '经营主体登记监管信息授权运营实施方案', mode: 'SCENARIO' },
    ...{
      catalogNos: [catalogNo(stage), sharedNo(stage)],
      items,
      documentDigest: documentDigest('方案'),
      rules: RULES,
    },
  };
  const propose = (over: Partial<typeof draft>) => (): Promise<unknown> =>
    act(stage, 'scheme:draft', { ...draft, ...over }, IMPLEMENTER);
  const refused = await refusals(report, [
    [
      'A scheme without its last two items',
      'SCHEME_ITEM_MISSING',
      propose({ items: items.slice(0, -2) }),
    ],
    ['A scheme over a listed number', 'CATALOG_NO_LISTED', propose({ catalogNos: ['CD-GA-0001'] })],
  ]);
  await propose({})();
  const { id } = draft;
  await act(stage, 'scheme:decide', { id, outcome: 'APPROVED', reasons: '同意' }, OFFICIAL);
  await act(stage, 'scheme:file', { id, filingNo: `备案-${stage.run}` }, OFFICIAL);
  const tender = `tender-${stage.run}`;
  await depositAsset(stage, tender, IMPLEMENTER);
  const selection = {
    ...{ id: selectionId(stage), scheme: id, operator: usccOf(stage, OPERATOR) },
    ...{ procedure: 'PUBLIC_TENDER', evidence: idOf(stage, tender) },
    evidenceDigest: digestsOf(tender)['SHA-256'],
  };
  const { value } = await act(stage, 'scheme:select', selection, IMPLEMENTER);
  report.check(
    `${value.operator} was chosen by ${value.procedure}, on evidence ${value.evidence}.`,
    value.scheme === id,
  );
  report.add({ scheme: id, selection: value.id, items: items.length, refused });
}

/** 授权运营协议: thirteen items, five years at most, signed by both, filed. */
export async function agreement(stage: Stage, report: StepReport): Promise<void> {
  const draft = await draftOf(stage);
  const { from } = draft.term;
  const propose = (over: Partial<Draft>) => (): Promise<unknown> =>
    act(stage, 'agreement:draft', { ...draft, ...over }, IMPLEMENTER);
  const refused = await refusals(report, [
    [
      'Without a way to settle disputes (争议解决方式)',
      'AGREEMENT_ITEM_MISSING',
      propose({ items: draft.items.filter((item) => item.code !== 'DISPUTE_RESOLUTION') }),
    ],
    [
      'For six years',
      'TERM_EXCEEDS_5_YEARS',
      propose({ term: { from, to: addDays(from, 6 * 365) } }),
    ],
    [
      'Over data that another department shared in, without its consent',
      'PROVIDER_CONSENT_REQUIRED',
      propose({ catalogNos: [sharedNo(stage)] }),
    ],
    ['By scenario without purposes', 'PURPOSES_REQUIRED', propose({ purposes: [] })],
  ]);
  const drafted = await act(stage, 'agreement:draft', draft, IMPLEMENTER);
  const { id, textDigest, termsDigest } = drafted.value;
  for (const by of [IMPLEMENTER, OPERATOR]) {
    await act(stage, 'agreement:sign', { id, textDigest, termsDigest }, by);
  }
  await act(stage, 'agreement:file', { id, filingNo: `备案-${stage.run}` }, OFFICIAL);
  const { status } = await stage.ledger.evaluate(
    'agreement:read',
    { id },
    identityOf(stage, 'bank'),
  );
  report.check(
    `${id}, signed by both and filed, is ${status} until ${draft.term.to}.`,
    status === 'ACTIVE',
  );
  await disclose(stage, id);
  report.add({ agreement: id, status, term: draft.term, textDigest, refused });
}

async function draftOf(stage: Stage): Promise<Draft> {
  const today = shanghaiDate(new Date().toISOString());
  return {
    ...{ id: agreementId(stage), scheme: schemeId(stage), selection: selectionId(stage) },
    ...{ mode: 'SCENARIO', catalogNos: [catalogNo(stage)] },
    ...{ purposes: PURPOSES, prohibitedPurposes: PROHIBITED },
    term: { from: addDays(today, -1), to: addDays(today, 2 * 365) },
    items: await itemsOf(stage, 'agreementItems'),
    textDigest: (await fileDigests('agr_1.txt'))['SHA-256'],
    revenue: [
      { party: usccOf(stage, IMPLEMENTER), basisPoints: 3_333 },
      { party: usccOf(stage, OPERATOR), basisPoints: 6_667 },
    ],
  };
}

/** 27号: the implementing body publishes objects, content, scope and term. */
async function disclose(stage: Stage, id: string): Promise<void> {
  const scope = {
    ...{ id: `sc-${stage.run}`, agreement: id, objects: '信贷机构', content: '经营主体信用核验' },
    ...{ scope: '四川省内', documentDigest: documentDigest('公开文本') },
  };
  await act(stage, 'operation:publishScope', scope, IMPLEMENTER);
}
