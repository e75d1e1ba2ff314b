import type { Listing, ListingStatus, RightsEntry } from '@shuquan/chaincode/model';
import type { Draft, Settled } from '../draft.js';
import { keyOf, place, under } from '../key.js';
import type { EventRow } from '../rows.js';
import { DraftRows } from './draft-rows.js';
import { dueAt, openUnder } from './rows.js';
import { listingNow } from './states.js';

/** What was last told of a listing, so that only a change is told. */
interface Told {
  readonly status: ListingStatus;
  readonly nextChangeAt?: string | undefined;
}

/** The name under which a change of a listing goes out that nobody made to the listing itself. */
export const STATUS_DERIVED = 'listing.status-derived';

/** As many as one beacon wakes; those behind follow with the next. */
const MAX_DUE = 500;

/** Looks at the listings under these keys once the transaction is taken in. */
export function reviewListings(draft: Draft, ...lists: readonly string[]): void {
  for (const list of lists) {
    draft.later(list, async (settled) => {
      const ids = ((await draft.get(list)) as string[] | undefined) ?? [];
      for (const id of ids) await review(draft, id, settled);
    });
  }
}

/** Looks at one listing; what an act on it changed is told by the act’s own event. */
export function noteListing(draft: Draft, id: string): void {
  draft.put(keyOf('listing-acted', id), true);
  draft.later(`listing ${id}`, (settled) => review(draft, id, settled));
}

/** What time alone changed by the time that a beacon states: told with the beacon’s block. */
export function reviewDue(draft: Draft, time: string): void {
  draft.later('listings due', async (settled) => {
    const range = { gt: under('listing-due').gt, lt: dueAt(time, '~'), limit: MAX_DUE };
    for await (const id of draft.db.values(range)) {
      await review(draft, id as string, { ...settled, time });
    }
  });
}

async function review(draft: Draft, id: string, settled: Settled): Promise<void> {
  const found = await listingNow(new DraftRows(draft), id, settled.time);
  if (found === undefined) return;
  const { state, file } = found;
  const { status } = state;
  const before = await remember(draft, id, state);
  if (status === 'DELISTED') await close(draft, file.listing);
  const acted = keyOf('listing-acted', id);
  const isOwn = (await draft.get(acted)) !== undefined;
  if (isOwn) draft.delete(acted);
  if (isOwn || before === undefined || before.status === status) return;
  const { exchange, seller } = file.listing;
  tell(draft, settled, {
    ...{ listing: id, exchange, seller, before: before.status, status, reasons: state.reasons },
  });
}

/** Keeps what a listing is now, and when to look at it again. @returns what it was last */
async function remember(
  draft: Draft,
  id: string,
  { status, nextChangeAt }: Told,
): Promise<Told | undefined> {
  const key = keyOf('listing-told', id);
  const before = (await draft.get(key)) as Told | undefined;
  draft.put(key, { status, ...(nextChangeAt === undefined ? {} : { nextChangeAt }) });
  if (before?.nextChangeAt !== undefined) draft.delete(dueAt(before.nextChangeAt, id));
  if (nextChangeAt !== undefined) draft.put(dueAt(nextChangeAt, id), id);
  return before;
}

/** Under an id of its own, behind the event of the transaction that it follows from. */
function tell(draft: Draft, { block, index, txId, time }: Settled, payload: object): void {
  const derived = draft.number(`${String(block)}-${String(index)}`);
  const row: EventRow = {
    ...{ name: STATUS_DERIVED, txId, block, index, derived },
    payload: { ...payload, at: time },
  };
  draft.put(keyOf('event', place(block), place(index), `d${place(derived)}`), row);
}

/** Under which keys a listing is found when something that it rests on changes. */
export async function listsOf(draft: Draft, { terms, seller }: Listing): Promise<string[]> {
  const { subject } = terms;
  if (subject.kind === 'FOREIGN') return [openUnder('seller', seller), openUnder('foreign')];
  const right = (await draft.get(keyOf('right', subject.right))) as RightsEntry | undefined;
  const data = right?.data;
  return [
    openUnder('seller', seller),
    ...(data === undefined ? [] : [openUnder('data', data.asset, place(data.version))]),
    ...(right?.publicCode === undefined ? [] : [openUnder('public')]),
  ];
}

async function close(draft: Draft, listing: Listing): Promise<void> {
  for (const list of await listsOf(draft, listing)) {
    const ids = ((await draft.get(list)) as string[] | undefined) ?? [];
    draft.put(
      list,
      ids.filter((id) => id !== listing.id),
    );
  }
}
