import {
  acceptDispute,
  acted,
  agreeSettlement,
  answerDispute,
  awardDispute,
  awardOrder,
  bodyRoles,
  citedIn,
  type CitedQuery,
  dismissDispute,
  type DisputeCase,
  disputeFindings,
  disputeRemark,
  disputeStatus,
  echo,
  fileDispute,
  hearDispute,
  type Input,
  isEnded,
  LedgerError,
  MAX_SUBMISSIONS,
  type Output,
  refusePersonalIn,
  requireAgreement,
  requireDisputeStatus,
  requireSide,
  requireStanding,
  respondentsOf,
  serveDispute,
  sidesOf,
  submittedDeposit,
  withdrawDispute,
} from '../model/index.js';
import { newestFirst } from '../state/order.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { actOf, askedOf } from './desk.js';
import { disputeManifest } from './dispute-bundle.js';
import { execute } from './dispute-execution.js';
import { disputeGround, requireBodyKnown, requireSpeaker } from './dispute-ground.js';
import { linkPack } from './infringement-access.js';
import { recordOrder } from './ordering.js';
import { blockRights, openDispute, proceed, release, submissionsOf } from './disputing.js';
import { requireOffice } from './asking.js';

/** 争议: mediation, arbitration or litigation about what stands on the ledger. */
export class DisputeContract extends LedgerContract {
  constructor() {
    super('dispute');
  }

  async file(ctx: LedgerContext, input: Input<'dispute:file'>): Promise<Output<'dispute:file'>> {
    refusePersonalIn({ id: input.id });
    const { notBefore } = await actOf(ctx, input.beacon);
    const { disputes, evidence } = ctx.world;
    requireAgreement(input);
    await requireBodyKnown(ctx, input);
    const ground = await disputeGround(ctx, input);
    await requireSpeaker(ctx, ground.rights, input.spokenFor);
    for (const id of input.standing.evidence) await evidence.require('EVIDENCE_NOT_FOUND', id);
    const claimant = input.spokenFor?.person ?? ctx.actor.uscc;
    requireStanding(input.standing, claimant, ground);
    const respondents = respondentsOf(input, claimant, ground);
    await this.#requireOneRunning(ctx, input, claimant);
    const filed = acted(ctx.actor, ctx.moment, notBefore);
    const record = fileDispute(
      input,
      { claimant, respondents, rights: [...ground.rights], notBefore },
      filed,
    );
    await disputes.cases.create('RECORD_EXISTS', record, record.id);
    for (const { kind, id } of input.subjects) {
      await disputes.bySubject.add(kind, id, newestFirst(filed.at), record.id);
      await disputes.running.put({ v: 1, dispute: record.id }, kind, id, claimant);
    }
    ctx.emit('dispute.filed', { dispute: record.id, body: record.body, subjects: input.subjects });
    return record;
  }

  /** Whoever files the same again and again waits for the answer to the first. */
  async #requireOneRunning(
    ctx: LedgerContext,
    { subjects }: Input<'dispute:file'>,
    claimant: string,
  ): Promise<void> {
    const { running, cases } = ctx.world.disputes;
    for (const { kind, id } of subjects) {
      const last = await running.find(kind, id, claimant);
      const record = last && (await cases.find(last.dispute));
      if (record === undefined || isEnded(disputeStatus(record))) continue;
      throw new LedgerError('RECORD_EXISTS', `${claimant} disputes ${id} already.`, {
        key: [record.id],
      });
    }
  }

  async accept(
    ctx: LedgerContext,
    input: Input<'dispute:accept'>,
  ): Promise<Output<'dispute:accept'>> {
    const { record, act } = await openDispute(ctx, input);
    const accepted = acceptDispute(record, act);
    const { role } = ctx.actor;
    if (!bodyRoles[record.path].some((each) => each === role)) {
      throw new LedgerError('CALLER_FORBIDDEN', `${record.path} is not before a ${role}.`, {
        ...{ dispute: record.id, path: record.path },
      });
    }
    await blockRights(ctx, record.rights, { id: record.id, since: act.by.at });
    return proceed(ctx, accepted, 'dispute.accepted');
  }

  async dismiss(
    ctx: LedgerContext,
    input: Input<'dispute:dismiss'>,
  ): Promise<Output<'dispute:dismiss'>> {
    refusePersonalIn({ reasons: input.reasons });
    const { record, act } = await openDispute(ctx, input);
    const dismissed = dismissDispute(record, input.reasons, act);
    await release(ctx, dismissed, 'DISMISSED');
    return proceed(ctx, dismissed, 'dispute.dismissed');
  }

  async serve(ctx: LedgerContext, input: Input<'dispute:serve'>): Promise<Output<'dispute:serve'>> {
    const { record, act } = await openDispute(ctx, input);
    const { to, method, servedOn, receiptDigest, answerUntil } = input;
    const service = { to, method, servedOn, receiptDigest, answerUntil };
    return proceed(ctx, serveDispute(record, service, act), 'dispute.served');
  }

  async answer(
    ctx: LedgerContext,
    input: Input<'dispute:answer'>,
  ): Promise<Output<'dispute:answer'>> {
    const { record, act } = await openDispute(ctx, input);
    const { position, statementDigest } = input;
    const answered = answerDispute(record, { position, statementDigest }, act);
    return proceed(ctx, answered, 'dispute.answered');
  }

  async submit(
    ctx: LedgerContext,
    input: Input<'dispute:submit'>,
  ): Promise<Output<'dispute:submit'>> {
    const { purpose, submission, evidence, statementDigest, pack, spokenFor } = input;
    refusePersonalIn({ purpose, submission });
    const { record, act } = await openDispute(ctx, input);
    const side = requireSide(record, act);
    requireDisputeStatus(record, ['EVIDENCE']);
    const { submissions, submissionsBySide } = ctx.world.disputes;
    const before = await submissionsBySide.first(MAX_SUBMISSIONS, record.id, side);
    if (before.items.length >= MAX_SUBMISSIONS) {
      throw new LedgerError('DISPUTE_TOO_LONG', `${side} submitted as much as it can.`, {
        dispute: record.id,
      });
    }
    const deposit =
      evidence === undefined
        ? undefined
        : submittedDeposit(await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', evidence));
    if (pack !== undefined) await linkPack(ctx, { pack, side, dispute: record.id });
    const made = {
      ...{ v: 1 as const, dispute: record.id, submission, side, purpose },
      ...(deposit === undefined ? {} : { deposit }),
      ...(statementDigest === undefined ? {} : { statementDigest }),
      ...(pack === undefined ? {} : { pack }),
      ...(spokenFor === undefined ? {} : { spokenFor }),
      ...{ submitted: act.by, notBefore: act.notBefore },
    };
    await submissions.create('RECORD_EXISTS', made, record.id, submission);
    await submissionsBySide.add(record.id, side, submission);
    ctx.emit('dispute.evidence-submitted', { dispute: record.id, submission, side });
    return made;
  }

  async hear(ctx: LedgerContext, input: Input<'dispute:hear'>): Promise<Output<'dispute:hear'>> {
    const { record, act } = await openDispute(ctx, input);
    return proceed(ctx, hearDispute(record, input.on, act), 'dispute.heard');
  }

  /**
   * What an award says binds the sides; what is to be forced on others, the court orders. It stands
   * on record as an order from the same instant on, guarded by the court as every order is.
   */
  async award(ctx: LedgerContext, input: Input<'dispute:award'>): Promise<Output<'dispute:award'>> {
    refusePersonalIn({ documentNo: input.documentNo, findings: input.findings });
    const { record, act } = await openDispute(ctx, input);
    const { order, outcome, documentNo, documentDigest, execution } = input;
    const award = { order, outcome, documentNo, documentDigest, execution };
    const awarded = awardDispute(record, award, act);
    await recordOrder(ctx, awardOrder(record, input), act.by);
    await release(ctx, awarded, `AWARD_${award.outcome}`);
    return proceed(ctx, awarded, 'dispute.awarded');
  }

  async execute(
    ctx: LedgerContext,
    input: Input<'dispute:execute'>,
  ): Promise<Output<'dispute:execute'>> {
    const { record, act } = await openDispute(ctx, input);
    return proceed(ctx, await execute(ctx, record, input, act), 'dispute.executed');
  }

  async settle(
    ctx: LedgerContext,
    input: Input<'dispute:settle'>,
  ): Promise<Output<'dispute:settle'>> {
    const { record, act } = await openDispute(ctx, input);
    const agreed = agreeSettlement(record, input.settlementDigest, act);
    if (disputeStatus(agreed) === 'SETTLED') await release(ctx, agreed, 'SETTLED');
    return proceed(ctx, agreed, 'dispute.settlement-agreed');
  }

  async withdraw(
    ctx: LedgerContext,
    input: Input<'dispute:withdraw'>,
  ): Promise<Output<'dispute:withdraw'>> {
    refusePersonalIn({ reasons: input.reasons });
    const { record, act } = await openDispute(ctx, input);
    const withdrawn = withdrawDispute(record, input.reasons, act);
    await release(ctx, withdrawn, 'WITHDRAWN');
    return proceed(ctx, withdrawn, 'dispute.withdrawn');
  }

  async read(
    ctx: LedgerContext,
    { id, asOf, knownAt, audience, nonce, ...cited }: Input<'dispute:read'>,
  ): Promise<Output<'dispute:read'>> {
    const record = await requireReadable(ctx, id, cited);
    const asked = await askedOf(ctx, { asOf, knownAt });
    return {
      ...disputeFindings(record, await submissionsOf(ctx, record), asked),
      asked,
      ...echo({ audience, nonce }),
    };
  }

  async about(
    ctx: LedgerContext,
    { kind, id, asOf, knownAt, ...page }: Input<'dispute:about'>,
  ): Promise<Output<'dispute:about'>> {
    const asked = await askedOf(ctx, { asOf, knownAt });
    const { bySubject, cases } = ctx.world.disputes;
    const found = await bySubject.page(page, kind, id);
    const items: Output<'dispute:about'>['items'] = [];
    for (const each of found.items) {
      const remark = disputeRemark(await cases.require('RECORD_NOT_FOUND', each), asked);
      if (remark.status !== 'NOT_YET_FILED') items.push(remark);
    }
    return { ...found, items, asked };
  }

  async bundle(
    ctx: LedgerContext,
    input: Input<'dispute:bundle'>,
  ): Promise<Output<'dispute:bundle'>> {
    return disputeManifest(ctx, await requireReadable(ctx, input.id, input), input);
  }
}

/** Its sides, its body and the registrars of the rights that it is about; other offices ask first. */
async function requireReadable(
  ctx: LedgerContext,
  id: string,
  input: CitedQuery,
): Promise<DisputeCase> {
  const record = await ctx.world.disputes.cases.require('RECORD_NOT_FOUND', id);
  if (!(await isConcerned(ctx, record))) {
    await requireOffice(ctx, { kind: 'DISPUTE', id }, citedIn(input));
  }
  return record;
}

async function isConcerned(ctx: LedgerContext, record: DisputeCase): Promise<boolean> {
  const { role, uscc } = ctx.actor;
  if ([...sidesOf(record), record.body].includes(uscc)) return true;
  for (const right of role === 'registrar' ? record.rights : []) {
    const found = await ctx.world.register.rights.find(right);
    if (found?.registrar === uscc) return true;
  }
  return false;
}
