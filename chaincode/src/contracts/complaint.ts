import {
  type Act,
  begin,
  checkCommitment,
  commitmentOf,
  type Complaint,
  type Input,
  isUndecided,
  LedgerError,
  move,
  type Output,
  requireFlow,
  requireImpartial,
} from '../model/index.js';
import { dueFrom, dutiesOf, starting } from './acting.js';
import { readable } from './applicant-data.js';
import { requireAsked } from './asking.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';

/** Apart from the applications that share the collection. */
const contactKey = (id: string): string => `complaint~${id}`;

/** 投诉、举报: taken in, investigated, decided; who complains stays out of every block. */
export class ComplaintContract extends LedgerContract {
  constructor() {
    super('complaint');
  }

  async file(
    ctx: LedgerContext,
    input: Input<'complaint:file'>,
  ): Promise<Output<'complaint:file'>> {
    const act = await starting(ctx, input);
    const { id, about, matter, incident, anonymous } = input;
    await requireIncident(ctx, incident);
    const deadline = await dueFrom(ctx, (await dutiesOf(ctx)).complaint);
    const complainant = anonymous ?? committed(ctx);
    const facts = { about, matter, anonymous: anonymous !== undefined, complainant, deadline };
    const complaint = { ...begin(id, 'RECEIVED', act), ...facts };
    const { complaints } = ctx.world.personalInfo;
    await complaints.create('RECORD_EXISTS', await linked(ctx, complaint, incident), id);
    if (anonymous === undefined) await keepComplainant(ctx, id);
    ctx.emit('complaint.filed', { id, about });
    return linked(ctx, complaint, incident);
  }

  async investigate(
    ctx: LedgerContext,
    input: Input<'complaint:investigate'>,
  ): Promise<Output<'complaint:investigate'>> {
    const { complaint, act } = await this.#open(ctx, input);
    await requireIncident(ctx, input.incident);
    const moved = move(complaint, { from: ['RECEIVED'], to: 'INVESTIGATING' }, act);
    const kept = await linked(ctx, moved, input.incident);
    await ctx.world.personalInfo.complaints.put(kept, kept.id);
    ctx.emit('complaint.investigating', { id: kept.id });
    return kept;
  }

  async decide(
    ctx: LedgerContext,
    input: Input<'complaint:decide'>,
  ): Promise<Output<'complaint:decide'>> {
    const { complaint, act } = await this.#open(ctx, input);
    const { outcome, reasons } = input;
    requireFlow(complaint, ['INVESTIGATING']);
    const step = { from: ['INVESTIGATING'], to: 'DECIDED', note: reasons } as const;
    const decided = { ...move(complaint, step, act), outcome };
    await ctx.world.personalInfo.complaints.put(decided, decided.id);
    ctx.emit('complaint.decided', { id: decided.id, outcome });
    return decided;
  }

  async read(
    ctx: LedgerContext,
    { id, asOf: asked }: Input<'complaint:read'>,
  ): Promise<Output<'complaint:read'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const complaint = await ctx.world.personalInfo.complaints.require('RECORD_NOT_FOUND', id);
    return { complaint, overdue: isUndecided(complaint, asOf), asOf };
  }

  /** At an organisation that keeps it, and never to the party complained about (ledger rule 20). */
  async contact(
    ctx: LedgerContext,
    { id, ...cited }: Input<'complaint:contact'>,
  ): Promise<Output<'complaint:contact'>> {
    const complaint = await ctx.world.personalInfo.complaints.require('RECORD_NOT_FOUND', id);
    requireImpartial(complaint, ctx.actor.uscc);
    const { custodians, court } = await ctx.world.settings.custody();
    if (![...custodians, court].includes(ctx.actor.mspId)) {
      throw new LedgerError('CALLER_FORBIDDEN', `Who complained in ${id} is not kept here.`, {
        id,
      });
    }
    const found = complaint.anonymous ? undefined : await ctx.world.applicants.find(contactKey(id));
    if (found === undefined) {
      throw new LedgerError('COMPLAINT_ANONYMOUS', `Nobody keeps who complained in ${id}.`, { id });
    }
    await requireAsked(ctx, { kind: 'COMPLAINT', id }, cited);
    return { case: id, contact: found.payload, seed: found.salt };
  }

  async #open(
    ctx: LedgerContext,
    input: { id: string } & Parameters<typeof starting>[1],
  ): Promise<{ complaint: Complaint; act: Act }> {
    const act = await starting(ctx, input);
    const { complaints } = ctx.world.personalInfo;
    const complaint = await complaints.require('RECORD_NOT_FOUND', input.id);
    requireImpartial(complaint, act.by.uscc);
    return { complaint, act };
  }
}

async function requireIncident(ctx: LedgerContext, incident: string | undefined): Promise<void> {
  if (incident === undefined) return;
  await ctx.world.personalInfo.incidents.require('RECORD_NOT_FOUND', incident);
}

async function linked(
  ctx: LedgerContext,
  complaint: Complaint,
  incident: string | undefined,
): Promise<Complaint> {
  if (incident === undefined) return complaint;
  await ctx.world.personalInfo.complaintsByIncident.add(incident, complaint.id);
  return { ...complaint, incident };
}

/** The chaincode makes the commitment itself, so that it can not be of something else. */
function committed(ctx: LedgerContext): string {
  const [payload, salt] = [ctx.transient('contact'), ctx.transient('seed')];
  readable(payload);
  const commitment = commitmentOf(salt, payload);
  checkCommitment(commitment, salt, payload);
  return commitment;
}

async function keepComplainant(ctx: LedgerContext, id: string): Promise<void> {
  const [payload, salt] = [ctx.transient('contact'), ctx.transient('seed')];
  const { custodians, court } = await ctx.world.settings.custody();
  const home = custodians.includes(ctx.actor.mspId) ? ctx.actor.mspId : custodians[0];
  await ctx.world.applicants.create(contactKey(id), { payload, salt }, [court, home ?? court]);
}
