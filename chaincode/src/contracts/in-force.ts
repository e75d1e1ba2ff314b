import {
  type AffectedKind,
  type AffectedRef,
  agreementAt,
  agreementStatus,
  type Asked,
  effectiveScope,
  type Encumbrance,
  haltsOfDelivery,
  type Instants,
  type ListingTerms,
  listingState,
  pledgeNamed,
  type RightsCheck,
  type RightView,
  shanghaiDate,
  standingReasons,
  versionNamed,
  voucherStatus,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { grantClosure } from './granting.js';
import { isHalted } from './halting.js';
import { groundListing, type Offered } from './listing-ground.js';
import { fileOf, offeredOf } from './listing.js';
import { brokenOrigins } from './origin-chain.js';
import { resourceViewOf } from './public-resource.js';
import { certificateView, rightView } from './targets.js';
import { closureOf } from './voucher-closure.js';

type Standing = (ctx: LedgerContext, id: string, asked: Asked) => Promise<boolean>;

/**
 * Whether a record may be relied on at the instants asked: read from the closure that its own view is
 * of, so that a list of what falls and the records themselves never disagree (ledger rule 4).
 */
export const isInForce = (
  ctx: LedgerContext,
  { kind, id }: AffectedRef,
  asked: Asked,
): Promise<boolean> => standings[kind](ctx, id, asked);

const standings: Readonly<Record<AffectedKind, Standing>> = {
  RIGHT: async (ctx, id, asked) => isFree(await rightView(ctx, id, asked)),
  CERTIFICATE: async (ctx, no, asked) => {
    const { status, rights } = await certificateView(ctx, no, asked);
    return RELIABLE.includes(status) && rights.some(({ state }) => state.status === 'ACTIVE');
  },
  RESOURCE: async (ctx, code, asked) =>
    (await resourceViewOf(ctx, code, asked)).state.status === 'ACTIVE',
  GRANT: isGranted,
  AGREEMENT: isAgreed,
  VERSION: async (ctx, id, asked) =>
    (await brokenOrigins(ctx, versionNamed(id), asked)).length === 0,
  PRODUCT: isOperated,
  PRODUCT_DELIVERY: async (ctx, id, asked) => {
    const delivery = await ctx.world.operation.deliveries.require('DELIVERY_NOT_FOUND', id);
    const { at, uscc: operator } = delivery.delivered;
    if (!isPast(at, asked) || !(await isOperated(ctx, delivery.product, asked))) return false;
    return !(await isHalted(ctx, haltsOfDelivery(delivery, operator), asked));
  },
  DELIVERY: async (ctx, id, asked) => {
    const { grant, at } = await ctx.world.deliveries.deliveries.require('DELIVERY_NOT_FOUND', id);
    return isPast(at, asked) && isGranted(ctx, grant, asked);
  },
  LISTING: async (ctx, id, asked) => {
    const file = await fileOf(ctx, id);
    const { standing } = await groundListing(ctx, offeredOf(file.listing), asked);
    return listingState({ ...file, standing }, asked).status === 'LISTED';
  },
  DEAL: isDealt,
  CHECK: isChecked,
  PLEDGE: isPledged,
  VOUCHER: async (ctx, id, asked) => {
    const voucher = await ctx.world.vouchers.vouchers.require('VOUCHER_NOT_FOUND', id);
    const status = voucherStatus(await closureOf(ctx, voucher), asked.asOf);
    return isPast(voucher.issuedAt, asked) && USABLE.includes(status);
  },
  COMPUTE_RUN: isRun,
};

const RELIABLE: readonly string[] = ['VALID', 'EXPIRING', 'DISPUTED'];
const USABLE: readonly string[] = ['ISSUED', 'PRESENTED'];

const isPast = (at: string, { asOf, knownAt }: Instants): boolean => at <= asOf && at <= knownAt;

/**
 * As its certificate says: neither ended nor taken out of its holder’s hands. What is stopped in an
 * emergency is what was made of it; the right itself stands.
 */
const isFree = ({ state, encumbrances }: RightView): boolean =>
  state.status === 'ACTIVE' && !encumbrances.some(isHeld);
const isHeld = ({ kind, status }: Encumbrance): boolean =>
  status === 'ATTACHED' && (kind === 'FREEZE' || kind === 'ADMIN_CONTROL');

async function isGranted(ctx: LedgerContext, id: string, asked: Instants): Promise<boolean> {
  return effectiveScope(await grantClosure(ctx, id), asked).status === 'ACTIVE';
}

async function isAgreed(
  ctx: LedgerContext,
  id: string,
  { asOf, knownAt }: Instants,
): Promise<boolean> {
  const found = await ctx.world.operation.agreements.require('AGREEMENT_NOT_FOUND', id);
  return agreementStatus(agreementAt(found, knownAt), asOf) === 'ACTIVE';
}

/** A product is operated while its agreement runs, its operator may act, and its registration stands. */
async function isOperated(ctx: LedgerContext, id: string, asked: Asked): Promise<boolean> {
  const product = await ctx.world.operation.products.require('PRODUCT_NOT_FOUND', id);
  if (!(await isAgreed(ctx, product.agreement, asked))) return false;
  if (await isHalted(ctx, [{ kind: 'PARTY', id: product.operator }], asked)) return false;
  const { registration } = product;
  if (registration === undefined || !isPast(registration.linked.at, asked)) return true;
  return (await resourceViewOf(ctx, registration.lookupCode, asked)).state.status === 'ACTIVE';
}

/** What was sold is the seller’s still, and nothing stands against it. */
async function isDealt(ctx: LedgerContext, id: string, asked: Asked): Promise<boolean> {
  const deal = await ctx.world.market.deals.require('DEAL_NOT_FOUND', id);
  return isPast(deal.proposed.at, asked) && isTitled(ctx, offeredBy(deal), asked);
}

const offeredBy = ({ seller, exchange, terms }: Offered): Offered => ({ seller, exchange, terms });

async function isTitled(ctx: LedgerContext, offered: Offered, asked: Asked): Promise<boolean> {
  const { standing } = await groundListing(ctx, offered, asked);
  return standingReasons(standing, asked).length === 0;
}

/** What whoever consumed it now would be told, as far as the answer itself says what it is about. */
async function isChecked(ctx: LedgerContext, txId: string, asked: Asked): Promise<boolean> {
  const check = await ctx.world.checks.records.find(txId);
  if (check?.kind !== 'RIGHTS' || check.verdict !== 'CLEAR') return false;
  if (!isPast(check.at, asked) || asked.asOf >= check.validUntil) return false;
  if (await isOutrun(ctx, check, asked)) return false;
  return (await isTitled(ctx, offeredIn(check), asked)) && (await isSourced(ctx, check, asked));
}

/** Terms stand in a check by their digest; the day of the answer is in any term that it was clear for. */
function offeredIn({ seller, venue, audience, subject, mode, at }: RightsCheck): Offered {
  const day = shanghaiDate(at);
  const terms: ListingTerms = { subject, mode, term: { from: day, to: day }, text: '0'.repeat(64) };
  return { seller, terms, ...(venue === 'ON_EXCHANGE' ? { exchange: audience } : {}) };
}

/** Where the rules count beacons: whether the first one beyond was there already. */
async function isOutrun(
  ctx: LedgerContext,
  { lastBeacon }: RightsCheck,
  { asOf }: Instants,
): Promise<boolean> {
  if (lastBeacon === undefined) return false;
  const next = await ctx.world.beacons.find(lastBeacon + 1);
  return next !== undefined && next.statement.time <= asOf;
}

async function isSourced(
  ctx: LedgerContext,
  { subject }: RightsCheck,
  asked: Asked,
): Promise<boolean> {
  if (subject.kind !== 'RIGHT') return true;
  const { data } = await ctx.world.register.rights.require('RIGHT_NOT_FOUND', subject.right);
  return (await brokenOrigins(ctx, data, asked)).length === 0;
}

/** A pledge of what is gone secures nothing; an order on it takes nothing from the pledgee. */
async function isPledged(ctx: LedgerContext, name: string, asked: Asked): Promise<boolean> {
  const { right, pledge } = pledgeNamed(name);
  const { state, encumbrances } = await rightView(ctx, right, asked);
  const found = encumbrances.find(({ kind, id }) => kind === 'PLEDGE' && id === pledge);
  return state.status === 'ACTIVE' && found?.status === 'ATTACHED';
}

/** Its output may leave, or stay out, only while the grant behind it is in effect. */
async function isRun(ctx: LedgerContext, id: string, asked: Asked): Promise<boolean> {
  const { runs, reviews } = ctx.world.uses;
  const run = await runs.require('RECORD_NOT_FOUND', id);
  const review = await reviews.find(id);
  const isBarred = review?.verdict === 'REJECTED' && isPast(review.reviewed.at, asked);
  const isRunning = run.outcome === 'PERMITTED' && isPast(run.ran.at, asked);
  return isRunning && !isBarred && isGranted(ctx, run.grant, asked);
}
