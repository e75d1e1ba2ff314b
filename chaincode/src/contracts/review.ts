import {
  actPunctuality,
  BEFORE_DECISION,
  dayOfAct,
  deadline,
  type Deadline,
  decisionDeadline,
  foldAll,
  groundArticle,
  type Input,
  LedgerError,
  type Output,
  refusePersonalData,
  requireApplicant,
  requireOtherPerson,
  requirePunctual,
  requireReviewed,
  requireStatus,
} from '../model/index.js';
import { advance } from './advance.js';
import { openNotice } from './applicant-data.js';
import {
  applicationOf,
  openAsRegistrar,
  type OpenCase,
  profileOf,
  withAcceptance,
} from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { openForParty } from './on-behalf.js';

/** 审查、公示、异议与决定: from acceptance to the decision. */
export class ReviewContract extends LedgerContract {
  constructor() {
    super('review');
  }

  async record(
    ctx: LedgerContext,
    input: Input<'review:record'>,
  ): Promise<Output<'review:record'>> {
    const { record, act } = await underReview(ctx, input);
    for (const { note } of input.findings) refusePersonalData({ note });
    const facts = { kind: 'REVIEWED' as const, findings: input.findings };
    return advance(ctx, record, { ...facts, article: record.article }, act);
  }

  async askProof(
    ctx: LedgerContext,
    input: Input<'review:askProof'>,
  ): Promise<Output<'review:askProof'>> {
    const { record, act } = await underReview(ctx, input);
    for (const { field, what } of input.items) refusePersonalData({ field, what });
    if (foldAll(record).proofAsked !== undefined) {
      throw new LedgerError('CASE_STATE_FORBIDS', 'Proof is asked for already.', {
        case: record.id,
      });
    }
    const facts = { kind: 'PROOF_REQUESTED' as const, items: input.items };
    return advance(ctx, record, { ...facts, article: record.clocks.DECISION.article }, act);
  }

  async giveProof(
    ctx: LedgerContext,
    input: Input<'review:giveProof'>,
  ): Promise<Output<'review:giveProof'>> {
    const { record, state, act } = await openForParty(ctx, 'review:giveProof', input);
    requireApplicant(record, act);
    requireStatus(record, state, BEFORE_DECISION);
    if (foldAll(record).proofAsked === undefined) {
      throw new LedgerError('CASE_STATE_FORBIDS', 'No proof is asked for.', { case: record.id });
    }
    const facts = { kind: 'PROOF_GIVEN' as const, documentDigests: input.documentDigests };
    return advance(ctx, record, { ...facts, article: record.clocks.DECISION.article }, act);
  }

  /** Once, and by no more than the rule’s extension (NATIONAL_2026/28). */
  async extend(
    ctx: LedgerContext,
    input: Input<'review:extend'>,
  ): Promise<Output<'review:extend'>> {
    const open = await underReview(ctx, input);
    const { record, act } = open;
    const { article, extension } = record.clocks.DECISION;
    refusePersonalData({ reasons: input.reasons });
    if (foldAll(record).extended || extension === undefined) {
      throw new LedgerError('EXTENSION_SPENT', 'The time to decide is extended once at most.', {
        case: record.id,
        article,
      });
    }
    // A period that has ended is not made longer: that would hide that it was missed.
    requirePunctual(this.#deadline(open), 'REFUSED', act);
    const facts = { kind: 'EXTENDED' as const, reasons: input.reasons };
    return advance(ctx, record, { ...facts, article }, act);
  }

  /** 公示: the statutory fields open against the root that covers all of them. */
  async publish(
    ctx: LedgerContext,
    input: Input<'review:publish'>,
  ): Promise<Output<'review:publish'>> {
    const { record, state, act, calendars } = await underReview(ctx, input);
    requireStatus(record, state, ['ACCEPTED', 'UNDER_REVIEW']);
    const application = await applicationOf(ctx, record);
    const { NOTICE } = record.clocks;
    const notice = deadline(NOTICE, dayOfAct(record, act), calendars);
    const opening = { id: record.id, number: application.number, form: application.form };
    const opened = await openNotice(ctx, opening);
    const facts = { kind: 'NOTICE_PUBLISHED' as const, notice, opened };
    return advance(ctx, record, { ...facts, article: NOTICE.article }, act);
  }

  /** On the applicant’s request, with good reason (NATIONAL_2026, 公示). */
  async withhold(
    ctx: LedgerContext,
    input: Input<'review:withhold'>,
  ): Promise<Output<'review:withhold'>> {
    const { record, state, act } = await underReview(ctx, input);
    requireStatus(record, state, ['ACCEPTED', 'UNDER_REVIEW']);
    refusePersonalData({ reasons: input.reasons });
    const { form } = await applicationOf(ctx, record);
    const { article } = record.clocks.NOTICE;
    if (!('withholdNotice' in form) || form.withholdNotice === undefined) {
      throw new LedgerError('NOTICE_NOT_REQUESTED', 'Nobody asked to withhold the notice.', {
        case: record.id,
        article,
      });
    }
    const facts = { kind: 'NOTICE_WITHHELD' as const, reasons: input.reasons };
    return advance(ctx, record, { ...facts, article }, act);
  }

  async decide(
    ctx: LedgerContext,
    input: Input<'review:decide'>,
  ): Promise<Output<'review:decide'>> {
    const open = await underReview(ctx, input);
    const { record, state, act } = open;
    const { outcome, ground, reasons } = input;
    refusePersonalData({ reasons });
    requireOtherPerson(record, act);
    const profile = await profileOf(ctx, record);
    if (outcome === 'APPROVED') requireReviewed(record, state, profile, act);
    const decision = this.#deadline(open);
    const facts = {
      kind: 'DECIDED' as const,
      outcome,
      reasons,
      decision,
      punctuality: actPunctuality(decision, act),
    };
    if (ground === undefined) {
      return advance(ctx, record, { ...facts, article: record.article }, act);
    }
    const article = groundArticle(profile, ground);
    return advance(ctx, record, { ...facts, ground, article }, act);
  }

  #deadline({ record, state, act, calendars }: OpenCase): Deadline {
    const today = dayOfAct(record, act);
    return decisionDeadline(record.clocks.DECISION, foldAll(record), state.acceptedOn ?? today, {
      calendars,
      today,
    });
  }
}

/** A case that is accepted and not decided. */
async function underReview(
  ctx: LedgerContext,
  input: Parameters<typeof openAsRegistrar>[1],
): Promise<OpenCase> {
  const open = await openAsRegistrar(ctx, input);
  requireStatus(open.record, open.state, BEFORE_DECISION);
  return { ...open, record: withAcceptance(open) };
}
