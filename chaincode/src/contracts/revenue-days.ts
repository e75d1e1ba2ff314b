import { accountFor, monthsOf, replaceRevenue, type RevenueStatement } from '../model/index.js';
import type { LedgerContext } from './context.js';

/**
 * Takes the days of a statement for it, so that no day’s revenue is shared twice. One key a month is
 * read: of two statements over the same days in one block only one is VALID.
 *
 * @throws LedgerError REVENUE_PERIOD_OVERLAPS, and those of `replaceRevenue`
 */
export async function takeDays(ctx: LedgerContext, statement: RevenueStatement): Promise<void> {
  const { statements, revenueMonths } = ctx.world.operation;
  const { agreement, period, replaces } = statement;
  const before =
    replaces === undefined ? undefined : await statements.require('STATEMENT_NOT_FOUND', replaces);
  if (before !== undefined) await statements.put(replaceRevenue(before, statement), before.id);
  const months = new Set([...monthsOf(period), ...(before ? monthsOf(before.period) : [])]);
  for (const month of months) {
    const found = await revenueMonths.find(agreement, month);
    const taken = accountFor(found, statement, { month, replaced: before?.id });
    await revenueMonths.put(taken, agreement, month);
  }
}
