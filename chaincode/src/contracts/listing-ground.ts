import {
  affiliationChangedAt,
  type AffiliatePair,
  encumberedSince,
  encumbrancesOf,
  foreignFaults,
  type Hold,
  holdChangedAt,
  holdEnd,
  type Instants,
  later,
  type ListedSubject,
  type ListingStanding,
  type ListingTerms,
  pairOf,
  rightState,
  stands,
  type Title,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { emergenciesOn, encumbranceClosure } from './encumbering.js';
import { rightClosure } from './targets.js';

/** What a listing is about, before any instant is known. */
export interface Offered {
  readonly seller: string;
  /** Absent outside of an exchange. */
  readonly exchange?: string | undefined;
  readonly terms: ListingTerms;
}

/** A standing, with the instants that it is of. */
export interface Grounded {
  readonly standing: ListingStanding;
  readonly instants: Instants;
  /** Whether another disposal of the right waits for its registration. */
  readonly pending: boolean;
}

/**
 * What a listing depends on for as long as it stands, by fixed keys alone: whoever lists in the same
 * block as a freeze is met by it.
 *
 * @param asked of a question; an act is of the last change to any of it, whatever its clock says (rule 3)
 */
export async function groundListing(
  ctx: LedgerContext,
  { seller, exchange, terms }: Offered,
  asked: Instants | { readonly at: string },
): Promise<Grounded> {
  const affiliation = await affiliationOf(ctx, seller, exchange);
  const since = affiliationChangedAt(affiliation);
  const at = 'at' in asked ? { at: later(asked.at, since) } : asked;
  const { title, instants, pending } = await titleOf(ctx, terms.subject, seller, at);
  return { standing: { seller, exchange, terms, title, affiliation }, instants, pending };
}

/** One key for both directions; nobody is an affiliate of itself. */
export async function affiliationOf(
  ctx: LedgerContext,
  a: string,
  b: string | undefined,
): Promise<AffiliatePair | undefined> {
  if (b === undefined || a === b) return undefined;
  return ctx.world.market.affiliates.findParsed(...pairOf(a, b));
}

type Timed = Instants | { readonly at: string };
type Found = Pick<Grounded, 'instants' | 'pending'> & { readonly title: Title | undefined };

const instantsOf = (timed: Timed, since = ''): Instants => {
  if (!('at' in timed)) return timed;
  const at = later(timed.at, since);
  return { asOf: at, knownAt: at };
};

const titleOf = (
  ctx: LedgerContext,
  subject: ListedSubject,
  seller: string,
  timed: Timed,
): Promise<Found> =>
  subject.kind === 'RIGHT'
    ? ownTitle(ctx, subject.right, timed)
    : foreignTitle(ctx, subject.foreign, seller, timed);

async function ownTitle(ctx: LedgerContext, id: string, timed: Timed): Promise<Found> {
  const right = await ctx.world.register.rights.findParsed(id);
  if (right === undefined) return { title: undefined, instants: instantsOf(timed), pending: false };
  const laid = await encumbranceClosure(ctx, right, { dispositions: [] });
  const instants = instantsOf(timed, 'at' in timed ? encumberedSince(laid, timed.at) : '');
  const closure = await rightClosure(ctx, id, instants);
  const { dispositions, registration } = closure;
  const encumbrances = encumbrancesOf({ ...laid, dispositions, registration }, instants);
  const view = { right, state: rightState(closure, instants), encumbrances };
  const pending = dispositions.some(({ registration }) => registration === undefined);
  return { title: { kind: 'RIGHT', view }, instants, pending };
}

/** Orders on a party bind whatever it has, wherever that is registered. */
async function foreignTitle(
  ctx: LedgerContext,
  id: string,
  seller: string,
  timed: Timed,
): Promise<Found> {
  const { encumbrances, market, rules } = ctx.world;
  const record = await market.foreign.findParsed(id);
  const laid: Hold[] = [
    ...((await encumbrances.partyHolds.findParsed(seller))?.orders ?? []),
    ...((await encumbrances.partyControls.findParsed(seller))?.orders ?? []),
    ...(await emergenciesOn(ctx, { kind: 'PARTY', id: seller })).map(({ hold }) => hold),
  ];
  const instants = instantsOf(timed, laid.map(holdChangedAt).reduce(later, ''));
  if (record === undefined) return { title: undefined, instants, pending: false };
  const { foreignSeconds } = await rules.market(ctx.moment.time);
  const list = await rules.foreignRegistrars(ctx.moment.time);
  const title = {
    ...{ kind: 'FOREIGN' as const, record },
    faults: foreignFaults(record, list, foreignSeconds, instants),
    orders: laid
      .filter((hold) => hold.blocks.includes('LIST') && stands(hold, instants))
      .map((hold) => ({ id: hold.id, until: holdEnd(hold, instants.knownAt).at })),
  };
  return { title, instants, pending: false };
}
