import {
  type Attestation,
  type AttestationHead,
  attestationStatus,
  coverOf,
  type Input,
  issueAttestation,
  later,
  LedgerError,
  LIFECYCLE,
  nodeName,
  type Output,
  shanghaiDate,
  uncovered,
  validityEnd,
  withdrawAttestation,
} from '../model/index.js';
import { newestFirst } from '../state/order.js';
import { dutiesOf, starting } from './acting.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';

/** Attestations of one kind that a subject may have at a time: every reliance reads them all. */
const MAX_LIVE = 20;
/** Reports on one subject, newest first, that a report of its stages looks at. */
const MAX_STAGED = 200;

/** 第三方报告: quality, ratings, valuations, assessments and audits by whoever is qualified. */
export class AttestationContract extends LedgerContract {
  constructor() {
    super('attestation');
  }

  async issue(
    ctx: LedgerContext,
    input: Input<'attestation:issue'>,
  ): Promise<Output<'attestation:issue'>> {
    const act = await starting(ctx, input);
    const { qualifications, attestations } = ctx.world;
    const qualification = await qualifications.find(act.by.uscc, input.qualification);
    const made = issueAttestation(input, qualification, act, await this.#retention(ctx, input));
    const { id, kind, subject } = made;
    await attestations.records.create('RECORD_EXISTS', made, id);
    const live = await this.#live(ctx, made);
    await attestations.heads.put({ v: 1, ids: [...live, id] }, kind, subject);
    await attestations.bySubject.add(kind, subject, newestFirst(made.at), id);
    ctx.emit('attestation.issued', { id, kind, subject });
    return made;
  }

  /** A report of an impact assessment is kept: its evidence is marked, so that nobody erases it. */
  async #retention(
    ctx: LedgerContext,
    { kind, report }: Input<'attestation:issue'>,
  ): Promise<string | undefined> {
    if (report !== undefined) await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', report);
    if (kind !== 'PIPIA') return undefined;
    const { pipiaKeptFor } = await dutiesOf(ctx);
    const until = validityEnd(shanghaiDate(ctx.moment.time), pipiaKeptFor);
    if (report !== undefined) {
      const { retained } = ctx.world.attestations;
      const before = await retained.find(report);
      await retained.put({ v: 1, until: later(before?.until ?? until, until) }, report);
    }
    return until;
  }

  /** Those that may still be relied on: what ran out makes room. */
  async #live(ctx: LedgerContext, { kind, subject, at }: Attestation): Promise<string[]> {
    const { heads, records } = ctx.world.attestations;
    const live: string[] = [];
    for (const id of (await heads.find(kind, subject))?.ids ?? []) {
      const status = attestationStatus(await records.require('RECORD_NOT_FOUND', id), at);
      if (status === 'VALID' || status === 'PENDING') live.push(id);
    }
    if (live.length < MAX_LIVE) return live;
    throw new LedgerError(
      'ATTESTATIONS_TOO_MANY',
      `${subject} has ${String(MAX_LIVE)} attestations of ${kind} that count. One must end first.`,
      { kind, subject },
    );
  }

  async withdraw(
    ctx: LedgerContext,
    input: Input<'attestation:withdraw'>,
  ): Promise<Output<'attestation:withdraw'>> {
    const act = await starting(ctx, input);
    const { records, heads } = ctx.world.attestations;
    const found = await records.require('RECORD_NOT_FOUND', input.id);
    const withdrawn = withdrawAttestation(found, input.reason, act);
    const { id, kind, subject } = withdrawn;
    await records.put(withdrawn, id);
    const head: AttestationHead | undefined = await heads.find(kind, subject);
    const ids = (head?.ids ?? []).filter((each) => each !== id);
    await heads.put({ v: 1, ids }, kind, subject);
    ctx.emit('attestation.withdrawn', { id, kind, subject });
    return withdrawn;
  }

  async read(
    ctx: LedgerContext,
    { id, asOf: asked }: Input<'attestation:read'>,
  ): Promise<Output<'attestation:read'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const attestation = await ctx.world.attestations.records.require('RECORD_NOT_FOUND', id);
    return { attestation, status: attestationStatus(attestation, asOf), asOf };
  }

  async list(
    ctx: LedgerContext,
    { kind, subject, asOf: asked, ...page }: Input<'attestation:list'>,
  ): Promise<Output<'attestation:list'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const { bySubject, records } = ctx.world.attestations;
    const ids = await bySubject.page(page, kind, subject);
    const items: Output<'attestation:read'>[] = [];
    for (const id of ids.items) {
      const attestation = await records.require('RECORD_NOT_FOUND', id);
      items.push({ attestation, status: attestationStatus(attestation, asOf), asOf });
    }
    return { ...ids, items };
  }

  async stages(
    ctx: LedgerContext,
    { subject: named, right, asOf: asked }: Input<'attestation:stages'>,
  ): Promise<Output<'attestation:stages'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const { complianceStages = LIFECYCLE } = await dutiesOf(ctx);
    const { bySubject, records } = ctx.world.attestations;
    const subject = named ?? (await subjectOfRight(ctx, right ?? ''));
    const all: Attestation[] = [];
    for (const id of (await bySubject.first(MAX_STAGED, 'COMPLIANCE', subject)).items) {
      all.push(await records.require('RECORD_NOT_FOUND', id));
    }
    const stages = coverOf(complianceStages, all, asOf);
    return { subject, stages, complete: uncovered(stages).length === 0, asOf };
  }
}

async function subjectOfRight(ctx: LedgerContext, id: string): Promise<string> {
  return nodeName((await ctx.world.register.rights.require('RIGHT_NOT_FOUND', id)).data);
}
