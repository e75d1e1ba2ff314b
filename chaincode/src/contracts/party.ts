import {
  type Input,
  moveParty,
  type Output,
  type Party,
  qualificationStatus,
  qualify,
  registerParty,
  withdrawQualification,
} from '../model/index.js';
import { historyOf } from '../state/history.js';
import { fromBytes } from '../state/records.js';
import { checkAsked } from './cited.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { guardParty } from './holding.js';

/** 主体: parties under their unified social credit codes, their states and qualifications. */
export class PartyContract extends LedgerContract {
  constructor() {
    super('party');
  }

  async register(ctx: LedgerContext, input: Input<'party:register'>): Promise<Party> {
    const party = registerParty(input, ctx.actor.mspId, ctx.moment);
    await ctx.world.parties.create('PARTY_EXISTS', party, party.uscc);
    await guardParty(ctx, party.uscc);
    ctx.emit('party.registered', { uscc: party.uscc });
    return party;
  }

  async verify(ctx: LedgerContext, input: Input<'party:verify'>): Promise<Party> {
    const { uscc, credentialCommitment } = input;
    return this.#move(ctx, uscc, 'VERIFIED', { credentialCommitment }, 'party.verified');
  }

  async suspend(ctx: LedgerContext, input: Input<'party:suspend'>): Promise<Party> {
    return this.#move(ctx, input.uscc, 'SUSPENDED', { reason: input.reason }, 'party.suspended');
  }

  async exit(ctx: LedgerContext, input: Input<'party:exit'>): Promise<Party> {
    return this.#move(ctx, input.uscc, 'EXITED', { reason: input.reason }, 'party.exited');
  }

  async #move(
    ctx: LedgerContext,
    uscc: string,
    state: 'VERIFIED' | 'SUSPENDED' | 'EXITED',
    details: Partial<Pick<Party, 'reason' | 'credentialCommitment'>>,
    event: string,
  ): Promise<Party> {
    const current = await ctx.world.parties.require('PARTY_NOT_FOUND', uscc);
    const party = moveParty(current, state, details, ctx.moment);
    await ctx.world.parties.put(party, uscc);
    ctx.emit(event, { uscc });
    return party;
  }

  async read(ctx: LedgerContext, { uscc }: Input<'party:read'>): Promise<Party> {
    return ctx.world.parties.require('PARTY_NOT_FOUND', uscc);
  }

  async history(
    ctx: LedgerContext,
    { uscc, ...page }: Input<'party:history'>,
  ): Promise<Output<'party:history'>> {
    await ctx.world.parties.require('PARTY_NOT_FOUND', uscc);
    const { items, ...rest } = await historyOf(ctx.stub, ctx.world.parties.key(uscc), page);
    return {
      ...rest,
      items: items.map(({ txId, claimedAt, value }) => ({
        txId,
        claimedAt,
        party: fromBytes<Party>(value),
      })),
    };
  }

  async qualify(
    ctx: LedgerContext,
    input: Input<'party:qualify'>,
  ): Promise<Output<'party:qualify'>> {
    const party = await ctx.world.parties.require('PARTY_NOT_FOUND', input.uscc);
    const qualification = qualify(party, input, ctx.actor.mspId, ctx.moment);
    const { uscc, id } = qualification;
    await ctx.world.qualifications.create('QUALIFICATION_EXISTS', qualification, uscc, id);
    ctx.emit('party.qualified', { uscc, id });
    return qualification;
  }

  async withdrawQualification(
    ctx: LedgerContext,
    { uscc, id, reason }: Input<'party:withdrawQualification'>,
  ): Promise<Output<'party:withdrawQualification'>> {
    const { qualifications } = ctx.world;
    const current = await qualifications.require('QUALIFICATION_NOT_FOUND', uscc, id);
    const withdrawn = withdrawQualification(current, reason, ctx.moment);
    await qualifications.put(withdrawn, uscc, id);
    ctx.emit('party.qualification-withdrawn', { uscc, id });
    return withdrawn;
  }

  async qualifications(
    ctx: LedgerContext,
    { uscc, asOf, ...page }: Input<'party:qualifications'>,
  ): Promise<Output<'party:qualifications'>> {
    await checkAsked(ctx, asOf);
    const { items, ...rest } = await ctx.world.qualifications.page(page, uscc);
    return {
      ...rest,
      items: items.map((qualification) => ({
        qualification,
        status: qualificationStatus(qualification, asOf),
      })),
    };
  }

  async registrar(
    ctx: LedgerContext,
    { uscc }: Input<'party:registrar'>,
  ): Promise<Output<'party:registrar'>> {
    return ctx.world.settings.registrar(uscc);
  }
}
