import {
  type Act,
  acted,
  confirmPledge,
  type Input,
  LedgerError,
  type Output,
  proposePledge,
  releasePledge,
} from '../model/index.js';
import { starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { requireUnencumbered } from './encumbering.js';
import { rightView } from './targets.js';

/** 质押: shown beside the right; both sides sign, and the external register’s number stands with it. */
export class PledgeContract extends LedgerContract {
  constructor() {
    super('pledge');
  }

  async propose(
    ctx: LedgerContext,
    input: Input<'pledge:propose'>,
  ): Promise<Output<'pledge:propose'>> {
    const { id, right, pledgee, registerNo, documentDigest, blocks } = input;
    const act = await starting(ctx, input);
    await requirePledgeable(ctx, right, act, ctx.actor.uscc);
    const { pledges, pledgesByPledgee } = ctx.world.encumbrances;
    const asked = { id, right, pledgee, registerNo, documentDigest, blocks };
    const by = acted(ctx.actor, act.moment);
    const head = proposePledge(await pledges.find(right), asked, by);
    await pledges.put(head, right);
    await pledgesByPledgee.add(pledgee, right);
    ctx.emit('pledge.proposed', { pledge: id, right, pledgee });
    return head;
  }

  async confirm(
    ctx: LedgerContext,
    input: Input<'pledge:confirm'>,
  ): Promise<Output<'pledge:confirm'>> {
    const { id, right } = input;
    const act = await starting(ctx, input);
    const { pledges } = ctx.world.encumbrances;
    const found = await pledges.find(right);
    const head = confirmPledge(found, input, acted(ctx.actor, act.moment));
    const pledgor = head.pledges.find((each) => each.id === id)?.pledgor ?? '';
    await requirePledgeable(ctx, right, act, pledgor);
    await pledges.put(head, right);
    ctx.emit('pledge.confirmed', { pledge: id, right });
    return head;
  }

  async release(
    ctx: LedgerContext,
    input: Input<'pledge:release'>,
  ): Promise<Output<'pledge:release'>> {
    const { id, right } = input;
    const { moment } = await starting(ctx, input);
    const { pledges } = ctx.world.encumbrances;
    const head = releasePledge(await pledges.find(right), input, acted(ctx.actor, moment));
    await pledges.put(head, right);
    ctx.emit('pledge.released', { pledge: id, right });
    return head;
  }
}

/**
 * Only who has a right pledges it, and only while nothing stands against that.
 *
 * @throws LedgerError RIGHT_NOT_FOUND, RIGHT_NOT_HELD, RIGHT_NOT_ACTIVE, ASSET_FROZEN, DISPUTE_OPEN,
 *   PLEDGE_RESTRICTS
 */
async function requirePledgeable(
  ctx: LedgerContext,
  id: string,
  act: Act,
  holder: string,
): Promise<void> {
  const { time } = act.moment;
  const { right, state } = await rightView(ctx, id, { asOf: time, knownAt: time });
  const { article } = right;
  if (right.holder !== holder) {
    throw new LedgerError('RIGHT_NOT_HELD', `${id} is not ${holder}’s.`, { right: id, article });
  }
  if (state.status !== 'ACTIVE') {
    throw new LedgerError('RIGHT_NOT_ACTIVE', `${id} is ${state.status}.`, {
      ...{ right: id, status: state.status, article },
    });
  }
  await requireUnencumbered(ctx, right, act, 'PLEDGE');
}
