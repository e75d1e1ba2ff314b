import type {
  Beacon,
  Check,
  Deal,
  Listing,
  PublicResourceRegistration,
  Registration,
  RightsEntry,
  Setting,
  VersionRef,
} from '@shuquan/chaincode/model';
import { FOREIGN_REGISTRARS, MARKET_RULES, versionNamed } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Projection, type Write } from '../keep.js';
import { keyOf, place } from '../key.js';
import type { CaseRow } from '../register/rows.js';
import { listsOf, noteListing, reviewDue, reviewListings } from './derived.js';
import { checkList, dealList, listingList, openUnder } from './rows.js';

async function listing(draft: Draft, { value, at }: Write): Promise<void> {
  const record = value as Listing;
  const { id, exchange, seller, terms } = record;
  const { subject } = terms;
  draft.put(keyOf('listing', id), record);
  const position = [place(at.block), place(at.index), id];
  for (const list of [
    listingList('exchange', exchange),
    listingList('seller', seller),
    listingList('subject', subject.kind === 'RIGHT' ? subject.right : subject.foreign),
    listingList('all'),
  ]) {
    draft.put(keyOf(list, ...position), id);
  }
  for (const list of await listsOf(draft, record)) {
    const ids = ((await draft.get(list)) as string[] | undefined) ?? [];
    draft.put(list, [...ids, id]);
  }
  noteListing(draft, id);
}

const acted =
  (kind: string): Projection =>
  (draft, { attributes, value }) => {
    const [id = ''] = attributes;
    draft.put(keyOf(kind, id), value);
    noteListing(draft, id);
  };

function deal(draft: Draft, { value, at }: Write): void {
  const record = value as Deal;
  const { id, seller, buyer, exchange } = record;
  draft.put(keyOf('deal', id), record);
  const position = [place(at.block), place(at.index), id];
  const sides = new Set([seller, buyer, ...(exchange === undefined ? [] : [exchange])]);
  for (const list of [...[...sides].map(dealList), dealList()]) {
    draft.put(keyOf(list, ...position), id);
  }
}

/** Negative answers stand under the same key; they are other lists’ matter. */
function check(draft: Draft, { value, at }: Write): void {
  const record = value as Check;
  if (record.kind !== 'RIGHTS') return;
  const { txId, audience, seller } = record;
  draft.put(keyOf('rights-check', txId), record);
  const position = [place(at.block), place(at.index)];
  for (const list of [
    checkList('audience', audience),
    checkList('seller', seller),
    checkList('all'),
  ]) {
    draft.put(keyOf(list, ...position), txId);
  }
}

const underData = ({ asset, version }: VersionRef): string =>
  openUnder('data', asset, place(version));

/** Something was said of a right: every listing of its data is looked at again. */
const ofRight: Projection = async (draft, { attributes }) => {
  const right = (await draft.get(keyOf('right', attributes[0] ?? ''))) as RightsEntry | undefined;
  if (right !== undefined) reviewListings(draft, underData(right.data));
};

const ofParty: Projection = (draft, { attributes }) => {
  reviewListings(draft, openUnder('seller', attributes[0] ?? ''));
};

/** By kind and id of what was suspended: the listings of that are looked at again. */
const emergency: Projection = async (draft, { attributes: [kind, id = ''], ...write }) => {
  if (kind === 'RIGHT') await ofRight(draft, { ...write, attributes: [id] });
  else if (kind === 'PARTY') await ofParty(draft, { ...write, attributes: [id] });
  else reviewListings(draft, underData(versionNamed(id)));
};

/** Disposals count from their registration on. */
async function registration(draft: Draft, { value }: Write): Promise<void> {
  const row = (await draft.get(keyOf('case', (value as Registration).case))) as CaseRow | undefined;
  const data = row?.record.data;
  if (data !== undefined) reviewListings(draft, underData(data));
}

function affiliate(draft: Draft, { attributes, value }: Write): void {
  draft.put(keyOf('affiliate', ...attributes), value);
  reviewListings(draft, ...attributes.map((party) => openUnder('seller', party)));
}

function resource(draft: Draft, { value }: Write): void {
  reviewListings(draft, underData((value as PublicResourceRegistration).data), openUnder('public'));
}

function setting(draft: Draft, { value }: Write): void {
  const { key } = value as Setting;
  const isOurs = [FOREIGN_REGISTRARS, MARKET_RULES].some((id) => key.startsWith(`${id}.`));
  if (isOurs) reviewListings(draft, openUnder('foreign'));
}

/** Rows of the market, and what its listings depend on, by type of the composite key. */
export const marketProjections: Readonly<Record<string, Projection>> = {
  listing,
  'listing-start': acted('listing-start'),
  'listing-conduct': acted('listing-conduct'),
  foreign: keep('foreign'),
  affiliate,
  deal,
  'deal-accept': keep('deal-accept'),
  settlement: keep('settlement'),
  check,
  'check-used': keep('check-used'),
  hold: ofRight,
  control: ofRight,
  pledge: ofRight,
  dispute: ofRight,
  disp: ofRight,
  'hold-party': ofParty,
  'control-party': ofParty,
  emergency,
  registration,
  resource,
  agreement: (draft) => {
    reviewListings(draft, openUnder('public'));
  },
  setting,
  beacon: (draft, { value }) => {
    reviewDue(draft, (value as Beacon).statement.time);
  },
};
