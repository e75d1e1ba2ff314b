import {
  type AffiliatePair,
  affiliationChangedAt,
  encumberedSince,
  type ForeignCertificate,
  foreignFaults,
  type ForeignRegistrars,
  FOREIGN_REGISTRARS,
  type Hold,
  holdChangedAt,
  type HoldHead,
  holdEnd,
  type Instants,
  later,
  type Listing,
  type ListingClosure,
  type ListingConduct,
  type ListingFile,
  type ListingStart,
  listingState,
  type ListingState,
  MARKET_RULES,
  type MarketRules,
  pairOf,
  type Registration,
  type RightsEntry,
  stands,
  type Title,
} from '@shuquan/chaincode/model';
import { documentInForce } from '../adopted.js';
import { emergenciesOf, encumbranceClosureOf } from '../encumbrances/closures.js';
import type { Rows } from '../register/rows.js';
import { States } from '../register/states.js';

/** A listing with what it is at an instant. */
export interface ListingFound {
  readonly file: ListingFile;
  readonly state: ListingState;
}

/**
 * What a listing is at an instant, by the model’s own function over the rows: the same that the
 * contract answers.
 */
export async function listingAt(
  rows: Rows,
  id: string,
  instants: Instants,
): Promise<ListingFound | undefined> {
  const file = await fileOf(rows, id);
  if (file === undefined) return undefined;
  const closure = await closureOf(rows, file, instants);
  return { file, state: listingState(closure, instants) };
}

/** The same as of an instant that is no earlier than any change to what it rests on (rule 3). */
export async function listingNow(
  rows: Rows,
  id: string,
  at: string,
): Promise<ListingFound | undefined> {
  const file = await fileOf(rows, id);
  if (file === undefined) return undefined;
  const now = await changedAt(rows, file.listing, at);
  return listingAt(rows, id, { asOf: now, knownAt: now });
}

async function fileOf(rows: Rows, id: string): Promise<ListingFile | undefined> {
  const listing = await rows.get<Listing>('listing', id);
  if (listing === undefined) return undefined;
  const start = await rows.get<ListingStart>('listing-start', id);
  return { listing, start, conduct: await rows.get<ListingConduct>('listing-conduct', id) };
}

async function closureOf(
  rows: Rows,
  file: ListingFile,
  instants: Instants,
): Promise<ListingClosure> {
  const { seller, exchange, terms } = file.listing;
  const affiliation = await rows.get<AffiliatePair>('affiliate', ...pairOf(seller, exchange));
  const title = await titleOf(rows, file.listing, instants);
  return { ...file, standing: { seller, exchange, terms, title, affiliation } };
}

async function titleOf(
  rows: Rows,
  { terms, seller }: Listing,
  instants: Instants,
): Promise<Title | undefined> {
  const { subject } = terms;
  if (subject.kind === 'FOREIGN') return foreignTitle(rows, subject.foreign, seller, instants);
  const view = await new States(rows, instants).rightById(subject.right);
  return view && { kind: 'RIGHT', view };
}

const partyHolds = async (rows: Rows, party: string): Promise<Hold[]> => [
  ...((await rows.get<HoldHead>('hold-party', party))?.orders ?? []),
  ...((await rows.get<HoldHead>('control-party', party))?.orders ?? []),
  ...(await emergenciesOf(rows, { kind: 'PARTY', id: party })).map(({ hold }) => hold),
];

async function foreignTitle(
  rows: Rows,
  id: string,
  seller: string,
  instants: Instants,
): Promise<Title | undefined> {
  const record = await rows.get<ForeignCertificate>('foreign', id);
  const rules = (await documentInForce(rows, 'RULE_PROFILE', MARKET_RULES, instants.asOf)) as
    MarketRules | undefined;
  if (record === undefined || rules === undefined) return undefined;
  const list = await documentInForce(rows, 'RULE_PROFILE', FOREIGN_REGISTRARS, instants.asOf);
  const laid = await partyHolds(rows, seller);
  return {
    ...{ kind: 'FOREIGN', record },
    faults: foreignFaults(
      record,
      list as ForeignRegistrars | undefined,
      rules.foreignSeconds,
      instants,
    ),
    orders: laid
      .filter((hold) => hold.blocks.includes('LIST') && stands(hold, instants))
      .map((hold) => ({ id: hold.id, until: holdEnd(hold, instants.knownAt).at })),
  };
}

async function changedAt(rows: Rows, listing: Listing, at: string): Promise<string> {
  const { seller, exchange, terms } = listing;
  const pair = await rows.get<AffiliatePair>('affiliate', ...pairOf(seller, exchange));
  const since = later(at, affiliationChangedAt(pair));
  const { subject } = terms;
  if (subject.kind === 'FOREIGN') {
    return (await partyHolds(rows, seller)).map(holdChangedAt).reduce(later, since);
  }
  const right = await rows.get<RightsEntry>('right', subject.right);
  if (right === undefined) return since;
  const registration = await rows.get<Registration>('registration', right.case);
  const known = { right, registration, dispositions: [] };
  return encumberedSince(await encumbranceClosureOf(rows, known), since);
}
