import {
  type Act,
  type CatalogEntry,
  type EntryGround,
  type Input,
  LedgerError,
  type Output,
  requireSource,
  requireSurveyed,
  retireEntry,
  sourcesOf,
  upsertEntry,
} from '../model/index.js';
import { placed } from '../state/master-catalog.js';
import { starting } from './acting.js';
import { requireClassified } from './classified.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';

/** 一本账: every department writes its own entries, version by version. */
export class CatalogContract extends LedgerContract {
  constructor() {
    super('catalog');
  }

  async upsert(
    ctx: LedgerContext,
    input: Input<'catalog:upsert'>,
  ): Promise<Output<'catalog:upsert'>> {
    const act = await starting(ctx, input);
    const { masterCatalog } = ctx.world;
    const current = await masterCatalog.entries.find(input.catalogNo);
    const count = current === undefined ? await countOf(ctx, act.by.uscc) : 0;
    const entry = upsertEntry(input, {
      ...(await groundOf(ctx, act)),
      classifiedUnder: await requireClassified(ctx, input.classification),
      current,
      ordinal: count + 1,
    });
    await requireOrigin(ctx, entry);
    await claimSources(ctx, current, entry);
    if (current === undefined) {
      await masterCatalog.counts.put({ v: 1, count: entry.ordinal }, entry.department);
      const place = { v: 1 as const, catalogNo: entry.catalogNo };
      await masterCatalog.places.put(place, entry.department, placed(entry.ordinal));
    }
    await keep(ctx, entry);
    const { catalogNo, department, version } = entry;
    ctx.emit('catalog.upserted', { catalogNo, department, version });
    return entry;
  }

  async retire(
    ctx: LedgerContext,
    input: Input<'catalog:retire'>,
  ): Promise<Output<'catalog:retire'>> {
    const act = await starting(ctx, input);
    const current = await ctx.world.masterCatalog.entries.require(
      'CATALOG_NOT_FOUND',
      input.catalogNo,
    );
    const entry = retireEntry(input, { ...(await groundOf(ctx, act)), current });
    await claimSources(ctx, current, entry);
    await keep(ctx, entry);
    const { catalogNo, department, version } = entry;
    ctx.emit('catalog.retired', { catalogNo, department, version });
    return entry;
  }

  async read(
    ctx: LedgerContext,
    { catalogNo, asOf }: Input<'catalog:read'>,
  ): Promise<Output<'catalog:read'>> {
    const { entries, versions } = ctx.world.masterCatalog;
    let entry = await entries.require('CATALOG_NOT_FOUND', catalogNo);
    if (asOf === undefined) return entry;
    await askedOf(ctx, { asOf });
    while (entry.at > asOf) {
      entry = await versions.require('CATALOG_NOT_FOUND', catalogNo, placed(entry.version - 1));
    }
    return entry;
  }

  async version(
    ctx: LedgerContext,
    { catalogNo, version }: Input<'catalog:version'>,
  ): Promise<Output<'catalog:version'>> {
    return requireVersion(ctx, catalogNo, version);
  }

  async history(
    ctx: LedgerContext,
    { catalogNo, ...page }: Input<'catalog:history'>,
  ): Promise<Output<'catalog:history'>> {
    const { entries, versions } = ctx.world.masterCatalog;
    await entries.require('CATALOG_NOT_FOUND', catalogNo);
    return versions.page(page, catalogNo);
  }
}

/** @throws LedgerError CATALOG_NOT_FOUND */
export const requireVersion = (
  ctx: LedgerContext,
  catalogNo: string,
  version: number,
): Promise<CatalogEntry> =>
  ctx.world.masterCatalog.versions.require('CATALOG_NOT_FOUND', catalogNo, placed(version));

/** @throws LedgerError CATALOG_NOT_FOUND */
export const requireEntry = (ctx: LedgerContext, catalogNo: string): Promise<CatalogEntry> =>
  ctx.world.masterCatalog.entries.require('CATALOG_NOT_FOUND', catalogNo);

export const countOf = async (ctx: LedgerContext, department: string): Promise<number> =>
  (await ctx.world.masterCatalog.counts.find(department))?.count ?? 0;

/** Reading how far the department is closed makes a change lose against a sealing, never slip in. */
async function groundOf(
  ctx: LedgerContext,
  act: Act,
): Promise<Pick<EntryGround, 'closedThrough' | 'act' | 'ordinal'>> {
  const closed = await ctx.world.masterCatalog.closed.find(act.by.uscc);
  return { closedThrough: closed?.month, act, ordinal: 0 };
}

async function requireOrigin(ctx: LedgerContext, { origin }: CatalogEntry): Promise<void> {
  if (origin.kind !== 'SURVEY') return;
  const { surveys, answers } = ctx.world.masterCatalog;
  const round = await surveys.find(origin.round);
  requireSurveyed(origin, round, await answers.find(origin.round, origin.respondent));
}

async function keep(ctx: LedgerContext, entry: CatalogEntry): Promise<void> {
  const { entries, versions } = ctx.world.masterCatalog;
  await versions.create('INTERNAL', entry, entry.catalogNo, placed(entry.version));
  await entries.put(entry, entry.catalogNo);
}

/** What the new version is the source of is claimed; what it no longer is, is free again. */
async function claimSources(
  ctx: LedgerContext,
  before: CatalogEntry | undefined,
  entry: CatalogEntry,
): Promise<void> {
  const { sources } = ctx.world.masterCatalog;
  const { catalogNo, department } = entry;
  const [old, now] = [sourcesOf(before), sourcesOf(entry)];
  for (const item of now) {
    requireSource(item, entry, await sources.find(item));
    if (!old.includes(item)) {
      await sources.put({ v: 1, item, catalogNo, department, active: true }, item);
    }
  }
  for (const item of old) {
    if (now.includes(item)) continue;
    await sources.put({ v: 1, item, catalogNo, department, active: false }, item);
  }
}

/** What stood at the end of a month; `undefined` where the entry is younger. */
export async function entryAt(
  ctx: LedgerContext,
  catalogNo: string,
  month: string,
): Promise<CatalogEntry | undefined> {
  let entry = await requireEntry(ctx, catalogNo);
  while (entry.month > month) {
    if (entry.earlier === undefined) return undefined;
    entry = await requireVersion(ctx, catalogNo, entry.earlier);
  }
  return entry;
}

/** A place that was given out leads to an entry: anything else is a fault of the ledger. */
export async function placeOf(
  ctx: LedgerContext,
  department: string,
  ordinal: number,
): Promise<string> {
  const place = await ctx.world.masterCatalog.places.find(department, placed(ordinal));
  if (place !== undefined) return place.catalogNo;
  throw new LedgerError('INTERNAL', `Place ${String(ordinal)} of ${department} leads nowhere.`);
}
