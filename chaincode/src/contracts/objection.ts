import {
  type Act,
  actPunctuality,
  dayOfAct,
  deadline,
  type Input,
  instantOf,
  LedgerError,
  objectionPhase,
  openObjection,
  type Output,
  partyOf,
  refusePersonalData,
  type RegistrationCase,
  requireAnswerableObjection,
  requireConcludable,
  requireUntold,
} from '../model/index.js';
import { advance } from './advance.js';
import { keeper, openAsRegistrar, openCase } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { blockWhereRoom, freeRights } from './disputing.js';
import { openForParty } from './on-behalf.js';

/** 异议: raised during the notice or after registration, and decided by the registrar. */
export class ObjectionContract extends LedgerContract {
  constructor() {
    super('objection');
  }

  async raise(
    ctx: LedgerContext,
    input: Input<'objection:raise'>,
  ): Promise<Output<'objection:raise'>> {
    const { record, state, act, calendars } = await openCase(ctx, input);
    const { objection, reasons, materialDigest, objectorCommitment } = input;
    refusePersonalData({ objection, reasons });
    const heard = await requireVoice(ctx, record, act, objectorCommitment !== undefined);
    const voice = { by: act.by.uscc, heard, objection, commitment: objectorCommitment };
    const phase = objectionPhase(record, state, voice, act);
    const { OBJECTION, HOLDER_NOTICE } = record.clocks;
    const today = dayOfAct(record, act);
    const facts = {
      kind: 'OBJECTION_RAISED' as const,
      ...{ objection, phase, heard, reasons, materialDigest },
      ...(objectorCommitment === undefined ? {} : { objectorCommitment }),
      due: deadline(OBJECTION, today, calendars),
      ...(phase === 'POST_REGISTRATION'
        ? { holderNotice: deadline(HOLDER_NOTICE, today, calendars) }
        : {}),
    };
    if (phase === 'POST_REGISTRATION') {
      // The registrar concludes within its time, so this blocks for days and by one objection a party.
      const entry = { id: objection, since: instantOf(record, act) };
      await blockWhereRoom(ctx, await rightsOf(ctx, record), entry);
    }
    return advance(ctx, record, { ...facts, article: OBJECTION.article }, act);
  }

  /** 五个工作日内告知权利人: whether that was in time stands in the step. */
  async notify(
    ctx: LedgerContext,
    input: Input<'objection:notify'>,
  ): Promise<Output<'objection:notify'>> {
    const { record, act } = await openAsRegistrar(ctx, input);
    const { objection, method, servedOn, receiptDigest } = input;
    const raised = openObjection(record, objection);
    const due = requireUntold(record, raised);
    if (servedOn > dayOfAct(record, act)) {
      throw new LedgerError('INPUT_INVALID', 'Nothing is served in advance.', {
        issues: [{ pointer: '/servedOn', message: 'Lies in the future' }],
      });
    }
    const facts = { kind: 'HOLDER_NOTIFIED' as const, objection, method, servedOn, receiptDigest };
    const { article } = record.clocks.HOLDER_NOTICE;
    const punctuality = actPunctuality(due, act);
    return advance(ctx, record, { ...facts, article, punctuality }, act);
  }

  async answer(
    ctx: LedgerContext,
    input: Input<'objection:answer'>,
  ): Promise<Output<'objection:answer'>> {
    const { record, act } = await openForParty(ctx, 'objection:answer', input);
    const { objection, position, statementDigest } = input;
    const raised = openObjection(record, objection);
    await requireHolderOf(ctx, record, act);
    requireAnswerableObjection(record, raised);
    const facts = { kind: 'HOLDER_ANSWERED' as const, objection, position, statementDigest };
    const { article } = record.clocks.HOLDER_NOTICE;
    return advance(ctx, record, { ...facts, article }, act);
  }

  async decide(
    ctx: LedgerContext,
    input: Input<'objection:decide'>,
  ): Promise<Output<'objection:decide'>> {
    const { record, act } = await openAsRegistrar(ctx, input);
    const { objection, outcome, findings } = input;
    refusePersonalData({ findings });
    const raised = openObjection(record, objection);
    requireConcludable(record, raised, outcome);
    if (raised.phase === 'POST_REGISTRATION') {
      const end = { until: instantOf(record, act), outcome: `OBJECTION_${outcome}` };
      const rights = await rightsOf(ctx, record);
      await freeRights(ctx, rights, { id: objection, since: raised.at }, end);
    }
    const facts = { kind: 'OBJECTION_DECIDED' as const, objection, outcome, findings };
    const punctuality = actPunctuality(raised.due, act);
    const { article } = record.clocks.OBJECTION;
    return advance(ctx, record, { ...facts, article, punctuality }, act);
  }
}

/** As many rights as one case registers. */
const MAX_RIGHTS = 200;

const rightsOf = async (ctx: LedgerContext, { id }: RegistrationCase): Promise<string[]> =>
  (await ctx.world.register.rightsByCase.first(MAX_RIGHTS, id)).items;

/** @throws LedgerError CALLER_FORBIDDEN */
async function requireHolderOf(
  ctx: LedgerContext,
  record: RegistrationCase,
  act: Act,
): Promise<void> {
  const party = partyOf(act);
  if (party === record.applicant) return;
  for (const id of await rightsOf(ctx, record)) {
    const right = await ctx.world.register.rights.find(id);
    if (right?.holder === party) return;
  }
  throw new LedgerError('CALLER_FORBIDDEN', `${party} holds nothing of case ${record.id}.`, {
    case: record.id,
  });
}

/** Whoever has no certificate is heard through the registrar, and through nobody else. */
async function requireVoice(
  ctx: LedgerContext,
  record: RegistrationCase,
  { by }: Act,
  forAnother: boolean,
): Promise<boolean> {
  const isRegistrar = by.role === 'registrar' && by.uscc === (await keeper(ctx, record.registrar));
  if (isRegistrar === forAnother) return forAnother;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    isRegistrar
      ? 'A registrar does not object in its own case; it brings others’ objections, with their commitment.'
      : 'Only the registrar of the case brings an objection for somebody without a certificate.',
    { case: record.id },
  );
}
