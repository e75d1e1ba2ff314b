import {
  acted,
  type ActedBy,
  type BeaconCitation,
  echo,
  type Input,
  later,
  LedgerError,
  MAX_QUALIFICATIONS,
  type Output,
  type PlatformQualification,
  platformStanding,
  type PlatformStanding,
  refusePersonalIn,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf, askedOf } from './desk.js';

/** 平台资质: published by whoever operates the platform, confirmed by the authority. */
export class PlatformContract extends LedgerContract {
  constructor() {
    super('platform');
  }

  async publish(
    ctx: LedgerContext,
    { facts, beacon }: Input<'platform:publish'>,
  ): Promise<Output<'platform:publish'>> {
    refusePersonalIn({ id: facts.id, platform: facts.platform });
    const { notBefore } = await actOf(ctx, beacon);
    const { platforms, evidence } = ctx.world;
    for (const id of facts.evidence) await evidence.require('EVIDENCE_NOT_FOUND', id);
    const published = acted(ctx.actor, ctx.moment, notBefore);
    const operator = published.uscc;
    const known = await platforms.operators.find(facts.platform);
    if (known !== undefined && known.operator !== operator) throw othersPlatform(facts.platform);
    if (known === undefined) await platforms.operators.put({ v: 1, operator }, facts.platform);
    const record: PlatformQualification = { v: 1, facts, operator, published };
    await platforms.qualifications.create('RECORD_EXISTS', record, facts.id);
    await platforms.byPlatform.add(facts.platform, facts.id);
    ctx.emit('platform.published', { id: facts.id, platform: facts.platform, kind: facts.kind });
    return record;
  }

  /** Nobody confirms itself. */
  async confirm(
    ctx: LedgerContext,
    input: Input<'platform:confirm'>,
  ): Promise<Output<'platform:confirm'>> {
    const { record, by } = await open(ctx, input);
    const { id, documentDigest } = record.facts;
    if (record.operator === by.uscc) {
      throw new LedgerError('CALLER_FORBIDDEN', 'An operator does not confirm itself.', { id });
    }
    requireOpen(record, record.confirmed === undefined);
    if (documentDigest !== input.documentDigest) {
      throw new LedgerError('ROOT_MISMATCH', 'The digest is not that of the papers published.', {
        id,
        documentDigest,
      });
    }
    return write(ctx, { ...record, confirmed: by }, 'platform.confirmed');
  }

  async withdraw(
    ctx: LedgerContext,
    input: Input<'platform:withdraw'>,
  ): Promise<Output<'platform:withdraw'>> {
    refusePersonalIn({ reasons: input.reasons });
    const { record, by } = await open(ctx, input);
    if (![record.operator, record.confirmed?.uscc].includes(by.uscc)) {
      throw new LedgerError('CALLER_FORBIDDEN', 'Its operator or its authority withdraws it.', {
        id: record.facts.id,
      });
    }
    requireOpen(record, true);
    const withdrawn = { reasons: input.reasons, by };
    return write(ctx, { ...record, withdrawn }, 'platform.withdrawn');
  }

  async at(
    ctx: LedgerContext,
    { at, knownAt, platform, audience, nonce }: Input<'platform:at'>,
  ): Promise<Output<'platform:at'>> {
    const asked = await askedOf(ctx, { asOf: at, knownAt });
    const { byPlatform, qualifications } = ctx.world.platforms;
    const of = platform === undefined ? [] : [platform];
    const { items, truncated } = await byPlatform.first(MAX_QUALIFICATIONS, ...of);
    const standings: PlatformStanding[] = [];
    for (const id of items) {
      const record = await qualifications.require('RECORD_NOT_FOUND', id);
      const found = platformStanding(record, asked);
      if (found !== undefined) standings.push(found);
    }
    return {
      ...{ at, asked, standings, truncated },
      ...echo({ audience, nonce }),
    };
  }
}

const othersPlatform = (platform: string): LedgerError =>
  new LedgerError('PLATFORM_NOT_OPERATED', `${platform} is another party’s.`, { platform });

async function open(
  ctx: LedgerContext,
  { id, beacon }: { readonly id: string; readonly beacon?: BeaconCitation | undefined },
): Promise<{ readonly record: PlatformQualification; readonly by: ActedBy }> {
  const { notBefore } = await actOf(ctx, beacon);
  const record = await ctx.world.platforms.qualifications.require('RECORD_NOT_FOUND', id);
  const last = record.confirmed?.at ?? record.published.at;
  return { record, by: acted(ctx.actor, ctx.moment, later(last, notBefore)) };
}

function requireOpen({ facts, withdrawn }: PlatformQualification, isOpen: boolean): void {
  if (withdrawn === undefined && isOpen) return;
  throw new LedgerError('RECORD_STATE_FORBIDS', `${facts.id} was confirmed or withdrawn already.`, {
    id: facts.id,
  });
}

async function write(
  ctx: LedgerContext,
  record: PlatformQualification,
  event: string,
): Promise<PlatformQualification> {
  const { id, platform } = record.facts;
  await ctx.world.platforms.qualifications.put(record, id);
  ctx.emit(event, { id, platform });
  return record;
}
