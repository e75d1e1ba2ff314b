import {
  type Emergency,
  emergencyChangedAt,
  type EmergencyHead,
  emergencyIn,
  emergencyStatus,
  type EmergencyTarget,
  cosign,
  type Input,
  type Instants,
  later,
  LedgerError,
  lift,
  type Output,
  refusePersonalIn,
  requireCompetent,
  requireFlow,
  requireOrderTerm,
  requireUscc,
  type SectorAct,
  sectorAct,
  suspended,
} from '../model/index.js';
import { requireSideOrAsked } from './asking.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { controlGuard } from './holding.js';
import { askedOf } from './desk.js';
import { tell } from './feeding.js';
import { actedBy } from './operating.js';
import { sectorsOf } from './sectors.js';

type Answer = Output<'emergency:suspend'>;

/** 应急暂停: a supervisor of the sector stops for a while what an incident makes dangerous. */
export class EmergencyContract extends LedgerContract {
  constructor() {
    super('emergency');
  }

  async suspend(ctx: LedgerContext, input: Input<'emergency:suspend'>): Promise<Answer> {
    const { id, on, incident, reason, documentDigest, until } = input;
    refusePersonalIn({ id, reason });
    if (on.kind === 'PARTY') requireUscc(on.id);
    const head = await headOf(ctx, on);
    const proposed = await acting(ctx, input, head);
    await requireIncident(ctx, incident);
    const { control, emergency = control } = await ctx.world.rules.enforcement(ctx.moment.time);
    requireOrderTerm(until, proposed.at, emergency);
    const sectors = await sectorsOf(ctx, on);
    requireCompetent(sectors, proposed);
    // What a party has is of every sector; data is of those that the catalogue puts it into.
    const joint = on.kind === 'PARTY' || sectors.length > 1;
    const made = { id, incident, reason, documentDigest, until, sectors, joint, proposed };
    const { targets } = ctx.world.emergencies;
    await targets.create('EMERGENCY_EXISTS', { v: 1, on }, id);
    const answer = await write(
      ctx,
      on,
      { before: head, head: suspended(head, made), id },
      proposed,
    );
    ctx.emit('emergency.suspended', { emergency: id, on, incident, status: answer.status });
    return answer;
  }

  async cosign(ctx: LedgerContext, input: Input<'emergency:cosign'>): Promise<Answer> {
    // The beacon first: a late act learns nothing about the record.
    await actedBy(ctx, input.beacon);
    const on = await targetOf(ctx, input.id);
    const head = await headOf(ctx, on);
    const by = await acting(ctx, input, head);
    const written = { before: head, head: cosign(head, input, by), id: input.id };
    const answer = await write(ctx, on, written, by);
    ctx.emit('emergency.cosigned', { emergency: input.id, on, sector: by.sector });
    return answer;
  }

  async lift(ctx: LedgerContext, input: Input<'emergency:lift'>): Promise<Answer> {
    refusePersonalIn({ reasons: input.reasons });
    await actedBy(ctx, input.beacon);
    const on = await targetOf(ctx, input.id);
    const head = await headOf(ctx, on);
    const by = await actedBy(ctx, input.beacon, head && emergencyChangedAt(head, ''));
    const written = { before: head, head: lift(head, input, by), id: input.id };
    const answer = await write(ctx, on, written, by);
    ctx.emit('emergency.lifted', { emergency: input.id, on });
    return answer;
  }

  async on(
    ctx: LedgerContext,
    { on, asOf, knownAt }: Input<'emergency:on'>,
  ): Promise<Output<'emergency:on'>> {
    const asked = await askedOf(ctx, { asOf, knownAt });
    const head = await headOf(ctx, on);
    return { on, items: (head?.orders ?? []).flatMap((each) => summaryOf(each, asked)), asked };
  }

  /** Whoever signed it and whom it is upon; a court or another sector’s supervisor asks first. */
  async file(
    ctx: LedgerContext,
    { id, ...cited }: Input<'emergency:file'>,
  ): Promise<Output<'emergency:file'>> {
    const on = await targetOf(ctx, id);
    await requireSideOrAsked(ctx, { kind: 'EMERGENCY', id }, cited);
    const asked = await askedOf(ctx, {});
    return answerOf(on, emergencyIn(await headOf(ctx, on), id), asked);
  }
}

const headOf = (
  ctx: LedgerContext,
  { kind, id }: EmergencyTarget,
): Promise<EmergencyHead | undefined> => ctx.world.emergencies.heads.find(kind, id);

async function targetOf(ctx: LedgerContext, id: string): Promise<EmergencyTarget> {
  return (await ctx.world.emergencies.targets.require('EMERGENCY_NOT_FOUND', id)).on;
}

/** Who acts, for which sector, and never before what was last done to the target. */
async function acting(
  ctx: LedgerContext,
  { qualification, beacon }: Pick<Input<'emergency:cosign'>, 'qualification' | 'beacon'>,
  head: EmergencyHead | undefined,
): Promise<SectorAct> {
  const by = await actedBy(ctx, beacon, head && emergencyChangedAt(head, ''));
  const found = await ctx.world.qualifications.find(by.uscc, qualification);
  return sectorAct(by, qualification, found);
}

/** @throws LedgerError RECORD_NOT_FOUND, RECORD_STATE_FORBIDS where it is closed */
async function requireIncident(ctx: LedgerContext, id: string): Promise<void> {
  const incident = await ctx.world.personalInfo.incidents.require('RECORD_NOT_FOUND', id);
  requireFlow(incident, ['REPORTED', 'CONTAINED']);
}

/** Guarded from birth as administrative control is, so that no registrar’s peer brings one down. */
async function write(
  ctx: LedgerContext,
  on: EmergencyTarget,
  {
    before,
    head,
    id,
  }: {
    readonly before: EmergencyHead | undefined;
    readonly head: EmergencyHead;
    readonly id: string;
  },
  by: { readonly uscc: string; readonly at: string; readonly txId: string },
): Promise<Answer> {
  const { heads } = ctx.world.emergencies;
  const key = [on.kind, on.id];
  if (before === undefined) {
    await heads.createGuarded('EMERGENCY_EXISTS', head, await controlGuard(ctx), ...key);
  } else await heads.put(head, ...key);
  const answer = answerOf(on, emergencyIn(head, id), { asOf: by.at, knownAt: by.at });
  const { reason, documentDigest } = answer.emergency;
  const what = answer.status === 'AWAITING_COSIGNATURE' ? 'PROPOSED' : answer.status;
  await tell(ctx, { kind: 'SUSPENSION', what, id, on, reason, documentDigest }, by);
  return answer;
}

function answerOf(on: EmergencyTarget, emergency: Emergency, instants: Instants): Answer {
  const { proposed, cosigned, lifted } = emergency;
  const since = later(lifted?.by.at ?? '', later(cosigned?.at ?? '', proposed.at));
  const asOf = later(instants.asOf, since);
  const status = emergencyStatus(emergency, { asOf, knownAt: later(instants.knownAt, since) });
  if (status === undefined) {
    throw new LedgerError('EMERGENCY_NOT_FOUND', `${emergency.id} was not proposed yet.`, {
      id: emergency.id,
    });
  }
  return { on, emergency, status };
}

function summaryOf(each: Emergency, instants: Instants): Output<'emergency:on'>['items'] {
  const status = emergencyStatus(each, instants);
  if (status === undefined) return [];
  const { id, reason, until, joint, proposed, cosigned } = each;
  const signed = [proposed, cosigned].filter((act) => act !== undefined);
  const by = signed
    .filter(({ at }) => at <= instants.asOf && at <= instants.knownAt)
    .map(({ uscc, sector, at }) => ({ uscc, sector, at }));
  return [{ id, status, reason, until, joint, by }];
}
