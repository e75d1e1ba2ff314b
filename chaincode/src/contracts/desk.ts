import {
  type Act,
  actState,
  append,
  type Application,
  type Asked,
  askedInstants,
  type BeaconCitation,
  type Calendars,
  caseActor,
  checkCitation,
  type CaseState,
  deadline,
  EVERYTHING,
  foldAll,
  type Instants,
  keeperOf,
  later,
  LedgerError,
  type RegistrationCase,
  requireRegistrar,
  type RuleProfile,
} from '../model/index.js';
import { numbered } from '../state/register.js';
import type { LedgerContext } from './context.js';

/** A case as an act meets it. */
export interface OpenCase {
  readonly record: RegistrationCase;
  readonly state: CaseState;
  readonly calendars: Calendars;
  readonly act: Act;
}

/**
 * Who acts, when, and after which beacon. Statutory acts need one: without it no deadline could be
 * held against them (ledger rule 2).
 *
 * @throws LedgerError BEACON_TOO_OLD, CLIENT_TIME_OUT_OF_WINDOW
 */
export async function actOf(
  ctx: LedgerContext,
  citation: BeaconCitation | undefined,
): Promise<Act> {
  if (citation === undefined) {
    throw new LedgerError(
      'BEACON_TOO_OLD',
      'An act with a statutory deadline cites a time beacon. Cite the latest one and sign again.',
    );
  }
  const { beacons, settings } = ctx.world;
  const cited = await beacons.cited(citation.number);
  checkCitation(citation, cited, await settings.time(), ctx.moment);
  const notBefore = cited.beacon?.statement.time ?? ctx.moment.time;
  return { by: caseActor(ctx.actor, ctx.person), moment: ctx.moment, notBefore };
}

/** Loads a case with the state that this act meets. */
export async function openCase(
  ctx: LedgerContext,
  input: { readonly case: string; readonly beacon?: BeaconCitation | undefined },
): Promise<OpenCase> {
  const act = await actOf(ctx, input.beacon);
  const record = await ctx.world.register.cases.require('CASE_NOT_FOUND', input.case);
  const calendars = await calendarsOf(ctx, record, act.moment.time);
  return { record, calendars, act, state: actState(record, calendars, act.notBefore) };
}

/** The same for an act of the registrar that has the case. */
export async function openAsRegistrar(
  ctx: LedgerContext,
  input: { readonly case: string; readonly beacon?: BeaconCitation | undefined },
): Promise<OpenCase> {
  const open = await openCase(ctx, input);
  requireRegistrar(open.record, open.act, await keeper(ctx, open.record.registrar));
  return open;
}

/**
 * Silence that became acceptance is written down by the first act that builds on it, or ends the
 * case: afterwards time alone would not tell it any more.
 */
export function withAcceptance({ record, state, act, calendars }: OpenCase): RegistrationCase {
  const { acceptedOn } = state;
  if (foldAll(record).accepted !== undefined || acceptedOn === undefined) return record;
  const { ACCEPTANCE, DECISION } = record.clocks;
  const decision = deadline(DECISION, acceptedOn, calendars);
  const facts = { kind: 'DEEMED_ACCEPTED' as const, acceptedOn, decision };
  return append(record, { ...facts, article: ACCEPTANCE.article }, act);
}

/**
 * Who keeps the files of a registrar: itself, or whoever took over, or whoever took over from that
 * one (NATIONAL_2026/13). Nobody takes over who announced to leave, so the way has no circle.
 */
export async function keeper(ctx: LedgerContext, registrar: string): Promise<string> {
  const next = keeperOf(registrar, await ctx.world.register.handOvers.find(registrar));
  return next === registrar ? registrar : keeper(ctx, next);
}

/** Clocks of a case end within a year of the step that started them, and one may start now. */
export async function calendarsOf(
  ctx: LedgerContext,
  record: Pick<RegistrationCase, 'steps'>,
  at: string,
): Promise<Calendars> {
  const first = Number((record.steps[0]?.at ?? at).slice(0, 4));
  const last = Number(later(record.steps.at(-1)?.at ?? at, at).slice(0, 4)) + 1;
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return ctx.world.rules.calendars(years, at);
}

export async function profileOf(
  ctx: LedgerContext,
  { profile }: Pick<RegistrationCase, 'profile'>,
): Promise<RuleProfile> {
  return ctx.world.rules.profileVersion(profile.id, profile.version);
}

/** The application in force: the last one of those filed by then, or the first before there was any. */
export async function applicationOf(
  ctx: LedgerContext,
  record: RegistrationCase,
  { asOf, knownAt }: Instants = EVERYTHING,
): Promise<Application> {
  const count =
    1 +
    record.steps.filter(({ kind, at }) => kind === 'SUPPLEMENTED' && at <= asOf && at <= knownAt)
      .length;
  return ctx.world.register.applications.require('CASE_NOT_FOUND', record.id, numbered(count));
}

/**
 * The instants of a question. Left out, they are now: the caller’s own time, as far as the beacons
 * bear it out, so that every peer asked answers for the same instant.
 *
 * @throws LedgerError AS_OF_TOO_LATE
 */
export async function askedOf(
  ctx: LedgerContext,
  asked: { readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
): Promise<Asked> {
  const { beacons, settings } = ctx.world;
  const latest = await beacons.findLatest();
  const reached = latest && { latest, policy: await settings.time() };
  return askedInstants(asked, ctx.moment.time, reached);
}
