import { randomBytes } from 'node:crypto';
import {
  addDays,
  admissionGroups,
  type Input,
  type Listing,
  type ListingMode,
  type ListingTerms,
  type ListingView,
  type RightsCheck,
  shanghaiDate,
} from '@shuquan/chaincode/model';
import { idOf } from './depositing.js';
import { act, documentDigest, usccOf } from './registration-desk.js';
import { person, type Stage } from './stage.js';

export const [SELLER, EXCHANGE, OTHER] = ['holder-a', 'exchange', 'exchange2'] as const;

/** What the steps of one play share. */
export interface ExchangePlay {
  right: string;
  certificate: string;
  check?: RightsCheck;
  listing?: Listing;
  /** The transaction of the order that froze the right. */
  frozenBy?: string;
}
const plays = new WeakMap<Stage, ExchangePlay>();

export function playOf(stage: Stage): ExchangePlay {
  const known = plays.get(stage) ?? { right: '', certificate: '' };
  plays.set(stage, known);
  return known;
}

/** Of this play: RC-1, and the listing that it was for. */
export function listedOf(stage: Stage): { readonly check: RightsCheck; readonly listing: Listing } {
  const { check, listing } = playOf(stage);
  if (check !== undefined && listing !== undefined) return { check, listing };
  throw new TypeError('An earlier step had to list the data.');
}

const checked = { item: 'FILE_REVIEW', outcome: 'PASS' as const, findings: '材料齐全，符合规定' };

/** Price and quality are disclosed, and the exchange decides that the data is fit for it. */
export async function termsOn(
  stage: Stage,
  name: string,
  { exchange, mode }: { readonly exchange: string; readonly mode: ListingMode },
): Promise<ListingTerms> {
  const { right, certificate } = playOf(stage);
  const subject = { kind: 'RIGHT' as const, right };
  const disclosure = idOf(stage, `dis-${name}`);
  const admission = idOf(stage, `adm-${name}`);
  const fields = ['PRICE', 'QUALITY'].map((field) => ({
    name: field,
    digest: documentDigest(`${name} ${field}`),
  }));
  await act(stage, 'listing:disclose', { id: disclosure, subject, fields }, SELLER);
  const evidence = [{ kind: 'CERTIFICATE' as const, id: certificate }];
  const groups = admissionGroups.map((group) => ({ group, checks: [{ ...checked, evidence }] }));
  await act(stage, 'admission:decide', { id: admission, subject, groups }, exchange);
  const today = shanghaiDate(new Date().toISOString());
  return {
    ...{ subject, mode, term: { from: today, to: addDays(today, 30) } },
    ...{ text: documentDigest(`挂牌条款 ${name}`), disclosure, admission },
  };
}

export const asking = (
  stage: Stage,
  terms: ListingTerms,
  exchange: string,
  seller: string = SELLER,
): Input<'check:submit'> => ({
  ...{ seller: usccOf(stage, seller), venue: 'ON_EXCHANGE', terms },
  ...{ audience: usccOf(stage, exchange), nonce: randomBytes(16).toString('hex') },
});

export const submitCheck = async (
  stage: Stage,
  terms: ListingTerms,
  exchange: string,
): Promise<RightsCheck> =>
  (await act(stage, 'check:submit', asking(stage, terms, exchange), exchange)).value;

export const apply = async (
  stage: Stage,
  name: string,
  { terms, exchange, by = SELLER }: { terms: ListingTerms; exchange: string; by?: string },
): Promise<Listing> => {
  const input = { id: idOf(stage, name), exchange: usccOf(stage, exchange), terms };
  return (await act(stage, 'listing:apply', input, by)).value;
};

/** Relies on a check as the exchange that it was made for. */
export const start = async (
  stage: Stage,
  { id }: Listing,
  { txId: check, nonce }: RightsCheck,
  exchange: string,
): Promise<bigint> => (await act(stage, 'listing:list', { id, check, nonce }, exchange)).block;

export const seen = (stage: Stage, { id }: Listing): Promise<ListingView> =>
  stage.ledger.evaluate('listing:read', { id }, person(stage, EXCHANGE).identity);
