import { LedgerError } from '../errors.js';
import type { OperatingTerm } from './agreement.js';
import type { RevenueStatement } from './revenue.js';

interface Span extends OperatingTerm {
  readonly statement: string;
}

/** Periods of an agreement’s statements that have days in one month: 31 at most, for none overlap. */
export interface RevenueMonth {
  readonly v: 1;
  readonly spans: readonly Span[];
}

/** `2026-11` */
const monthOf = (day: string): string => day.slice(0, 7);
const following = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return next.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
};

/** Every month that a period has days in: 61 at most, for no term is longer than five years. */
export function monthsOf({ from, to }: OperatingTerm): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = following(month)) {
    months.push(month);
  }
  return months;
}

/**
 * A month with the days of a statement in it, and without those of the one it replaces.
 *
 * @throws LedgerError REVENUE_PERIOD_OVERLAPS
 */
export function accountFor(
  before: RevenueMonth | undefined,
  { id, period }: Pick<RevenueStatement, 'id' | 'period'>,
  { month, replaced }: { readonly month: string; readonly replaced: string | undefined },
): RevenueMonth {
  const spans = (before?.spans ?? []).filter(({ statement }) => statement !== replaced);
  const other = spans.find(({ from, to }) => from <= period.to && period.from <= to);
  if (other !== undefined) {
    const { statement, from, to } = other;
    throw new LedgerError(
      'REVENUE_PERIOD_OVERLAPS',
      `${statement} accounts for ${from} to ${to} already.`,
      { statement, period: { from, to } },
    );
  }
  if (!monthsOf(period).includes(month)) return { v: 1, spans };
  return { v: 1, spans: [...spans, { from: period.from, to: period.to, statement: id }] };
}
