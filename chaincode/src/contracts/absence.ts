import {
  absenceFindings,
  absenceValidUntil,
  type Input,
  LedgerError,
  type Output,
  recordDigest,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf, askedOf } from './desk.js';
import { presentOf } from './searching.js';

/** 否定答复: that there is no such record, right or encumbrance, at a place among the commits. */
export class AbsenceContract extends LedgerContract {
  constructor() {
    super('absence');
  }

  /** Submitted: VALID proves absence at its commit, for every key it rests on is in its read set. */
  async submit(
    ctx: LedgerContext,
    { question, audience, nonce, beacon }: Input<'absence:submit'>,
  ): Promise<Output<'absence:submit'>> {
    const act = await actOf(ctx, beacon);
    const number = beacon?.number ?? 0;
    const { statement } = await ctx.world.beacons.require(number);
    const found = await presentOf(ctx, question, { act });
    const { time: at, txId } = act.moment;
    const { uscc: by, mspId } = act.by;
    const record = {
      ...{ v: 1 as const, kind: 'ABSENCE' as const, txId, by, mspId, at },
      ...{ beacon: number, audience, nonce, validUntil: absenceValidUntil(at) },
      ...absenceFindings(question, found, statement.height),
    };
    await ctx.world.checks.records.put(record, txId);
    ctx.emit('absence.answered', {
      txId,
      verdict: record.verdict,
      question: recordDigest(question),
    });
    return record;
  }

  async submitted(
    ctx: LedgerContext,
    { txId }: Input<'absence:submitted'>,
  ): Promise<Output<'absence:submitted'>> {
    const record = await ctx.world.checks.records.require('RECORD_NOT_FOUND', txId);
    if (record.kind === 'ABSENCE') return record;
    throw new LedgerError('RECORD_NOT_FOUND', `${txId} is another kind of answer.`, { txId });
  }

  async read(
    ctx: LedgerContext,
    { question, audience, nonce, ...times }: Input<'absence:read'>,
  ): Promise<Output<'absence:read'>> {
    const asked = await askedOf(ctx, times);
    const height = (await ctx.world.beacons.find(asked.beacon))?.statement.height;
    const found = await presentOf(ctx, question, { asked });
    return {
      ...absenceFindings(question, found, height),
      ...{ audience, nonce, asked, validUntil: absenceValidUntil(asked.asOf) },
    };
  }
}
