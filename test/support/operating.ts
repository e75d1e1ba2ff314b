import { createHash } from 'node:crypto';
import {
  addDays,
  type AuthorizationAgreement,
  type Input,
  type OperationRules,
  type Output,
  reckon,
  type RevenueInputs,
  shanghaiDate,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { shippedRules } from '@shuquan/gateway/founding/rules';
import { depositInput, unique } from './founded.js';
import { catalogEntry, plantEntries } from './operation-plants.js';
import { CONSUMER_C, IMPLEMENTING_BODY, OPERATOR } from './parties.js';
import { Registrar } from './registrar.js';
import type { Stage } from './stage.js';

export const RULES = 'PUBLIC_2025_OPERATION';
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the shipped rules of operation say. */
export function shippedOperationRules(): OperationRules {
  const found = shippedRules().find((each) => each.kind === 'OPERATION_RULES');
  if (found?.kind !== 'OPERATION_RULES') throw new TypeError('No rules of operation are shipped.');
  return found;
}

const rules = shippedOperationRules();
const itemsOf = (all: OperationRules['schemeItems']): Input<'scheme:draft'>['items'] =>
  all.map(({ code }) => ({ code, digest: sha256(code) }));
export const schemeItems = itemsOf(rules.schemeItems);
export const agreementItems = itemsOf(rules.agreementItems);

type Draft = Input<'agreement:draft'>;
export const shares: Draft['revenue'] = [
  { party: IMPLEMENTING_BODY, basisPoints: 3_333 },
  { party: OPERATOR, basisPoints: 6_667 },
];

export const schemeInput = (over: Partial<Input<'scheme:draft'>> = {}): Input<'scheme:draft'> => ({
  id: unique('sch'),
  title: '经营主体登记监管信息授权运营实施方案',
  mode: 'SCENARIO',
  catalogNos: ['CD-GS-0007', 'CD-GS-0008'],
  items: schemeItems,
  documentDigest: sha256('scheme'),
  rules: RULES,
  ...over,
});

/** AGR-1 of the scenarios, under another id and in a term that a test can be in. */
export const agreementInput = (
  ground: Pick<Draft, 'scheme' | 'selection'>,
  term: Draft['term'],
  over: Partial<Draft> = {},
): Draft => ({
  ...{ id: unique('agr'), ...ground, mode: 'SCENARIO', catalogNos: ['CD-GS-0007'] },
  purposes: ['CREDIT_VERIFY', 'INCLUSIVE_FINANCE_RISK'],
  prohibitedPurposes: ['MARKETING', 'PERSONAL_PROFILING', 'RAW_RESALE'],
  term,
  items: agreementItems,
  textDigest: '83eab1d0c9ecb191b57de26ee6a1a9fa0c5c538c137baf947c104315f982223e',
  revenue: shares,
  ...over,
});

/** Plays an authorised operation for a test, step by step. */
export class Operating {
  readonly desk: Registrar;
  readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
    this.desk = new Registrar(stage);
  }

  act<N extends TransactionName>(name: N, input: Input<N>, as: string): Promise<Output<N>> {
    return this.desk.act(name, input, as);
  }

  /** The code of a refusal, under a beacon that is young enough. */
  async refused(name: TransactionName, input: unknown, as: string): Promise<string> {
    await this.desk.time();
    return this.stage.code(name, input, as);
  }

  /** From yesterday on, for so many days. */
  term(days = 700): Draft['term'] {
    const from = addDays(shanghaiDate(this.stage.bench.now().toISOString()), -1);
    return { from, to: addDays(from, days) };
  }

  async decided(over: Partial<Input<'scheme:draft'>> = {}): Promise<string> {
    await this.catalogued();
    const { id } = await this.act('scheme:draft', schemeInput(over), 'implementer');
    const decision = { id, outcome: 'APPROVED' as const, reasons: '同意' };
    await this.act('scheme:decide', decision, 'authority-official');
    return id;
  }

  /** The entries of the catalogue that schemes name stand there. */
  catalogued(): Promise<void> {
    const entries = ['CD-GS-0007', 'CD-GS-0008', 'CD-GS-0099'].map((no) => catalogEntry(no));
    return plantEntries(this.stage.bench, entries);
  }

  /** A scheme that is filed. */
  async scheme(over: Partial<Input<'scheme:draft'>> = {}): Promise<string> {
    const id = await this.decided(over);
    await this.act('scheme:file', { id, filingNo: unique('B') }, 'authority-official');
    return id;
  }

  async evidence(as = 'implementer'): Promise<Output<'evidence:deposit'>> {
    await this.desk.time();
    return this.stage.submit('evidence:deposit', depositInput(), as);
  }

  async selectionInput(
    scheme: string,
    over: Partial<Input<'scheme:select'>> = {},
  ): Promise<Input<'scheme:select'>> {
    const { id: evidence, digests } = await this.evidence();
    return {
      ...{ id: unique('sel'), scheme, operator: OPERATOR, procedure: 'PUBLIC_TENDER', evidence },
      evidenceDigest: digests['SHA-256'],
      ...over,
    };
  }

  /** A filed scheme with its operator. */
  async ground(
    over: Partial<Input<'scheme:draft'>> = {},
  ): Promise<Pick<Draft, 'scheme' | 'selection'>> {
    const scheme = await this.scheme(over);
    const input = await this.selectionInput(scheme);
    const { id: selection } = await this.act('scheme:select', input, 'implementer');
    return { scheme, selection };
  }

  async drafted(over: Partial<Draft> = {}): Promise<AuthorizationAgreement> {
    const { mode = 'SCENARIO' } = over;
    const input = agreementInput(await this.ground({ mode }), this.term(), over);
    return this.act('agreement:draft', input, 'implementer');
  }

  async sign(
    { id, textDigest, termsDigest }: AuthorizationAgreement,
    as: string,
  ): Promise<AuthorizationAgreement> {
    return this.act('agreement:sign', { id, textDigest, termsDigest }, as);
  }

  async signed(over: Partial<Draft> = {}): Promise<AuthorizationAgreement> {
    const agreement = await this.drafted(over);
    await this.sign(agreement, 'implementer');
    return this.sign(agreement, 'operator');
  }

  /** An agreement in force. */
  async active(over: Partial<Draft> = {}): Promise<AuthorizationAgreement> {
    const { id } = await this.signed(over);
    return this.act('agreement:file', { id, filingNo: unique('B') }, 'authority-official');
  }

  async product(agreement: string): Promise<Output<'operation:addProduct'>> {
    return this.act('operation:addProduct', productInput(agreement), 'operator');
  }

  async deliver(
    product: string,
    over: Partial<Input<'operation:deliver'>> = {},
  ): Promise<Output<'operation:deliver'>> {
    return this.act('operation:deliver', deliveryInput(product, over), 'operator');
  }

  supervise(
    agreement: string,
    as = 'implementer',
    over: object = {},
  ): Promise<Output<'operation:supervise'>> {
    return this.stage.ask('operation:supervise', { agreement, ...over }, as);
  }
}

export const productInput = (
  agreement: string,
  over: Partial<Input<'operation:addProduct'>> = {},
): Input<'operation:addProduct'> => ({
  ...{ id: unique('pr'), agreement, catalogNos: ['CD-GS-0007'] },
  name: '2026年成都市经营主体信用核验接口数据服务',
  ...over,
});

export const deliveryInput = (
  product: string,
  over: Partial<Input<'operation:deliver'>> = {},
): Input<'operation:deliver'> => ({
  ...{ id: unique('dl'), product, version: 1, recipient: CONSUMER_C, purpose: 'CREDIT_VERIFY' },
  ...{ catalogNos: ['CD-GS-0007'], root: sha256('root') },
  ...over,
});

export const revenueInputs: RevenueInputs = {
  income: [{ code: 'API_CALLS', documentDigest: sha256('ledger'), fen: 1_000_001 }],
  costs: [{ code: 'PLATFORM', documentDigest: sha256('costs'), fen: 200_000 }],
  shares,
};

export const statementInput = (
  { id, term }: AuthorizationAgreement,
  over: Partial<Input<'revenue:state'>> = {},
): Input<'revenue:state'> => ({
  ...{ id: unique('rv'), agreement: id, period: { from: term.from, to: addDays(term.from, 30) } },
  ...{ rule: 'LARGEST_REMAINDER_1', inputs: revenueInputs },
  result: reckon('LARGEST_REMAINDER_1', revenueInputs),
  ...over,
});

export const stepInput = (
  over: Partial<Input<'lineage:record'>> = {},
): Input<'lineage:record'> => ({
  ...{ id: unique('st'), kind: 'CLEAN', inputs: [{ asset: 'raw', version: 1 }] },
  output: { asset: 'clean', version: 1 },
  basis: { kind: 'OWN_DATA', reference: 'own' },
  ...{ startedAt: '2026-01-05T00:00:00.000Z', endedAt: '2026-01-06T00:00:00.000Z' },
  methodDigest: sha256('method'),
  ...over,
});
