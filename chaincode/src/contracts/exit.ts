import { announceHandOver, completeHandOver, type Input, type Output } from '../model/index.js';
import { actOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** 登记机构退出: a registrar leaves and another signs for its files (NATIONAL_2026/13). */
export class ExitContract extends LedgerContract {
  constructor() {
    super('exit');
  }

  async announce(
    ctx: LedgerContext,
    input: Input<'exit:announce'>,
  ): Promise<Output<'exit:announce'>> {
    const act = await actOf(ctx, input.beacon);
    const { settings, register } = ctx.world;
    await settings.registrar(act.by.uscc);
    const successor = await settings.registrar(input.successor);
    const leaves = (await register.handOvers.find(successor.uscc)) !== undefined;
    const handOver = announceHandOver(input, { ...successor, leaves }, act);
    await register.handOvers.create('HANDOVER_EXISTS', handOver, act.by.uscc);
    ctx.emit('exit.announced', { registrar: act.by.uscc, successor: handOver.successor });
    return handOver;
  }

  async complete(
    ctx: LedgerContext,
    input: Input<'exit:complete'>,
  ): Promise<Output<'exit:complete'>> {
    const act = await actOf(ctx, input.beacon);
    const { handOvers } = ctx.world.register;
    const announced = await handOvers.require('HANDOVER_NOT_FOUND', input.registrar);
    const done = completeHandOver(announced, input, act);
    await handOvers.put(done, input.registrar);
    ctx.emit('exit.completed', { registrar: input.registrar, successor: done.successor });
    return done;
  }

  async read(ctx: LedgerContext, { registrar }: Input<'exit:read'>): Promise<Output<'exit:read'>> {
    return ctx.world.register.handOvers.require('HANDOVER_NOT_FOUND', registrar);
  }
}
