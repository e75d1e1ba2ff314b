import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { canonicalize } from '../canonical.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { Vote } from '../governance.js';
import { appendLeaf, frontierRoot } from '../merkle.js';
import { CatalogNo } from '../negative-list.js';
import { Month } from '../registration/certificate-number.js';
import { monthEnd, secondVote } from '../registration/closing.js';
import { Hex256, TransactionId, Uscc, Version } from '../schema.js';
import type { CatalogEntry } from './entry.js';

/** Entries that one transaction seals: its reads are bounded, and each key is read by itself. */
export const SEALED_PER_PAGE = 50;

/** What a month’s root commits to of one entry. */
export const SealedEntry = z
  .strictObject({
    ordinal: z.int().min(1),
    catalogNo: CatalogNo,
    version: Version,
    state: z.enum(['ACTIVE', 'RETIRED']),
    digest: Hex256,
  })
  .meta({ id: 'SealedEntry' });
export type SealedEntry = z.infer<typeof SealedEntry>;

export const sealedLeaf = (entry: SealedEntry): string => canonicalize(entry);

export const sealedEntry = (entry: CatalogEntry): SealedEntry => ({
  ordinal: entry.ordinal,
  catalogNo: entry.catalogNo,
  version: entry.version,
  state: entry.state,
  digest: recordDigest(entry),
});

/** The entries at fifty places of a department, as they stood at the end of a month: immutable. */
export interface SealedPage {
  readonly v: 1;
  readonly entries: readonly SealedEntry[];
}

/** `catalog-month~department~month`: how far its sealing is, and the tree over what is sealed. */
export const CatalogMonth = z
  .strictObject({
    v: z.literal(1),
    department: Uscc,
    month: Month,
    pages: z.int().min(0),
    size: z.int().min(0),
    retired: z.int().min(0),
    frontier: z.array(Hex256).max(40),
    sealed: z.boolean(),
    txId: TransactionId,
  })
  .meta({ id: 'CatalogMonth' });
export type CatalogMonth = z.infer<typeof CatalogMonth>;

/** Months of a department end in order; written by sealings alone, so that changes never meet. */
export interface ClosedThrough {
  readonly v: 1;
  readonly month: string;
  /** Digest of the last closing that two organisations signed. */
  readonly closing?: string;
}

/** @throws LedgerError CLOSING_TOO_EARLY, CATALOG_MONTH_CLOSED, CLOSING_PENDING */
export function requireSealable(
  month: string,
  head: ClosedThrough | undefined,
  { closed, notBefore }: { readonly closed: boolean; readonly notBefore: string },
): void {
  const end = monthEnd(month);
  if (notBefore < end) {
    throw new LedgerError('CLOSING_TOO_EARLY', `${month} runs until ${end}.`, { month, end });
  }
  if (head === undefined) return;
  if (month <= head.month) {
    throw new LedgerError('CATALOG_MONTH_CLOSED', `${month} is closed already.`, { month });
  }
  if (closed) return;
  throw new LedgerError('CLOSING_PENDING', `${head.month} must be closed first.`, {
    month: head.month,
  });
}

export const openMonth = (department: string, month: string, txId: string): CatalogMonth => ({
  ...{ v: 1, department, month, pages: 0, size: 0, retired: 0, frontier: [], sealed: false, txId },
});

/**
 * Takes the next page into a month’s tree. Places are never used again and a retired entry keeps
 * its own, so that an entry can not be missing from a later month.
 */
export function sealPage(
  month: CatalogMonth,
  entries: readonly SealedEntry[],
  { last, txId }: { readonly last: boolean; readonly txId: string },
): CatalogMonth {
  let [frontier, size] = [month.frontier, month.size];
  for (const entry of entries) {
    frontier = appendLeaf(frontier, size, sealedLeaf(entry));
    size += 1;
  }
  const retired = entries.filter(({ state }) => state === 'RETIRED').length;
  return {
    ...month,
    pages: month.pages + 1,
    size,
    retired: month.retired + retired,
    frontier,
    sealed: last,
    txId,
  };
}

export const CatalogStatement = z
  .strictObject({
    department: Uscc,
    month: Month,
    entries: z.int().min(0),
    retired: z.int().min(0),
    pages: z.int().min(1),
    root: Hex256,
    /** Digest of the statement before: the months of a department are a chain. */
    previous: Hex256.optional(),
  })
  .meta({ id: 'CatalogStatement' });

/** 月结 of the catalogue: what two organisations sign. */
export const CatalogClosing = z
  .strictObject({
    v: z.literal(1),
    statement: CatalogStatement,
    digest: Hex256,
    state: z.enum(['PROPOSED', 'CLOSED']),
    votes: z.array(Vote).min(1).max(16),
    txId: TransactionId,
  })
  .meta({ id: 'CatalogClosing' });
export type CatalogClosing = z.infer<typeof CatalogClosing>;

/** @throws LedgerError CLOSING_NOT_SEALED */
export function proposeCatalogClosing(
  month: CatalogMonth,
  previous: string | undefined,
  vote: Vote,
): CatalogClosing {
  if (!month.sealed) {
    throw new LedgerError('CLOSING_NOT_SEALED', `${month.month} is not sealed to its end yet.`, {
      month: month.month,
      pages: month.pages,
    });
  }
  const statement = {
    department: month.department,
    month: month.month,
    entries: month.size,
    retired: month.retired,
    pages: month.pages,
    root: frontierRoot(month.frontier),
    ...(previous === undefined ? {} : { previous }),
  };
  const digest = recordDigest(statement);
  return { v: 1, statement, digest, state: 'PROPOSED', votes: [vote], txId: vote.txId };
}

/** @throws LedgerError CATALOG_MONTH_CLOSED */
export function requireUnsigned(closing: CatalogClosing | undefined): void {
  if (closing?.state !== 'CLOSED') return;
  const { month } = closing.statement;
  throw new LedgerError('CATALOG_MONTH_CLOSED', `${month} is closed already.`, { month });
}

/** @throws LedgerError CATALOG_MONTH_CLOSED, PROPOSAL_MISMATCH, APPROVER_NOT_INDEPENDENT */
export function approveCatalogClosing(
  proposed: CatalogClosing,
  digest: string,
  vote: Vote,
): CatalogClosing {
  requireUnsigned(proposed);
  const votes = secondVote(proposed, digest, vote, proposed.statement.month);
  return { ...proposed, state: 'CLOSED', votes, txId: vote.txId };
}

export const EntryChange = z
  .strictObject({
    change: z.enum(['ADDED', 'CHANGED', 'RETIRED']),
    before: SealedEntry.optional(),
    after: SealedEntry,
  })
  .meta({ id: 'EntryChange' });
export type EntryChange = z.infer<typeof EntryChange>;

/** What became of the same places between two months, and what is missing without a word. */
export function diffPages(
  before: readonly SealedEntry[],
  after: readonly SealedEntry[],
): { readonly changes: EntryChange[]; readonly vanished: SealedEntry[] } {
  const then = new Map(before.map((entry) => [entry.catalogNo, entry]));
  const now = new Set(after.map(({ catalogNo }) => catalogNo));
  const changes = after.flatMap((entry): EntryChange[] => {
    const old = then.get(entry.catalogNo);
    if (old === undefined) return [{ change: 'ADDED', after: entry }];
    if (old.digest === entry.digest) return [];
    const change = entry.state === 'RETIRED' ? 'RETIRED' : 'CHANGED';
    return [{ change, before: old, after: entry }];
  });
  return { changes, vanished: before.filter(({ catalogNo }) => !now.has(catalogNo)) };
}

const OfMonth = { department: Uscc, month: Month };
export const SealInput = z
  .strictObject({ ...OfMonth, beacon: BeaconCitation.optional() })
  .meta({ id: 'SealInput' });
export const ProposeCatalogInput = z
  .strictObject({ ...OfMonth, beacon: BeaconCitation.optional() })
  .meta({ id: 'ProposeCatalogInput' });
export const ApproveCatalogInput = z
  .strictObject({ ...OfMonth, digest: Hex256, beacon: BeaconCitation.optional() })
  .meta({ id: 'ApproveCatalogInput' });
export const CatalogMonthKey = z.strictObject(OfMonth).meta({ id: 'CatalogMonthKey' });
export const DiffInput = z
  .strictObject({ department: Uscc, from: Month, to: Month, page: z.int().min(1).max(100_000) })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Must be after from' })
  .meta({ id: 'DiffInput' });
export const CatalogDiff = z
  .strictObject({
    department: Uscc,
    from: Month,
    to: Month,
    page: z.int(),
    pages: z.int(),
    changes: z.array(EntryChange),
    /** Entries of the earlier month that the later one does not have: none on a sound ledger. */
    vanished: z.array(SealedEntry),
  })
  .meta({ id: 'CatalogDiff' });
export const EntryProofInput = z
  .strictObject({ ...OfMonth, catalogNo: CatalogNo })
  .meta({ id: 'EntryProofInput' });
/** That an entry stood so at the end of a month, checkable against the root (RFC 9162). */
export const EntryProof = z
  .strictObject({
    entry: SealedEntry,
    leaf: z.string(),
    index: z.int().min(0),
    size: z.int().min(1),
    path: z.array(Hex256),
    root: Hex256,
  })
  .meta({ id: 'EntryProof' });
