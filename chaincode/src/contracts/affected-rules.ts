import type { AffectedKind, VersionRef } from '../model/index.js';
import { nodeName, pledgeName, pledgeNamed, versionNamed } from '../model/index.js';
import type { Lookup } from '../state/lookup.js';
import { versionKey } from '../state/register.js';
import type { World } from '../state/world.js';
import type { LedgerContext } from './context.js';

/** One way in which a record of one kind rests on a record of another. */
export interface AffectedRule {
  readonly from: AffectedKind;
  readonly to: AffectedKind;
  /** Counts for the record that is revoked, and for none that is reached from it. */
  readonly rootOnly?: true;
  /** Everything that rests on it this way, in key order. Queries only. */
  readonly reach: (ctx: LedgerContext, id: string) => Promise<string[]>;
  /** Whether one record does, by fixed keys alone. */
  readonly holds: (ctx: LedgerContext, id: string, other: string) => Promise<boolean>;
}

/** Keys of one page of an index; a range is read to its end. */
const PAGE = 200;

async function all(lookup: Lookup, prefix: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await lookup.page({ limit: PAGE, cursor }, ...prefix);
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return [...new Set(found)];
}

type Index = (world: World) => Lookup;
type Prefix = (id: string) => readonly string[];

const itself: Prefix = (id) => [id];
const byVersion: Prefix = (id) => versionKey(versionNamed(id));

/** An index whose keys are what is rested on, then what rests on it. */
const indexed = (
  from: AffectedKind,
  to: AffectedKind,
  index: Index,
  prefix: Prefix = itself,
): AffectedRule => ({
  from,
  to,
  reach: (ctx, id) => all(index(ctx.world), prefix(id)),
  holds: (ctx, id, other) => index(ctx.world).has(...prefix(id), other),
});

const isOf = (data: VersionRef, id: string): boolean => nodeName(data) === id;

/** Made on a right, a grant or an agreement, as the edge or its step found out. */
const madeOn = (from: 'RIGHT' | 'GRANT' | 'AGREEMENT'): AffectedRule =>
  indexed(
    from,
    'VERSION',
    ({ lineage }) => lineage.madeOn,
    (id) => [from, id],
  );

/** A revoked certificate takes its rights; one that is only reached names a right that fell. */
const certified: AffectedRule = {
  from: 'CERTIFICATE',
  to: 'RIGHT',
  rootOnly: true,
  reach: async (ctx, no) => (await ctx.world.register.certificates.find(no))?.rights ?? [],
  holds: async (ctx, no, right) =>
    (await ctx.world.register.certificates.find(no))?.rights.includes(right) === true,
};

const rightsIn: AffectedRule = {
  ...indexed('VERSION', 'RIGHT', ({ register }) => register.rightsByVersion, byVersion),
  holds: async (ctx, id, other) => {
    const right = await ctx.world.register.rights.find(other);
    return right !== undefined && isOf(right.data, id);
  },
};

/** A product is the asset of its versions. */
const productOf: AffectedRule = {
  from: 'VERSION',
  to: 'PRODUCT',
  reach: async (ctx, id) => {
    const { asset } = versionNamed(id);
    return (await ctx.world.operation.products.find(asset)) === undefined ? [] : [asset];
  },
  holds: async (ctx, id, other) =>
    versionNamed(id).asset === other &&
    (await ctx.world.operation.products.find(other)) !== undefined,
};

/** Whatever was made from any version of a product, whether or not its own origin was stated. */
const madeFromProduct: AffectedRule = {
  ...indexed('PRODUCT', 'VERSION', ({ lineage }) => lineage.derivedFrom),
  holds: async (ctx, asset, other) => {
    const node = await ctx.world.lineage.nodes.find(...versionKey(versionNamed(other)));
    return node?.links.some(({ source }) => source.asset === asset) === true;
  },
};

/** Whoever confirmed has it; what was only proposed rests on nothing. */
const pledged: AffectedRule = {
  from: 'RIGHT',
  to: 'PLEDGE',
  reach: async (ctx, right) =>
    (await ctx.world.encumbrances.pledges.find(right))?.pledges
      .filter(({ confirmed }) => confirmed !== undefined)
      .map(({ id }) => pledgeName(right, id)) ?? [],
  holds: async (ctx, id, other) => {
    const { right, pledge } = pledgeNamed(other);
    const head = right === id ? await ctx.world.encumbrances.pledges.find(right) : undefined;
    return (
      head?.pledges.some((each) => each.id === pledge && each.confirmed !== undefined) === true
    );
  },
};

const isUnused = async (ctx: LedgerContext, check: string): Promise<boolean> =>
  (await ctx.world.checks.used.find(check)) === undefined;

const clearOn = indexed('RIGHT', 'CHECK', ({ checks }) => checks.clearByRight);

/** A clear answer that nobody consumed yet; one that was stands behind its listing or its deal. */
const checked: AffectedRule = {
  ...clearOn,
  reach: async (ctx, right) => {
    const found: string[] = [];
    for (const check of await clearOn.reach(ctx, right)) {
      if (await isUnused(ctx, check)) found.push(check);
    }
    return found;
  },
  holds: async (ctx, right, check) =>
    (await clearOn.holds(ctx, right, check)) && (await isUnused(ctx, check)),
};

/**
 * What rests on what. A further kind of record is one more line, and an index that its own
 * transaction writes.
 */
export const affectedRules: readonly AffectedRule[] = [
  certified,
  indexed('RIGHT', 'RIGHT', ({ register }) => register.licencesByRight),
  indexed('RIGHT', 'CERTIFICATE', ({ register }) => register.certificatesByRight),
  indexed('RIGHT', 'GRANT', ({ grants }) => grants.byRight),
  indexed('RIGHT', 'LISTING', ({ market }) => market.listingsByRight),
  indexed('RIGHT', 'DEAL', ({ market }) => market.dealsByRight),
  indexed('LISTING', 'DEAL', ({ market }) => market.dealsByListing),
  checked,
  pledged,
  indexed('RIGHT', 'VOUCHER', ({ vouchers }) => vouchers.byRight),
  madeOn('RIGHT'),
  indexed('GRANT', 'GRANT', ({ grants }) => grants.byParent),
  indexed('GRANT', 'DELIVERY', ({ deliveries }) => deliveries.byGrant),
  indexed('GRANT', 'COMPUTE_RUN', ({ uses }) => uses.runsByGrant),
  madeOn('GRANT'),
  indexed('RESOURCE', 'RIGHT', ({ register }) => register.rightsByCode),
  indexed('RESOURCE', 'PRODUCT', ({ operation }) => operation.productsByCode),
  indexed('AGREEMENT', 'RESOURCE', ({ resources }) => resources.byAgreement),
  indexed('AGREEMENT', 'PRODUCT', ({ operation }) => operation.productsByAgreement),
  madeOn('AGREEMENT'),
  indexed('PRODUCT', 'PRODUCT_DELIVERY', ({ operation }) => operation.deliveriesByProduct),
  madeFromProduct,
  rightsIn,
  indexed('VERSION', 'RESOURCE', ({ resources }) => resources.byVersion, byVersion),
  productOf,
  indexed('VERSION', 'VERSION', ({ lineage }) => lineage.derivedFrom, byVersion),
];
