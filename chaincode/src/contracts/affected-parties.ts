import {
  type AffectedKind,
  type AffectedRef,
  type AffectedRoot,
  LedgerError,
  pledgeNamed,
  versionNamed,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { keeper } from './desk.js';

/** Reads parties from a record; nothing where there is no such record. */
type Reader = (ctx: LedgerContext, id: string) => Promise<string[] | undefined>;

async function holdersOf(ctx: LedgerContext, no: string): Promise<string[] | undefined> {
  const { certificates, rights } = ctx.world.register;
  const certificate = await certificates.find(no);
  if (certificate === undefined) return undefined;
  const holders = new Set<string>();
  for (const id of certificate.rights) {
    holders.add((await rights.require('RIGHT_NOT_FOUND', id)).holder);
  }
  return [...holders];
}

/** Who said where it comes from, and who registered it first. */
async function makersOf(ctx: LedgerContext, id: string): Promise<string[] | undefined> {
  const key = versionKey(versionNamed(id));
  const node = await ctx.world.lineage.nodes.find(...key);
  const version = await ctx.world.register.versions.find(...key);
  const makers = new Set([node?.stater, version?.createdBy].filter((each) => each !== undefined));
  if (makers.size > 0) return [...makers];
  const { items } = await ctx.world.lineage.stepsByOutput.first(1, ...key);
  const [step] = items;
  if (step === undefined) return undefined;
  return [(await ctx.world.lineage.steps.require('STEP_NOT_FOUND', step)).recorded.uscc];
}

/** Of two sides the one whose data, product or licence it is. */
const parties: Readonly<Record<AffectedKind, Reader>> = {
  RIGHT: async ({ world }, id) => one((await world.register.rights.find(id))?.holder),
  CERTIFICATE: holdersOf,
  RESOURCE: async ({ world }, id) => one((await world.resources.registrations.find(id))?.holder),
  GRANT: async ({ world }, id) => one((await world.grants.grants.find(id))?.grantee),
  DELIVERY: async ({ world }, id) => one((await world.deliveries.deliveries.find(id))?.recipient),
  AGREEMENT: async ({ world }, id) => one((await world.operation.agreements.find(id))?.operator),
  VERSION: makersOf,
  PRODUCT: async ({ world }, id) => one((await world.operation.products.find(id))?.operator),
  PRODUCT_DELIVERY: async ({ world }, id) =>
    one((await world.operation.deliveries.find(id))?.recipient),
  LISTING: async ({ world }, id) =>
    both(await world.market.listings.find(id), 'exchange', 'seller'),
  DEAL: async ({ world }, id) => both(await world.market.deals.find(id), 'buyer', 'seller'),
  CHECK: async ({ world }, id) => {
    const check = await world.checks.records.find(id);
    return check?.kind === 'RIGHTS' ? [...new Set([check.audience, check.seller])] : undefined;
  },
  PLEDGE: async ({ world }, name) => {
    const { right, pledge } = pledgeNamed(name);
    const head = await world.encumbrances.pledges.find(right);
    return one(head?.pledges.find(({ id }) => id === pledge)?.pledgee);
  },
  VOUCHER: async ({ world }, id) => {
    const voucher = await world.vouchers.vouchers.find(id);
    if (voucher === undefined) return undefined;
    return [...new Set([voucher.verifier, voucher.issuer, voucher.subject ?? voucher.issuer])];
  },
  COMPUTE_RUN: async ({ world }, id) => one((await world.uses.runs.find(id))?.ran.uscc),
};

const both = <K extends string>(
  record: Readonly<Record<K, string>> | undefined,
  first: K,
  second: K,
): string[] | undefined =>
  record === undefined ? undefined : [...new Set([record[first], record[second]])];

const one = (party: string | undefined): string[] | undefined =>
  party === undefined ? undefined : [party];

const registrar = async (
  ctx: LedgerContext,
  record: { readonly registrar: string } | undefined,
): Promise<string[] | undefined> =>
  record === undefined ? undefined : [await keeper(ctx, record.registrar)];

/** Who brings such a record down: the registrar of its file, whoever granted it, or made it. */
const causers: Readonly<Record<AffectedRoot['kind'], Reader>> = {
  RIGHT: async (ctx, id) => registrar(ctx, await ctx.world.register.rights.find(id)),
  CERTIFICATE: async (ctx, id) => registrar(ctx, await ctx.world.register.certificates.find(id)),
  RESOURCE: async (ctx, id) => registrar(ctx, await ctx.world.resources.registrations.find(id)),
  GRANT: async ({ world }, id) => one((await world.grants.grants.find(id))?.grantor),
  AGREEMENT: async ({ world }, id) =>
    one((await world.operation.agreements.find(id))?.implementingBody),
  VERSION: makersOf,
};

/** @throws LedgerError RECORD_NOT_FOUND */
export const partiesOf = (ctx: LedgerContext, of: AffectedRef): Promise<string[]> =>
  read(ctx, parties[of.kind], of);

/** @throws LedgerError RECORD_NOT_FOUND */
export const causersOf = (ctx: LedgerContext, of: AffectedRoot): Promise<string[]> =>
  read(ctx, causers[of.kind], of);

async function read(
  ctx: LedgerContext,
  reader: Reader,
  { kind, id }: AffectedRef,
): Promise<string[]> {
  const found = await reader(ctx, id);
  if (found !== undefined) return found;
  throw new LedgerError('RECORD_NOT_FOUND', `There is no ${kind} ${id}.`, { kind, id });
}
