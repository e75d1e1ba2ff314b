import { z } from 'zod';
import { LedgerError } from '../errors.js';
import { BeaconCitation } from '../beacon.js';
import { recordDigest } from '../digest.js';
import type { ClassificationCitation } from '../classification-list.js';
import { CatalogNo } from '../negative-list.js';
import { Month, monthOfDate } from '../registration/certificate-number.js';
import { type Act, dayOfAct } from '../registration/case-acts.js';
import { Id, later, line } from '../schema.js';
import { uncited } from '../uncited.js';
import { type CatalogEntry, type Classification, entryFacts } from './entry.js';

export const UpsertEntryInput = z
  .strictObject({
    ...entryFacts,
    /** A month that is over and not closed yet; left out, the month it is. */
    month: Month.optional(),
    /** The correction ticket that this version answers. */
    ticket: Id.optional(),
    beacon: BeaconCitation.optional(),
  })
  .refine(({ items }) => new Set(items.map(({ item }) => item)).size === items.length, {
    path: ['items'],
    message: 'A data item stands twice',
  })
  .meta({ id: 'UpsertEntryInput' });
export const RetireEntryInput = z
  .strictObject({
    catalogNo: CatalogNo,
    reason: line(200),
    month: Month.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'RetireEntryInput' });

/** What a new version meets on the ledger. */
export interface EntryGround {
  readonly current: CatalogEntry | undefined;
  /** The place that the entry gets, if it is new. */
  readonly ordinal: number;
  /** The last month of the department that takes no changes any more. */
  readonly closedThrough: string | undefined;
  readonly act: Act;
}

/** The same for an upsert, which states a level. */
export interface UpsertGround extends EntryGround {
  readonly classifiedUnder: ClassificationCitation;
}

/** @throws LedgerError CATALOG_MONTH_WRONG, CATALOG_MONTH_CLOSED */
function monthOf(asked: string | undefined, { current, closedThrough, act }: EntryGround): string {
  const now = monthOfDate(dayOfAct(undefined, act));
  const month = asked ?? later(now, current?.month ?? now);
  requireUnclosed(month, closedThrough);
  const earliest = current?.month ?? month;
  if (month > now && month !== earliest) throw monthWrong(month, 'has not begun');
  if (month < earliest) throw monthWrong(month, 'is before the entry’s last change');
  return month;
}

/** @throws LedgerError CATALOG_MONTH_CLOSED */
function requireUnclosed(month: string, closedThrough: string | undefined): void {
  if (closedThrough === undefined || month > closedThrough) return;
  throw new LedgerError(
    'CATALOG_MONTH_CLOSED',
    `${month} is closed; record the change in a later month.`,
    { month, closedThrough },
  );
}

const monthWrong = (month: string, why: string): LedgerError =>
  new LedgerError('CATALOG_MONTH_WRONG', `${month} ${why}.`, { month });

/** @throws LedgerError CALLER_FORBIDDEN, CATALOG_RETIRED */
function requireOwn({ current, act }: EntryGround): void {
  if (current === undefined) return;
  const { catalogNo, department, state } = current;
  if (department !== act.by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `${catalogNo} is the entry of ${department}.`, {
      catalogNo,
    });
  }
  requireActive({ catalogNo, state });
}

/** @throws LedgerError CATALOG_RETIRED */
export function requireActive({
  catalogNo,
  state,
}: Pick<CatalogEntry, 'catalogNo' | 'state'>): void {
  if (state === 'ACTIVE') return;
  throw new LedgerError('CATALOG_RETIRED', `${catalogNo} was retired.`, { catalogNo });
}

/** Core data leaves nobody’s hands (数据安全法 21). @throws LedgerError CORE_DATA_REFUSED */
export function refuseCore(catalogNo: string, { level }: Pick<Classification, 'level'>): void {
  if (level !== 'CORE') return;
  throw new LedgerError('CORE_DATA_REFUSED', `${catalogNo} is core data.`, {
    catalogNo,
    article: 'DSL/21',
  });
}

type Following = Pick<
  CatalogEntry,
  'department' | 'version' | 'previous' | 'earlier' | 'ordinal' | 'month' | 'by' | 'at' | 'txId'
>;

/** What follows from the version before, and where the new one stands. */
function following({ current, ordinal, act }: EntryGround, month: string): Following {
  const { by, moment } = act;
  const { time, txId } = moment;
  const stated = { department: by.uscc, month, by, txId };
  if (current === undefined) return { ...stated, version: 1, ordinal, at: time };
  // Within one month the last version of an earlier month stays the same.
  const earlier = current.month === month ? current.earlier : current.version;
  return {
    ...stated,
    version: current.version + 1,
    previous: recordDigest(current),
    ...(earlier === undefined ? {} : { earlier }),
    ordinal: current.ordinal,
    at: later(current.at, time),
  };
}

/**
 * The next version of an entry: its department’s word, in a month that is open.
 *
 * @throws LedgerError CALLER_FORBIDDEN, CATALOG_RETIRED, CATALOG_MONTH_WRONG, CATALOG_MONTH_CLOSED,
 *   CORE_DATA_REFUSED
 */
export function upsertEntry(
  input: z.infer<typeof UpsertEntryInput>,
  ground: UpsertGround,
): CatalogEntry {
  requireOwn(ground);
  if (input.sharedFrom === ground.act.by.uscc) {
    throw new LedgerError('INPUT_INVALID', 'Own data is not shared in.', {
      issues: [{ pointer: '/sharedFrom', message: 'Is the department itself' }],
    });
  }
  const kept = input.shareType === 'NOT_SHARED' && input.openType === 'NOT_OPEN';
  if (!kept) refuseCore(input.catalogNo, input.classification);
  const { month: asked, ...facts } = uncited(input);
  const month = monthOf(asked, ground);
  const { classifiedUnder } = ground;
  return { v: 1, ...facts, classifiedUnder, ...following(ground, month), state: 'ACTIVE' };
}

/**
 * The last version of an entry. What it was stays to be read; its place is never used again.
 *
 * @throws LedgerError as `upsertEntry` does
 */
export function retireEntry(
  input: z.infer<typeof RetireEntryInput>,
  ground: EntryGround & { readonly current: CatalogEntry },
): CatalogEntry {
  requireOwn(ground);
  const month = monthOf(input.month, ground);
  const facts = { ...ground.current };
  delete facts.ticket;
  return {
    ...facts,
    ...following(ground, month),
    state: 'RETIRED',
    retiredFor: input.reason,
  };
}

/** Which entry is the authoritative source of a data item; one alone (一数一源). */
export interface AuthoritativeSource {
  readonly v: 1;
  readonly item: string;
  readonly catalogNo: string;
  readonly department: string;
  readonly active: boolean;
}

/** Items for which a version is the authoritative source; a retired one is for none. */
export const sourcesOf = (entry: CatalogEntry | undefined): string[] =>
  entry?.state === 'ACTIVE'
    ? entry.items.filter(({ authoritative }) => authoritative).map(({ item }) => item)
    : [];

/** @throws LedgerError AUTHORITATIVE_SOURCE_CONFLICT naming the entry to file a correction against */
export function requireSource(
  item: string,
  { catalogNo }: Pick<CatalogEntry, 'catalogNo'>,
  found: AuthoritativeSource | undefined,
): void {
  if (found?.active !== true || found.catalogNo === catalogNo) return;
  throw new LedgerError(
    'AUTHORITATIVE_SOURCE_CONFLICT',
    `${found.catalogNo} of ${found.department} is the authoritative source of ${item}. File a correction ticket against it if it is not.`,
    { item, catalogNo: found.catalogNo, department: found.department, remedy: 'correction:file' },
  );
}
