import {
  citedBy,
  decideAdmission,
  type Input,
  type Output,
  refusePersonalIn,
  uncited,
} from '../model/index.js';
import { requireEvidenceOf } from './check-facts.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actedBy } from './operating.js';

/** 准入: whether data is fit for trade, each finding with the records that it rests on. */
export class AdmissionContract extends LedgerContract {
  constructor() {
    super('admission');
  }

  async decide(
    ctx: LedgerContext,
    input: Input<'admission:decide'>,
  ): Promise<Output<'admission:decide'>> {
    refusePersonalIn(uncited(input));
    const decision = decideAdmission(input, await actedBy(ctx, input.beacon));
    for (const each of citedBy(decision)) await requireEvidenceOf(ctx, each);
    await ctx.world.market.admissions.create('RECORD_EXISTS', decision, decision.id);
    ctx.emit('admission.decided', { admission: decision.id, subject: decision.subject });
    return decision;
  }

  async read(
    ctx: LedgerContext,
    { id }: Input<'admission:read'>,
  ): Promise<Output<'admission:read'>> {
    return ctx.world.market.admissions.require('RECORD_NOT_FOUND', id);
  }
}
