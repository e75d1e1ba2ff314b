import {
  type CitedQuery,
  emergencyIn,
  type EmergencyTarget,
  type QueryTarget,
  requireNamedQuery,
  requirePurpose,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { askedOf, keeper } from './desk.js';

/**
 * Opens a record to whoever is none of its sides: only for a purpose that was committed before, by
 * this caller, about this record (NATIONAL_2026/30).
 *
 * @throws LedgerError QUERY_PURPOSE_MISSING, QUERY_NOT_FOUND, QUERY_PURPOSE_EXCEEDED
 */
export async function requireAsked(
  ctx: LedgerContext,
  on: QueryTarget,
  cited: CitedQuery,
): Promise<void> {
  const { query, purpose } = requireNamedQuery(cited);
  const asked = await ctx.world.register.queries.require('QUERY_NOT_FOUND', on.kind, on.id, query);
  // What the beacons bear out: an old clock opens nothing that is closed.
  const { asOf } = await askedOf(ctx, {});
  requirePurpose(asked, { uscc: ctx.actor.uscc, purpose }, asOf);
}

/** Whom a record is about, and who keeps it: they need no purpose, and see who had one. */
export interface Sides {
  readonly about: readonly string[];
  readonly keepers: readonly string[];
}

/**
 * @throws LedgerError CASE_NOT_FOUND, VOUCHER_NOT_FOUND, RECORD_NOT_FOUND
 */
export async function sidesOf(ctx: LedgerContext, { kind, id }: QueryTarget): Promise<Sides> {
  return sides[kind](ctx, id);
}

const sides: Readonly<
  Record<QueryTarget['kind'], (ctx: LedgerContext, id: string) => Promise<Sides>>
> = {
  CASE: async (ctx, id) => {
    const record = await ctx.world.register.cases.require('CASE_NOT_FOUND', id);
    const { applicant, consents, registrar } = record;
    return { about: [applicant, ...consents], keepers: [await keeper(ctx, registrar)] };
  },
  VOUCHER: async (ctx, id) => {
    const { subject, issuer, elements } = await ctx.world.vouchers.vouchers.require(
      'VOUCHER_NOT_FOUND',
      id,
    );
    return {
      about: subject === undefined ? [] : [subject],
      keepers: [issuer, ...elements.map(({ source }) => source)],
    };
  },
  // Who complained is hidden from everybody; whoever looks has a purpose.
  COMPLAINT: async (ctx, id) => {
    await ctx.world.personalInfo.complaints.require('RECORD_NOT_FOUND', id);
    return { about: [], keepers: [] };
  },
  // Whom it is upon, and whoever signed it.
  EMERGENCY: async (ctx, id) => {
    const { on } = await ctx.world.emergencies.targets.require('EMERGENCY_NOT_FOUND', id);
    const head = await ctx.world.emergencies.heads.find(on.kind, on.id);
    const { proposed, cosigned } = emergencyIn(head, id);
    const keepers = [proposed.uscc, ...(cosigned === undefined ? [] : [cosigned.uscc])];
    return { about: await concerned(ctx, on), keepers };
  },
  PARTY: (_ctx, id) => Promise.resolve({ about: [id], keepers: [] }),
};

async function concerned(ctx: LedgerContext, { kind, id }: EmergencyTarget): Promise<string[]> {
  if (kind === 'PARTY') return [id];
  if (kind === 'VERSION') return [];
  return [(await ctx.world.register.rights.require('RIGHT_NOT_FOUND', id)).holder];
}

/**
 * The same for whoever is one of the sides, or asked. Registrars keep the register together and hold
 * applications against each other’s (NATIONAL_2026/33): a case is their own business.
 */
export async function requireSideOrAsked(
  ctx: LedgerContext,
  on: QueryTarget,
  cited: CitedQuery,
): Promise<void> {
  if (on.kind === 'CASE' && ctx.actor.role === 'registrar') return;
  const { about, keepers } = await sidesOf(ctx, on);
  if ([...about, ...keepers].includes(ctx.actor.uscc)) return;
  await requireAsked(ctx, on, cited);
}
