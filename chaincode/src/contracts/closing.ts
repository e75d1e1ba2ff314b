import {
  approveClosing,
  certificateNo,
  emptyMonth,
  type Input,
  merkleRoot,
  monthRoot,
  type Output,
  proposeClosing,
  recordDigest,
  serialLeaf,
  voteOf,
} from '../model/index.js';
import { actOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { createHead } from './registering.js';

/** 月结: a month is closed by officials of two organisations, and numbered no more. */
export class ClosingContract extends LedgerContract {
  constructor() {
    super('closing');
  }

  async propose(
    ctx: LedgerContext,
    { registrar, month, beacon }: Input<'closing:propose'>,
  ): Promise<Output<'closing:propose'>> {
    const { notBefore } = await actOf(ctx, beacon);
    const { serials, closings } = ctx.world.register;
    await ctx.world.settings.registrar(registrar);
    const head = (await serials.find(registrar, month)) ?? emptyMonth(registrar, month);
    const closing = proposeClosing(head, voteOf(ctx.actor, ctx.moment), notBefore);
    await closings.put(closing, registrar, month);
    ctx.emit('closing.proposed', { registrar, month, digest: closing.digest });
    return closing;
  }

  async approve(
    ctx: LedgerContext,
    { registrar, month, digest }: Input<'closing:approve'>,
  ): Promise<Output<'closing:approve'>> {
    const { serials, closings } = ctx.world.register;
    const proposed = await closings.require('CLOSING_NOT_FOUND', registrar, month);
    const found = await serials.find(registrar, month);
    const vote = voteOf(ctx.actor, ctx.moment);
    const { closing, head } = approveClosing(
      proposed,
      found ?? emptyMonth(registrar, month),
      digest,
      vote,
    );
    if (found !== undefined) await serials.put(head, registrar, month);
    else await createHead(ctx, head);
    await closings.put(closing, registrar, month);
    ctx.emit('closing.closed', { registrar, month, root: closing.statement.root });
    return closing;
  }

  async read(
    ctx: LedgerContext,
    { registrar, month }: Input<'closing:read'>,
  ): Promise<Output<'closing:read'>> {
    return ctx.world.register.closings.require('CLOSING_NOT_FOUND', registrar, month);
  }

  /** Every number of a month leads to a certificate or to a reason why there is none. */
  async gaps(
    ctx: LedgerContext,
    { registrar, month, from, count }: Input<'closing:gaps'>,
  ): Promise<Output<'closing:gaps'>> {
    const { serials, certificates, voids } = ctx.world.register;
    const space = await ctx.world.settings.registrar(registrar);
    const head = await serials.require('SERIAL_NOT_FOUND', registrar, month);
    const to = Math.min(head.last, from + count - 1);
    const gaps: string[] = [];
    const leaves: string[] = [];
    for (let serial = from; serial <= to; serial += 1) {
      const no = certificateNo(space, month, serial);
      const record = (await certificates.find(no)) ?? (await voids.find(no));
      if (record === undefined) gaps.push(no);
      else leaves.push(serialLeaf(no, recordDigest(record)));
    }
    const whole = from === 1 && to === head.last && gaps.length === 0;
    const report = { registrar, month, checkedFrom: from, checkedTo: to, last: head.last, gaps };
    return whole ? { ...report, rootHolds: merkleRoot(leaves) === monthRoot(head) } : report;
  }
}
