import {
  affiliationChangedAt,
  areAffiliated,
  declareAffiliation,
  endAffiliation,
  type Input,
  type Output,
  pairOf,
  requireUscc,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { actedBy } from './operating.js';

/** 关联方: who hangs together with whom, as declared. */
export class AffiliateContract extends LedgerContract {
  constructor() {
    super('affiliate');
  }

  async declare(
    ctx: LedgerContext,
    input: Input<'affiliate:declare'>,
  ): Promise<Output<'affiliate:declare'>> {
    for (const uscc of [input.first, input.second]) requireUscc(uscc);
    const pair = pairOf(input.first, input.second);
    const { affiliates } = ctx.world.market;
    const before = await affiliates.find(...pair);
    const by = await actedBy(ctx, input.beacon, affiliationChangedAt(before));
    const declared = declareAffiliation(before, input, by);
    await affiliates.put(declared, ...pair);
    ctx.emit('affiliate.declared', { parties: pair });
    return declared;
  }

  async end(ctx: LedgerContext, input: Input<'affiliate:end'>): Promise<Output<'affiliate:end'>> {
    const pair = pairOf(input.first, input.second);
    const { affiliates } = ctx.world.market;
    const before = await affiliates.require('RECORD_NOT_FOUND', ...pair);
    const by = await actedBy(ctx, input.beacon, affiliationChangedAt(before));
    const ended = endAffiliation(before, input.documentDigest, by);
    await affiliates.put(ended, ...pair);
    ctx.emit('affiliate.ended', { parties: pair });
    return ended;
  }

  async read(
    ctx: LedgerContext,
    { first, second, asOf }: Input<'affiliate:read'>,
  ): Promise<Output<'affiliate:read'>> {
    const asked = await askedOf(ctx, { asOf });
    const affiliation = await ctx.world.market.affiliates.find(...pairOf(first, second));
    const affiliated = areAffiliated(affiliation, asked);
    return { ...(affiliation === undefined ? {} : { affiliation }), affiliated };
  }
}
