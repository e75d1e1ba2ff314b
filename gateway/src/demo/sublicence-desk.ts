import {
  addDays,
  type Grant,
  type GrantScope,
  type Input,
  shanghaiDate,
} from '@shuquan/chaincode/model';
import { identityOf, OPERATOR, productId } from './public-desk.js';
import { act, documentDigest, usccOf } from './registration-desk.js';
import type { StepReport } from './report.js';
import type { Stage } from './stage.js';

export const SERVICE = 'consumer-c';
export const BANK = 'bank';
/** 持牌金融机构. */
export const LICENSED = 'LICENSED_FINANCIAL_INSTITUTION';
/** What a verification gives, and what a list of customers is. */
export const [VERDICT, RANKING] = ['CREDIT_VERDICT', 'RANKED_CUSTOMER_LIST'];
export const CALLS = { granted: 100_000, passedOn: 20_000 };

export const grantId = ({ run }: Stage, name: string): string => `${name}-${run}`;
export const algorithmDigest = ({ run }: Stage, name: string): string =>
  documentDigest(`${name} ${run}`);

const today = (): string => shanghaiDate(new Date().toISOString());
/** A year and the better part of one: the agreement of this play lasts for two. */
export const inDays = (days: number): string => addDays(today(), days);

/** The scope of G-2. */
export const serviceScope = (stage: Stage): GrantScope => ({
  right: 'USE',
  subset: { data: { asset: productId(stage), version: 1 }, parts: ['WHOLE'] },
  fields: ['uscc', 'grade'],
  purposes: ['CREDIT_VERIFY'],
  outputTypes: [VERDICT],
  territory: ['CN-51'],
  term: { from: today(), to: inDays(365) },
  count: CALLS.granted,
  recipients: [LICENSED],
  resale: false,
  export: false,
  depth: 1,
});

/** The scope of SG-1. */
export const bankScope = (stage: Stage): GrantScope => ({
  ...serviceScope(stage),
  ...{ term: { from: today(), to: inDays(270) }, count: CALLS.passedOn, depth: 0 },
});

type Offer = Input<'grant:offer'>;

export const offerBelow = (
  stage: Stage,
  parent: string,
  grantee: string,
  scope: GrantScope,
  over: Partial<Offer> = {},
): Offer => ({
  id: grantId(stage, 'SG-X'),
  grantee: usccOf(stage, grantee),
  source: { kind: 'GRANT', grant: grantId(stage, parent) },
  scope,
  textDigest: documentDigest('分许可文本'),
  ...over,
});

/** Offers, and accepts in the other’s name. */
export async function grant(stage: Stage, offer: Offer, from: string, to: string): Promise<Grant> {
  const { value } = await act(stage, 'grant:offer', offer, from);
  const { id, textDigest, termsDigest } = value;
  await act(stage, 'grant:accept', { id, textDigest, termsDigest }, to);
  return value;
}

/** The right of an earlier step to operate the product. */
export async function operatingRight(stage: Stage): Promise<string> {
  const { items } = await stage.ledger.evaluate(
    'register:rightsOf',
    { data: { asset: productId(stage), version: 1 }, limit: 10 },
    identityOf(stage, OPERATOR),
  );
  const found = items.find(({ right }) => right.right === 'OPERATE');
  if (found === undefined) throw new TypeError('An earlier step had to register the product.');
  return found.right.id;
}

/** A qualification of this play, for which somebody was found to be fit. */
export async function qualify(stage: Stage, who: string, code: string): Promise<string> {
  const id = `q-${stage.run}-${who}`;
  const now = Date.now();
  const qualification = {
    ...{ uscc: usccOf(stage, who), id, code, documentDigest: documentDigest(code) },
    validFrom: new Date(now - 86_400_000).toISOString(),
    validTo: new Date(now + 900 * 86_400_000).toISOString(),
  };
  await act(stage, 'party:qualify', qualification, 'registrar1');
  return id;
}

/** What a recorded attempt came to: OK, or the code of its refusal, and where it stands. */
export async function attempted(
  report: StepReport,
  title: string,
  attempt: Promise<{ readonly value: Attempt; readonly txId: string }>,
): Promise<string> {
  const { value, txId } = await attempt;
  const code = value.outcome === 'PERMITTED' ? 'OK' : value.code;
  const why = value.outcome === 'PERMITTED' ? '' : ` ${reasonsOf(value)}`;
  report.note(`${title}: ${code}, ${value.distance}.${why} Transaction ${txId}.`);
  return code;
}

type Attempt =
  | { readonly outcome: 'PERMITTED'; readonly distance: string }
  | {
      readonly outcome: 'REFUSED';
      readonly distance: string;
      readonly code: string;
      readonly reasons: readonly { readonly code: string; readonly what?: string | undefined }[];
    };

const reasonsOf = ({ reasons }: Extract<Attempt, { outcome: 'REFUSED' }>): string =>
  reasons.map(({ code, what }) => (what === undefined ? code : `${code} (${what})`)).join(', ');
