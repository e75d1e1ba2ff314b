import {
  actPunctuality,
  type Act,
  clockStart,
  dayOfAct,
  deadline,
  foldAll,
  groundArticle,
  type Input,
  isPerson,
  LedgerError,
  type Output,
  procedureOf,
  refusePersonalData,
  type RegistrationCase,
  requireApplicant,
  requirePunctual,
  requireSameAim,
  requireStatus,
  shanghaiDate,
} from '../model/index.js';
import { numbered } from '../state/register.js';
import { advance } from './advance.js';
import { noteData, requireSameBytes } from './data-version.js';
import { applicationOf, openAsRegistrar, profileOf } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { fileForm } from './filing.js';
import { openForParty } from './on-behalf.js';

/** 受理: what an application lacks, told once, and whether it is taken up. */
export class AcceptanceContract extends LedgerContract {
  constructor() {
    super('acceptance');
  }

  async correct(
    ctx: LedgerContext,
    input: Input<'acceptance:correct'>,
  ): Promise<Output<'acceptance:correct'>> {
    const { record, state, act } = await openAsRegistrar(ctx, input);
    const { items, workingDays } = input;
    const { article, period } = record.clocks.SUPPLEMENT;
    if (foldAll(record).correction !== undefined) {
      throw new LedgerError(
        'CORRECTION_SPENT',
        `Case ${record.id} had its one correction notice, which lists everything.`,
        { case: record.id, article },
      );
    }
    requireStatus(record, state, ['SUBMITTED', 'AWAITING_CONSENT']);
    for (const { field, what } of items) refusePersonalData({ field, what });
    if (workingDays > period.count) {
      throw new LedgerError(
        'INPUT_INVALID',
        `A supplement may take ${period.count} working days.`,
        {
          issues: [{ pointer: '/workingDays', message: `At most ${period.count}` }],
        },
      );
    }
    const facts = { kind: 'CORRECTION_REQUIRED' as const, items, workingDays };
    return advance(ctx, record, { ...facts, ...this.#answered(record, act) }, act);
  }

  /** 送达: the receipt of service starts the clocks that wait for it. */
  async serve(
    ctx: LedgerContext,
    input: Input<'acceptance:serve'>,
  ): Promise<Output<'acceptance:serve'>> {
    const { record, state, act, calendars } = await openAsRegistrar(ctx, input);
    const facts = { ...servedFacts(input), kind: 'SERVED' as const };
    if (input.servedOn > dayOfAct(record, act)) {
      throw new LedgerError('INPUT_INVALID', 'Nothing is served in advance.', {
        issues: [{ pointer: '/servedOn', message: 'Lies in the future' }],
      });
    }
    requireKnown(record, input.to);
    if (input.document !== 'CORRECTION_NOTICE') {
      return advance(ctx, record, { ...facts, article: record.article }, act);
    }
    requireStatus(record, state, ['CORRECTION_REQUIRED']);
    const { correction, supplementDue } = foldAll(record);
    if (supplementDue !== undefined || correction === undefined) {
      throw new LedgerError('CASE_STATE_FORBIDS', 'The correction notice was served already.', {
        case: record.id,
        due: supplementDue?.due,
      });
    }
    const { workingDays: count } = correction;
    const rule = { ...record.clocks.SUPPLEMENT, period: { count, unit: 'WORKING_DAY' as const } };
    // Service before the notice itself would take the applicant’s time away.
    const start = [input.servedOn, shanghaiDate(correction.at)].sort().at(-1) ?? input.servedOn;
    const due = deadline(rule, start, calendars);
    return advance(ctx, record, { ...facts, article: rule.article, due }, act);
  }

  async supplement(
    ctx: LedgerContext,
    input: Input<'acceptance:supplement'>,
  ): Promise<Output<'acceptance:supplement'>> {
    const open = await openForParty(ctx, 'acceptance:supplement', input);
    const { record, state, act, calendars } = open;
    requireApplicant(record, act);
    const { supplementDue } = foldAll(record);
    const { lateness, article } = record.clocks.SUPPLEMENT;
    const found =
      supplementDue === undefined ? 'IN_TIME' : requirePunctual(supplementDue, lateness, act);
    requireStatus(record, state, ['CORRECTION_REQUIRED']);
    const profile = await profileOf(ctx, record);
    const { form } = input;
    const before = await applicationOf(ctx, record);
    requireSameAim(before, form);
    requireSameBytes(before.form, form);
    const procedure = procedureOf(profile, record.type);
    const { id, registrar } = record;
    const filing = { id, number: 2, form, profile, procedure, registrar, act };
    const { application, fields, consents } = await fileForm(ctx, filing);
    await ctx.world.register.applications.create('CASE_EXISTS', application, id, numbered(2));
    await noteData(ctx, form, record);
    const start = { record, consents, act, calendars };
    const acceptance = clockStart(record.clocks.ACCEPTANCE, start);
    const filed = { application: 2, consents, article, ...acceptance };
    const facts = { kind: 'SUPPLEMENTED' as const, ...filed };
    const next = { ...record, fields, consents };
    return advance(ctx, next, { ...facts, punctuality: found }, act);
  }

  async accept(
    ctx: LedgerContext,
    input: Input<'acceptance:accept'>,
  ): Promise<Output<'acceptance:accept'>> {
    const { record, state, act, calendars } = await openAsRegistrar(ctx, input);
    requireStatus(record, state, ['SUBMITTED']);
    const acceptedOn = dayOfAct(record, act);
    const decision = deadline(record.clocks.DECISION, acceptedOn, calendars);
    const facts = { kind: 'ACCEPTED' as const, acceptedOn, decision };
    return advance(ctx, record, { ...facts, ...this.#answered(record, act) }, act);
  }

  /** 不予受理: on a ground of the profile, before acceptance. */
  async reject(
    ctx: LedgerContext,
    input: Input<'acceptance:reject'>,
  ): Promise<Output<'acceptance:reject'>> {
    const { record, state, act } = await openAsRegistrar(ctx, input);
    requireStatus(record, state, ['SUBMITTED', 'AWAITING_CONSENT']);
    const { ground, reasons } = input;
    refusePersonalData({ reasons });
    const article = groundArticle(await profileOf(ctx, record), ground);
    const facts = { kind: 'NOT_ACCEPTED' as const, ground, reasons, article };
    return advance(ctx, record, { ...facts, ...punctualityOf(record, act) }, act);
  }

  #answered(record: RegistrationCase, act: Act): { article: string; punctuality?: never } {
    return { article: record.clocks.ACCEPTANCE.article, ...punctualityOf(record, act) };
  }
}

/** A pseudonym that nobody in the case bears could be anybody’s, and so its receipt nobody’s. */
function requireKnown({ id, applicant, consents }: RegistrationCase, to: string | undefined): void {
  if (to === undefined || !isPerson(to) || [applicant, ...consents].includes(to)) return;
  throw new LedgerError('INPUT_INVALID', `${to} is no party to case ${id}.`, {
    issues: [{ pointer: '/to', message: 'Is no party to the case' }],
  });
}

/** What the receipt of service says, without what only places it. */
function servedFacts({
  document,
  to,
  method,
  servedOn,
  receiptDigest,
}: Input<'acceptance:serve'>): Omit<Input<'acceptance:serve'>, 'case' | 'beacon'> {
  return { document, method, servedOn, receiptDigest, ...(to === undefined ? {} : { to }) };
}

/** The registrar’s answer against the time it had; without a complete application none runs. */
function punctualityOf(record: RegistrationCase, act: Act): { punctuality?: never } {
  const { acceptance } = foldAll(record);
  if (acceptance === undefined) return {};
  return { punctuality: actPunctuality(acceptance, act) as never };
}
