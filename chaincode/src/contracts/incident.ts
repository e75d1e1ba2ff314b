import {
  type Act,
  begin,
  type Incident,
  type Input,
  move,
  type Output,
  requireParty,
} from '../model/index.js';
import { starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { tell } from './feeding.js';

/** 个人信息安全事件: reported by the party it happened to, contained, closed by an office. */
export class IncidentContract extends LedgerContract {
  constructor() {
    super('incident');
  }

  async report(
    ctx: LedgerContext,
    input: Input<'incident:report'>,
  ): Promise<Output<'incident:report'>> {
    const act = await starting(ctx, input);
    const { id, kind, description, occurredOn, affected } = input;
    const facts = { party: act.by.uscc, kind, description, occurredOn, affected };
    const incident = { ...begin(id, 'REPORTED', act), ...facts };
    await ctx.world.personalInfo.incidents.create('RECORD_EXISTS', incident, id);
    await tellOf(ctx, incident, act);
    ctx.emit('incident.reported', { id, party: incident.party });
    return incident;
  }

  async contain(
    ctx: LedgerContext,
    input: Input<'incident:contain'>,
  ): Promise<Output<'incident:contain'>> {
    const act = await starting(ctx, input);
    const { incidents } = ctx.world.personalInfo;
    const incident = await incidents.require('RECORD_NOT_FOUND', input.id);
    requireParty(act, [incident.party], incident.id);
    const step = { from: ['REPORTED'], to: 'CONTAINED', note: input.findings } as const;
    const contained = move(incident, step, act);
    await incidents.put(contained, incident.id);
    await tellOf(ctx, contained, act);
    ctx.emit('incident.contained', { id: incident.id });
    return contained;
  }

  async close(
    ctx: LedgerContext,
    input: Input<'incident:close'>,
  ): Promise<Output<'incident:close'>> {
    const act = await starting(ctx, input);
    const { incidents } = ctx.world.personalInfo;
    const incident = await incidents.require('RECORD_NOT_FOUND', input.id);
    const step = { from: ['CONTAINED'], to: 'CLOSED', note: input.findings } as const;
    const closed = move(incident, step, act);
    await incidents.put(closed, incident.id);
    await tellOf(ctx, closed, act);
    ctx.emit('incident.closed', { id: incident.id });
    return closed;
  }

  async read(
    ctx: LedgerContext,
    { id, ...page }: Input<'incident:read'>,
  ): Promise<Output<'incident:read'>> {
    const { incidents, complaintsByIncident } = ctx.world.personalInfo;
    const incident = await incidents.require('RECORD_NOT_FOUND', id);
    const { items, ...rest } = await complaintsByIncident.page(page, id);
    return { incident, complaints: items, ...rest };
  }
}

/** Supervisors of every sector learn of it, by its kind and its id alone. */
async function tellOf(ctx: LedgerContext, incident: Incident, { by }: Act): Promise<void> {
  const { id, kind: reason, status: what, steps } = incident;
  const { at = '', txId = '' } = steps.at(-1) ?? {};
  await tell(ctx, { kind: 'INCIDENT', what, id, reason }, { uscc: by.uscc, at, txId });
}
