import {
  BEFORE_ACCEPTANCE,
  BEFORE_DECISION,
  clocksOf,
  clockStart,
  type Asked,
  caseShownTo,
  caseState,
  firstStep,
  type Input,
  LedgerError,
  type Output,
  partyOf,
  procedureOf,
  refusePersonalData,
  type Registrar,
  type RegistrationCase,
  requireApplicant,
  requireCaseReader,
  requireStatus,
  shanghaiDate,
  shownTo,
  type StepOf,
} from '../model/index.js';
import { numbered } from '../state/register.js';
import { eraseContacts, keepConsenting, readContact } from './applicant-data.js';
import { advance } from './advance.js';
import { noteData } from './data-version.js';
import {
  actOf,
  applicationOf,
  askedOf,
  calendarsOf,
  keeper,
  openCase,
  withAcceptance,
} from './desk.js';
import { requireSideOrAsked } from './asking.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { fileForm } from './filing.js';
import { actFor, openForParty } from './on-behalf.js';
import { noteOverlaps } from './overlapping.js';

/** 登记申请: what parties do about their own cases, and what may be read of a case. */
export class RegistrationContract extends LedgerContract {
  constructor() {
    super('registration');
  }

  async apply(
    ctx: LedgerContext,
    input: Input<'registration:apply'>,
  ): Promise<Output<'registration:apply'>> {
    const { id, form, registrar } = input;
    const brought = { transaction: 'registration:apply', input, registrar };
    const act = await actFor(ctx, await actOf(ctx, input.beacon), brought);
    const { register, rules, settings } = ctx.world;
    const profile = await rules.profile(input.profile, act.moment.time);
    const procedure = procedureOf(profile, form.type);
    const clocks = clocksOf(profile, procedure);
    requireActive(await settings.registrar(registrar), await keeper(ctx, registrar));
    const filing = { id, number: 1, form, profile, procedure, registrar, act };
    const { application, fields, consents, refs } = await fileForm(ctx, filing);
    const calendars = await calendarsOf(ctx, { steps: [] }, act.moment.time);
    const acceptance = clockStart(clocks.ACCEPTANCE, { consents, act, calendars });
    const filed = { consents, article: procedure.article, ...acceptance };
    const submitted = { kind: 'SUBMITTED' as const, ...filed };
    const begun: RegistrationCase = {
      v: 1,
      id,
      type: form.type,
      effect: procedure.effect,
      profile: { id: profile.listId, version: profile.version },
      article: procedure.article,
      clocks,
      registrationMoment: profile.registrationMoment,
      noticeRequired: procedure.notice,
      registrar,
      applicant: partyOf(act),
      consents,
      ...refs,
      fields,
      steps: [firstStep(submitted, act)],
    };
    await requireUnregistered(ctx, id);
    await register.applications.create('CASE_EXISTS', application, id, numbered(1));
    await noteData(ctx, form, begun);
    const record = await noteOverlaps(ctx, begun, { form, profile, act });
    await register.cases.create('CASE_EXISTS', record, id);
    ctx.emit('registration.applied', { case: id, type: record.type, registrar });
    return caseShownTo(ctx.actor, record);
  }

  async consent(
    ctx: LedgerContext,
    input: Input<'registration:consent'>,
  ): Promise<Output<'registration:consent'>> {
    const open = await openForParty(ctx, 'registration:consent', input);
    const { record, state, act, calendars } = open;
    requireStatus(record, state, ['AWAITING_CONSENT']);
    const party = partyOf(act);
    if (!state.consentsMissing.includes(party)) {
      throw new LedgerError(
        'CONSENT_NOT_ASKED',
        `Case ${record.id} waits for no consent of yours.`,
        {
          case: record.id,
          missing: state.consentsMissing,
        },
      );
    }
    const application = await applicationOf(ctx, record);
    if (application.digest !== input.application) {
      throw new LedgerError(
        'ROOT_MISMATCH',
        'The digest is not that of the application in force. Read it again before you consent.',
        { case: record.id, digest: application.digest },
      );
    }
    const consents = state.consentsMissing.filter((asked) => asked !== party);
    const acceptance = clockStart(record.clocks.ACCEPTANCE, { record, consents, act, calendars });
    await keepConsenting(ctx, record, act);
    const facts = { kind: 'CONSENTED' as const, application: input.application, ...acceptance };
    return advance(ctx, record, { ...facts, article: record.article }, act);
  }

  async withdraw(
    ctx: LedgerContext,
    input: Input<'registration:withdraw'>,
  ): Promise<Output<'registration:withdraw'>> {
    const open = await openForParty(ctx, 'registration:withdraw', input);
    const { record, state, act } = open;
    requireApplicant(record, act);
    requireStatus(record, state, [...BEFORE_ACCEPTANCE, ...BEFORE_DECISION, 'APPROVED']);
    refusePersonalData({ reasons: input.reasons });
    const step = { kind: 'WITHDRAWN' as const, reasons: input.reasons, article: record.article };
    return advance(ctx, withAcceptance(open), step, act);
  }

  /** An overlap is explained, not forbidden (NATIONAL_2026/21, 33). */
  async explain(
    ctx: LedgerContext,
    input: Input<'registration:explain'>,
  ): Promise<Output<'registration:explain'>> {
    const { record, state, act } = await openForParty(ctx, 'registration:explain', input);
    requireApplicant(record, act);
    requireStatus(record, state, [...BEFORE_ACCEPTANCE, ...BEFORE_DECISION]);
    const [first] = state.unexplained;
    if (first === undefined) {
      throw new LedgerError('CASE_STATE_FORBIDS', `Case ${record.id} has nothing to explain.`, {
        case: record.id,
        status: state.status,
      });
    }
    const { explanation, documentDigest } = input;
    refusePersonalData({ explanation });
    const document = documentDigest === undefined ? {} : { documentDigest };
    const step = { kind: 'OVERLAP_EXPLAINED' as const, explanation, ...document };
    return advance(ctx, record, { ...step, article: first.article }, act);
  }

  async read(
    ctx: LedgerContext,
    input: Input<'registration:read'>,
  ): Promise<Output<'registration:read'>> {
    const record = await ctx.world.register.cases.require('CASE_NOT_FOUND', input.id);
    requireCaseReader(record, ctx.actor);
    await requireSideOrAsked(ctx, { kind: 'CASE', id: record.id }, input);
    const asked: Asked = await askedOf(ctx, input);
    const calendars = await calendarsOf(ctx, record, asked.knownAt);
    const state = caseState(record, calendars, asked);
    const application = await applicationOf(ctx, record, asked);
    return shownTo(ctx.actor, { record, application, state, asked });
  }

  async applications(
    ctx: LedgerContext,
    { case: id, limit, cursor, ...cited }: Input<'registration:applications'>,
  ): Promise<Output<'registration:applications'>> {
    const { cases, applications } = ctx.world.register;
    requireCaseReader(await cases.require('CASE_NOT_FOUND', id), ctx.actor);
    await requireSideOrAsked(ctx, { kind: 'CASE', id }, cited);
    return applications.page({ limit, cursor }, id);
  }

  /** The statutory fields and nothing else, to anybody enrolled. */
  async notice(
    ctx: LedgerContext,
    { case: id }: Input<'registration:notice'>,
  ): Promise<Output<'registration:notice'>> {
    const record = await ctx.world.register.cases.require('CASE_NOT_FOUND', id);
    const step = record.steps.find(
      (each): each is StepOf<'NOTICE_PUBLISHED'> => each.kind === 'NOTICE_PUBLISHED',
    );
    if (step === undefined) {
      throw new LedgerError('NOTICE_NOT_FOUND', `Case ${id} has no public notice.`, { case: id });
    }
    const { asOf } = await askedOf(ctx, {});
    return {
      case: id,
      type: record.type,
      registrar: record.registrar,
      fields: record.fields,
      opened: step.opened,
      from: shanghaiDate(step.at),
      until: step.notice.due,
      running: asOf < step.notice.dueAt,
    };
  }

  async contact(
    ctx: LedgerContext,
    { case: id, person, query, purpose }: Input<'registration:contact'>,
  ): Promise<Output<'registration:contact'>> {
    const record = await ctx.world.register.cases.require('CASE_NOT_FOUND', id);
    const { number } = await applicationOf(ctx, record);
    return readContact(ctx, record, { number, person, cited: { query, purpose } });
  }

  async eraseContact(
    ctx: LedgerContext,
    input: Input<'registration:eraseContact'>,
  ): Promise<Output<'registration:eraseContact'>> {
    const { record, state, act } = await openCase(ctx, input);
    return eraseContacts(ctx, { record, state, act, input });
  }
}

/** What a court’s order registered stands under the order’s id: cases and orders share one space of ids. */
async function requireUnregistered(ctx: LedgerContext, id: string): Promise<void> {
  if ((await ctx.world.register.registrations.find(id)) === undefined) return;
  throw new LedgerError('CASE_EXISTS', `${id} is taken.`, { key: [id] });
}

/** A registrar that handed over its files, or may not act, takes nothing new (NATIONAL_2026/13). */
function requireActive({ uscc, state }: Registrar, keptBy: string): void {
  if (state === 'ACTIVE' && keptBy === uscc) return;
  throw new LedgerError('REGISTRAR_NOT_ACTIVE', `Registrar ${uscc} takes no new cases.`, {
    registrar: uscc,
    state,
    ...(keptBy === uscc ? {} : { successor: keptBy }),
    article: 'NATIONAL_2026/13',
  });
}
