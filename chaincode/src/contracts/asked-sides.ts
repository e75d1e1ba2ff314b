import {
  emergencyIn,
  type EmergencyTarget,
  type QueryTarget,
  sidesOf as sidesOfDispute,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { keeper } from './desk.js';

/** Whom a record is about, and who keeps it: they need no purpose, and see who had one. */
export interface Sides {
  readonly about: readonly string[];
  readonly keepers: readonly string[];
}

/**
 * @throws LedgerError CASE_NOT_FOUND, VOUCHER_NOT_FOUND, EMERGENCY_NOT_FOUND, RECORD_NOT_FOUND
 */
export async function sidesOf(ctx: LedgerContext, { kind, id }: QueryTarget): Promise<Sides> {
  return sides[kind](ctx, id);
}

/** Whether the caller is one of them. */
export async function isSide(ctx: LedgerContext, on: QueryTarget): Promise<boolean> {
  const { about, keepers } = await sidesOf(ctx, on);
  return [...about, ...keepers].includes(ctx.actor.uscc);
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
  RIGHT: async (ctx, id) => {
    const right = await ctx.world.register.rights.require('RECORD_NOT_FOUND', id);
    return { about: [right.holder], keepers: [await keeper(ctx, right.registrar)] };
  },
  GRANT: async (ctx, id) => {
    const { grantor, grantee } = await ctx.world.grants.grants.require('RECORD_NOT_FOUND', id);
    return { about: [grantor, grantee], keepers: [] };
  },
  DELIVERY: async (ctx, id) => {
    const { deliveries } = ctx.world.deliveries;
    const { sender, recipient } = await deliveries.require('RECORD_NOT_FOUND', id);
    return { about: [sender, recipient], keepers: [] };
  },
  AGREEMENT: async (ctx, id) => {
    const { agreements } = ctx.world.operation;
    const { implementingBody, operator } = await agreements.require('RECORD_NOT_FOUND', id);
    return { about: [implementingBody, operator], keepers: [] };
  },
  NOTICE: async (ctx, id) => {
    const { to, sent } = await ctx.world.lineage.notices.require('RECORD_NOT_FOUND', id);
    return { about: [to], keepers: [sent.uscc] };
  },
  DEAL: async (ctx, id) => {
    const { seller, buyer, exchange, proposed } = await ctx.world.market.deals.require(
      'RECORD_NOT_FOUND',
      id,
    );
    const keepers = [proposed.uscc, ...(exchange === undefined ? [] : [exchange])];
    return { about: [seller, buyer], keepers };
  },
  CUSTODY: async (ctx, id) => {
    const { depositor, custodian } = await ctx.world.market.custodies.require(
      'RECORD_NOT_FOUND',
      id,
    );
    return { about: [depositor], keepers: [custodian] };
  },
  DISPUTE: async (ctx, id) => {
    const record = await ctx.world.disputes.cases.require('RECORD_NOT_FOUND', id);
    return { about: sidesOfDispute(record), keepers: [record.body] };
  },
  INFRINGEMENT: async (ctx, id) => {
    const pack = await ctx.world.infringements.packs.require('RECORD_NOT_FOUND', id);
    return { about: [pack.holder], keepers: [await keeper(ctx, pack.registrar)] };
  },
};

async function concerned(ctx: LedgerContext, { kind, id }: EmergencyTarget): Promise<string[]> {
  if (kind === 'PARTY') return [id];
  if (kind === 'VERSION') return [];
  return [(await ctx.world.register.rights.require('RIGHT_NOT_FOUND', id)).holder];
}
