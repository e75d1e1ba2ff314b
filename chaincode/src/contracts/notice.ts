import {
  acknowledgeNotice,
  type AffectedNotice,
  type Deadline,
  type Input,
  type Output,
  recordDigest,
  sendNotice,
} from '../model/index.js';
import { dueFrom, dutiesOf } from './acting.js';
import { causersOf, partiesOf } from './affected-parties.js';
import { requirePath } from './affecting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actedBy } from './operating.js';
import { requireSideOrOffice } from './asking.js';

/** 影响通知与回执: who is told that something fell on which a record of theirs rests. */
export class NoticeContract extends LedgerContract {
  constructor() {
    super('notice');
  }

  async send(ctx: LedgerContext, input: Input<'notice:send'>): Promise<AffectedNotice> {
    const sent = await actedBy(ctx, input.beacon);
    const due = await dueOf(ctx);
    const causers = await causersOf(ctx, input.of);
    await requirePath(ctx, input.path);
    const parties = await partiesOf(ctx, input.affected);
    const notice = sendNotice(input, { causers, parties, due }, sent);
    await ctx.world.lineage.notices.create('AFFECTED_NOTICE_EXISTS', notice, notice.id);
    const { id, of, affected, to } = notice;
    ctx.emit('notice.sent', { id, of, affected, to });
    return notice;
  }

  async acknowledge(
    ctx: LedgerContext,
    { id, digest, beacon }: Input<'notice:acknowledge'>,
  ): Promise<Output<'notice:acknowledge'>> {
    const by = await actedBy(ctx, beacon);
    const notice = await noticeOf(ctx, id);
    const receipt = acknowledgeNotice(notice, digest, by);
    await ctx.world.lineage.receipts.create('AFFECTED_NOTICE_ACKNOWLEDGED', receipt, id);
    ctx.emit('notice.acknowledged', { id, by: by.uscc });
    return receipt;
  }

  async read(
    ctx: LedgerContext,
    { id, ...cited }: Input<'notice:read'>,
  ): Promise<Output<'notice:read'>> {
    const notice = await noticeOf(ctx, id);
    await requireSideOrOffice(ctx, { kind: 'NOTICE', id }, cited);
    const receipt = await ctx.world.lineage.receipts.find(id);
    return {
      notice,
      digest: recordDigest(notice),
      ...(receipt === undefined ? {} : { receipt }),
    };
  }
}

const noticeOf = (ctx: LedgerContext, id: string): Promise<AffectedNotice> =>
  ctx.world.lineage.notices.require('AFFECTED_NOTICE_NOT_FOUND', id);

/** Rules of duties may set no time for a receipt. */
async function dueOf(ctx: LedgerContext): Promise<Deadline | undefined> {
  const { acknowledgement } = await dutiesOf(ctx);
  return acknowledgement === undefined ? undefined : dueFrom(ctx, acknowledgement);
}
