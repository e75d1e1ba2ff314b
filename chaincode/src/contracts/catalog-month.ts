import {
  approveCatalogClosing,
  type CatalogMonth,
  diffPages,
  type Input,
  LedgerError,
  merklePath,
  openMonth,
  type Output,
  proposeCatalogClosing,
  requireSealable,
  requireUnsigned,
  SEALED_PER_PAGE,
  type SealedEntry,
  sealedEntry,
  sealedLeaf,
  sealPage,
  voteOf,
} from '../model/index.js';
import { placed } from '../state/master-catalog.js';
import { starting } from './acting.js';
import { countOf, entryAt, placeOf } from './catalog.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** 月结 of the catalogue: sealed page by page, then signed by officials of two organisations. */
export class CatalogMonthContract extends LedgerContract {
  constructor() {
    super('catalogmonth');
  }

  async seal(
    ctx: LedgerContext,
    input: Input<'catalogmonth:seal'>,
  ): Promise<Output<'catalogmonth:seal'>> {
    const { notBefore } = await starting(ctx, input);
    const { department, month } = input;
    const { months, pages } = ctx.world.masterCatalog;
    const found = await months.find(department, month);
    const before = found?.sealed === false ? found : await this.#begin(ctx, input, notBefore);
    const count = await countOf(ctx, department);
    const first = before.pages * SEALED_PER_PAGE + 1;
    const to = Math.min(count, first + SEALED_PER_PAGE - 1);
    const entries: SealedEntry[] = [];
    for (let ordinal = first; ordinal <= to; ordinal += 1) {
      const entry = await entryAt(ctx, await placeOf(ctx, department, ordinal), month);
      if (entry !== undefined) entries.push(sealedEntry(entry));
    }
    const sealed = sealPage(before, entries, { last: to >= count, txId: ctx.moment.txId });
    await pages.put({ v: 1, entries }, department, month, placed(sealed.pages));
    await months.put(sealed, department, month);
    ctx.emit('catalog.month-sealed', { department, month, pages: sealed.pages });
    return sealed;
  }

  /** From here on the month takes no changes: every change reads the key that is written here. */
  async #begin(
    ctx: LedgerContext,
    { department, month }: Input<'catalogmonth:seal'>,
    notBefore: string,
  ): Promise<CatalogMonth> {
    const { closed, closings } = ctx.world.masterCatalog;
    const head = await closed.find(department);
    const last = head === undefined ? undefined : await closings.find(department, head.month);
    requireSealable(month, head, { closed: last?.state === 'CLOSED', notBefore });
    await closed.put({ ...head, v: 1, month }, department);
    return openMonth(department, month, ctx.moment.txId);
  }

  async propose(
    ctx: LedgerContext,
    input: Input<'catalogmonth:propose'>,
  ): Promise<Output<'catalogmonth:propose'>> {
    await starting(ctx, input);
    const { department, month } = input;
    const { months, closings, closed } = ctx.world.masterCatalog;
    const sealed = await months.require('CLOSING_NOT_FOUND', department, month);
    requireUnsigned(await closings.find(department, month));
    const previous = (await closed.find(department))?.closing;
    const closing = proposeCatalogClosing(sealed, previous, voteOf(ctx.actor, ctx.moment));
    await closings.put(closing, department, month);
    ctx.emit('catalog.closing-proposed', { department, month, digest: closing.digest });
    return closing;
  }

  async approve(
    ctx: LedgerContext,
    input: Input<'catalogmonth:approve'>,
  ): Promise<Output<'catalogmonth:approve'>> {
    await starting(ctx, input);
    const { department, month, digest } = input;
    const { closings, closed } = ctx.world.masterCatalog;
    const proposed = await closings.require('CLOSING_NOT_FOUND', department, month);
    const closing = approveCatalogClosing(proposed, digest, voteOf(ctx.actor, ctx.moment));
    await closings.put(closing, department, month);
    await closed.put({ v: 1, month, closing: digest }, department);
    ctx.emit('catalog.month-closed', { department, month, root: closing.statement.root });
    return closing;
  }

  async read(
    ctx: LedgerContext,
    { department, month }: Input<'catalogmonth:read'>,
  ): Promise<Output<'catalogmonth:read'>> {
    return requireClosing(ctx, department, month);
  }

  /** A place is in the same page of every month, so two pages tell all about it. */
  async diff(
    ctx: LedgerContext,
    { department, from, to, page }: Input<'catalogmonth:diff'>,
  ): Promise<Output<'catalogmonth:diff'>> {
    await requireClosing(ctx, department, from);
    const { pages } = (await requireClosing(ctx, department, to)).statement;
    const before = await pageOf(ctx, { department, month: from, page });
    const after = await pageOf(ctx, { department, month: to, page });
    return { department, from, to, page, pages, ...diffPages(before, after) };
  }

  async proof(
    ctx: LedgerContext,
    { department, month, catalogNo }: Input<'catalogmonth:proof'>,
  ): Promise<Output<'catalogmonth:proof'>> {
    const { pages, root } = (await requireClosing(ctx, department, month)).statement;
    const entries: SealedEntry[] = [];
    for (let page = 1; page <= pages; page += 1) {
      entries.push(...(await pageOf(ctx, { department, month, page })));
    }
    const index = entries.findIndex((each) => each.catalogNo === catalogNo);
    const entry = entries[index];
    if (entry === undefined) {
      throw new LedgerError('CATALOG_NOT_FOUND', `${catalogNo} did not stand in ${month}.`, {
        catalogNo,
        month,
      });
    }
    const leaves = entries.map(sealedLeaf);
    const path = merklePath(leaves, index);
    return { entry, leaf: sealedLeaf(entry), index, size: leaves.length, path, root };
  }
}

const requireClosing = (
  ctx: LedgerContext,
  department: string,
  month: string,
): Promise<Output<'catalogmonth:read'>> =>
  ctx.world.masterCatalog.closings.require('CLOSING_NOT_FOUND', department, month);

async function pageOf(
  ctx: LedgerContext,
  { department, month, page }: { department: string; month: string; page: number },
): Promise<readonly SealedEntry[]> {
  const found = await ctx.world.masterCatalog.pages.find(department, month, placed(page));
  return found?.entries ?? [];
}
