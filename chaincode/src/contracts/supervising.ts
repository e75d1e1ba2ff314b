import {
  agreementAt,
  agreementStatus,
  type AuthorizationAgreement,
  exitState,
  expectations,
  type Input,
  type OperatedProduct,
  type Output,
  overdueGaps,
  sequenceGaps,
  type TimelineEntry,
  type TimelineHead,
} from '../model/index.js';
import { sequenced } from '../state/operation.js';
import type { LedgerContext } from './context.js';
import { askedOf } from './desk.js';
import { rulesOf } from './operating.js';
import { requireSideOrOffice } from './asking.js';

/** Entries of one page, where the question names no number. */
const PAGE = 100;
/** Products whose clocks one question looks at. */
const MAX_PRODUCTS = 500;

/** A question about the whole of an agreement: every entry by its number, and every clock. */
export async function supervise(
  ctx: LedgerContext,
  input: Input<'operation:supervise'>,
): Promise<Output<'operation:supervise'>> {
  const { agreement: id, from = 1, count = PAGE, asOf, knownAt, ...cited } = input;
  const { agreements, heads } = ctx.world.operation;
  const record = await agreements.require('AGREEMENT_NOT_FOUND', id);
  await requireSideOrOffice(ctx, { kind: 'AGREEMENT', id }, cited);
  const asked = await askedOf(ctx, { asOf, knownAt });
  const agreement = agreementAt(record, asked.knownAt);
  const head: TimelineHead = (await heads.find(id)) ?? { v: 1, last: 0 };
  const to = Math.min(head.last, from + count - 1);
  const found = await entriesOf(ctx, id, from, to);
  const before = from > 1 ? (await entriesOf(ctx, id, from - 1, from - 1))[0] : undefined;
  const products = await productsOf(ctx, id);
  const until = asked.asOf < asked.knownAt ? asked.asOf : asked.knownAt;
  const expected = expectations({
    ...{ agreement, head, products: products.items, asOf: asked.asOf, until },
    rules: await rulesOf(ctx, agreement),
    calendars: await calendarsOf(ctx, agreement),
  });
  const gaps = [...sequenceGaps(from, found, before), ...overdueGaps(expected)];
  const whole = from === 1 && to === head.last && !products.truncated;
  const exit = exitState(agreement);
  return {
    agreement: id,
    status: agreementStatus(agreement, asked.asOf),
    ...(exit === undefined ? {} : { exit }),
    ...asked,
    ...{ last: head.last, checkedFrom: from, checkedTo: to },
    entries: found.filter((entry) => entry !== undefined),
    ...{ expected, gaps },
    ...(whole ? { complete: gaps.length === 0 } : {}),
  };
}

async function entriesOf(
  ctx: LedgerContext,
  agreement: string,
  from: number,
  to: number,
): Promise<(TimelineEntry | undefined)[]> {
  const found: (TimelineEntry | undefined)[] = [];
  for (let seq = from; seq <= to; seq += 1) {
    found.push(await ctx.world.operation.events.find(agreement, sequenced(seq)));
  }
  return found;
}

async function productsOf(
  ctx: LedgerContext,
  agreement: string,
): Promise<{ readonly items: OperatedProduct[]; readonly truncated: boolean }> {
  const { products, productsByAgreement } = ctx.world.operation;
  const { items: ids, truncated } = await productsByAgreement.first(MAX_PRODUCTS, agreement);
  const items: OperatedProduct[] = [];
  for (const id of ids) items.push(await products.require('PRODUCT_NOT_FOUND', id));
  return { items, truncated };
}

/** Clocks of an agreement run from its filing until some time after its end. */
async function calendarsOf(
  ctx: LedgerContext,
  { drafted, term }: AuthorizationAgreement,
): ReturnType<LedgerContext['world']['rules']['calendars']> {
  const first = Math.min(Number(drafted.at.slice(0, 4)), Number(term.from.slice(0, 4)));
  const last = Number(term.to.slice(0, 4)) + 1;
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return ctx.world.rules.calendars(years, ctx.moment.time);
}
