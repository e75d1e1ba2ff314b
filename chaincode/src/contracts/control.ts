import {
  type Input,
  layHold,
  LedgerError,
  liftHold,
  type Output,
  renewHold,
} from '../model/index.js';
import { guardedBy } from '../state/guard.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { type Heads, holdAct, onEach } from './holding.js';

/** 行政临时管制: an authority’s measure, which its own organisation’s peer is enough to write. */
export class ControlContract extends LedgerContract {
  constructor() {
    super('control');
  }

  async impose(
    ctx: LedgerContext,
    input: Input<'control:impose'>,
  ): Promise<Output<'control:impose'>> {
    const act = await holdAct(ctx, input);
    const controllers = await controllersOf(ctx);
    if (!controllers.includes(ctx.actor.mspId)) {
      throw new LedgerError(
        'CALLER_FORBIDDEN',
        `${ctx.actor.mspId} registers or judges; it imposes no administrative control.`,
        { mspId: ctx.actor.mspId },
      );
    }
    const { control } = await ctx.world.rules.enforcement(ctx.moment.time);
    const heads = headsOf(ctx, controllers);
    const answer = await onEach(heads, input, (head) => layHold(head, input, control, act));
    ctx.emit('control.imposed', { order: input.id, on: input.on, by: act.by.uscc });
    return answer;
  }

  async lift(ctx: LedgerContext, input: Input<'control:lift'>): Promise<Output<'control:lift'>> {
    const act = await holdAct(ctx, input);
    const heads = headsOf(ctx, await controllersOf(ctx));
    const answer = await onEach(heads, input, (head) => liftHold(head, input, act));
    ctx.emit('control.lifted', { order: input.id, on: input.on, by: act.by.uscc });
    return answer;
  }

  async renew(ctx: LedgerContext, input: Input<'control:renew'>): Promise<Output<'control:renew'>> {
    const act = await holdAct(ctx, input);
    const { control } = await ctx.world.rules.enforcement(ctx.moment.time);
    const heads = headsOf(ctx, await controllersOf(ctx));
    const answer = await onEach(heads, input, (head) => renewHold(head, input, control, act));
    ctx.emit('control.renewed', { order: input.id, on: input.on, until: input.until });
    return answer;
  }
}

/** Custodians that have no registrar among them: they govern, and do not register (ledger rule 6). */
export async function controllersOf(ctx: LedgerContext): Promise<string[]> {
  const { settings } = ctx.world;
  const { custodians, court } = await settings.custody();
  const registering = (await settings.role('registrar'))?.msps ?? [];
  return custodians.filter((mspId) => mspId !== court && !registering.includes(mspId));
}

function headsOf(ctx: LedgerContext, controllers: readonly string[]): Heads {
  const { controls: rights, partyControls: parties } = ctx.world.encumbrances;
  return { rights, parties, guard: guardedBy([], controllers) };
}
