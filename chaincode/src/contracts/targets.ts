import {
  type Act,
  actsExOfficio,
  amended,
  type ApplicationForm,
  type Asked,
  type CertificateForm,
  type CertificateView,
  certificateStatus,
  type GivingForm,
  isAmending,
  isDisputed,
  isGiving,
  isResource,
  isSameVersion,
  lastDayOf,
  LedgerError,
  MAX_LICENCE_DEPTH,
  partyOf,
  type Procedure,
  type RegistrationCase,
  renewalWindow,
  requireDisposable,
  requireRenewalWindow,
  type ResourceForm,
  type RightClosure,
  rightState,
  type RightState,
  type RightView,
  type RuleProfile,
  touchedRights,
  type VersionRef,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import { encumbrancesAt, requireUnencumbered, requireUnfrozen } from './encumbering.js';
import { descriptionAt } from './descriptions.js';
import { dispositionsOf } from './dispositions.js';
import type { LedgerContext } from './context.js';
import { keeper, profileOf } from './desk.js';
import { publicSourceOf, requirePublicSource, resourceTarget } from './public-resource.js';

interface Instants {
  readonly asOf: string;
  readonly knownAt: string;
}

/** Everything that the status of a right depends on, read together (ledger rule 4). */
export async function rightClosure(
  ctx: LedgerContext,
  id: string,
  instants: Instants,
  depth = 0,
): Promise<RightClosure> {
  const { register } = ctx.world;
  const right = await register.rights.requireParsed('RIGHT_NOT_FOUND', id);
  const registration = await register.registrations.findParsed(right.case);
  const dispositions = await dispositionsOf(ctx, id);
  const above = right.basis?.kind === 'LICENSE' ? right.basis.right : undefined;
  const source = await publicSourceOf(ctx, right.publicCode, instants);
  const own = { right, registration, dispositions, ...source };
  if (above === undefined || depth >= MAX_LICENCE_DEPTH) return own;
  const upstream = rightState(await rightClosure(ctx, above, instants, depth + 1), instants);
  return { ...own, upstream };
}

const views = new WeakMap<LedgerContext, Map<string, Promise<RightView>>>();

/** Of one transaction, so of one state: what it answered about a right and instant it answers again. */
export function rightView(ctx: LedgerContext, id: string, instants: Instants): Promise<RightView> {
  const known = views.get(ctx) ?? new Map<string, Promise<RightView>>();
  views.set(ctx, known);
  const key = `${id} ${instants.asOf} ${instants.knownAt}`;
  const view = known.get(key) ?? derivedView(ctx, id, instants);
  known.set(key, view);
  return view;
}

async function derivedView(ctx: LedgerContext, id: string, instants: Instants): Promise<RightView> {
  const closure = await rightClosure(ctx, id, instants);
  const { right } = closure;
  const encumbrances = await encumbrancesAt(ctx, right, instants, closure);
  return { right, state: rightState(closure, instants), encumbrances };
}

/** A certificate with the state of its rights, as derived for the instants asked. */
export async function certificateView(
  ctx: LedgerContext,
  no: string,
  asked: Asked,
): Promise<CertificateView> {
  const { register } = ctx.world;
  const certificate = await register.certificates.requireParsed('CERTIFICATE_NOT_FOUND', no);
  const rights: RightView[] = [];
  for (const id of certificate.rights) rights.push(await rightView(ctx, id, asked));
  const record = await register.cases.requireParsed('CASE_NOT_FOUND', certificate.case);
  const description = await descriptionAt(ctx, certificate.data, asked);
  const lastValidDay = lastDayOf(rights, certificate.lastValidDay);
  const renewal = renewalWindow(lastValidDay, (await profileOf(ctx, record)).renewalOpens);
  const disputed = isDisputed(record, asked);
  return {
    certificate,
    description,
    rights,
    status: certificateStatus(rights, { disputed, renewal }, asked),
    lastValidDay,
    renewal,
    reasons: rights.flatMap(({ state }) => state.reasons),
    encumbrances: rights.flatMap(({ encumbrances }) => encumbrances),
    asked,
  };
}

export interface Targets {
  /** Holders of what the application touches. */
  readonly holders: readonly string[];
  readonly refs: Pick<RegistrationCase, 'data' | 'certificate' | 'lookupCode'>;
}

interface Ground {
  readonly profile: RuleProfile;
  readonly procedure: Procedure;
  readonly registrar: string;
  readonly act: Act;
}

/** Holds a form against what is registered: it can ask only for what there is. */
export async function checkTargets(
  ctx: LedgerContext,
  form: ApplicationForm,
  ground: Ground,
): Promise<Targets> {
  if (isResource(form)) return resourceTargets(ctx, form, ground);
  if (isGiving(form)) return givingTargets(ctx, form, ground);
  if ('certificate' in form) return certificateTargets(ctx, form, ground);
  const applicant = partyOf(ground.act);
  await requirePublicSource(ctx, form, { ...ground, applicant });
  return { holders: [], refs: { data: form.data } };
}

/** Who holds a public data resource changes, renews or gives it up; whoever is concerned corrects it. */
async function resourceTargets(
  ctx: LedgerContext,
  form: ResourceForm,
  ground: Ground,
): Promise<Targets> {
  const { record, data } = await resourceTarget(ctx, form, ground);
  if (record === undefined) return { holders: [], refs: { data } };
  const { holder, lookupCode } = record;
  await requireSameRegistrar(ctx, record.registrar, ground.registrar);
  const entitled =
    form.type === 'RESOURCE_CORRECTION' || partyOf(ground.act) === holder || actsExOfficio(ground);
  if (!entitled) {
    throw new LedgerError('RESOURCE_NOT_HELD', `${lookupCode} is not the applicant’s.`, {
      lookupCode,
      article: ground.procedure.article,
    });
  }
  return { holders: [holder], refs: { data, lookupCode } };
}

const now = ({ moment }: Act): Instants => ({ asOf: moment.time, knownAt: moment.time });

async function givingTargets(
  ctx: LedgerContext,
  form: GivingForm,
  { act, registrar }: Ground,
): Promise<Targets> {
  let refs: Targets['refs'] = {};
  for (const { right: id, parts } of form.rights) {
    const closure = await rightClosure(ctx, id, now(act));
    requireDisposable(closure, partyOf(act), parts, now(act));
    await requireUnencumbered(ctx, closure.right, act, 'DISPOSE');
    await requireSameRegistrar(ctx, closure.right.registrar, registrar);
    refs = { data: sameData(refs.data, closure.right.data) };
  }
  return { holders: [partyOf(act)], refs };
}

/** A certificate is of one version, and so is what is given by one case. */
function sameData(before: VersionRef | undefined, data: VersionRef): VersionRef {
  if (before === undefined) return data;
  if (isSameVersion(before, data)) return data;
  throw new LedgerError('INPUT_INVALID', 'These rights are in different data; apply for each.', {
    issues: [{ pointer: '/form/rights', message: 'Of several versions' }],
  });
}

async function certificateTargets(
  ctx: LedgerContext,
  form: CertificateForm,
  ground: Ground,
): Promise<Targets> {
  const { act, profile, registrar } = ground;
  const view = await certificateView(ctx, form.certificate, { ...now(act), beacon: 0 });
  const { certificate, description } = view;
  await requireSameRegistrar(ctx, certificate.registrar, registrar);
  if (isAmending(form)) amended(description, form, certificate.case, profile);
  if (form.type === 'RENEWAL') requireRenewalWindow(view, profile, act.notBefore);
  requireLive(view);
  await requireEndable(ctx, form, view, ground);
  const touched = touchedRights(form, view).map(({ right }) => right.holder);
  if (form.type === 'CANCELLATION') await requireUpheld(ctx, form, certificate.case);
  if (form.type !== 'CORRECTION' && !actsExOfficio(ground)) {
    requireHolder(certificate.no, touched, act);
  }
  const holders = isAmending(form) ? await holdersOf(ctx, certificate.data, act) : touched;
  return { holders, refs: { data: certificate.data, certificate: certificate.no } };
}

/**
 * What ends a right disposes of it. A dispute keeps its holder from that, not whoever ends it for the
 * dispute’s sake or ex officio; an order keeps everybody.
 *
 * @throws LedgerError ASSET_FROZEN, PLEDGE_RESTRICTS, DISPUTE_OPEN
 */
export async function requireEndable(
  ctx: LedgerContext,
  form: CertificateForm,
  view: CertificateView,
  { procedure, act }: Pick<Ground, 'procedure' | 'act'>,
): Promise<void> {
  if (procedure.effect !== 'END') return;
  const isOfHolder = form.type === 'CANCELLATION' && form.reason !== 'OBJECTION';
  const requireFree = isOfHolder ? requireUnencumbered : requireUnfrozen;
  for (const { right } of touchedRights(form, view)) await requireFree(ctx, right, act, 'DISPOSE');
}

/** One of the holders applies; the others are asked for their consent. */
function requireHolder(certificate: string, holders: readonly string[], act: Act): void {
  if (holders.includes(partyOf(act))) return;
  throw new LedgerError('RIGHT_NOT_HELD', `${certificate} is not the applicant’s.`, {
    certificate,
  });
}

/** As many as a case may ask for their consent. */
const MAX_HOLDERS = 120;

/** What describes the data describes it for everybody who has it of one’s own. */
async function holdersOf(ctx: LedgerContext, data: VersionRef, act: Act): Promise<string[]> {
  const { rightsByVersion } = ctx.world.register;
  const { items } = await rightsByVersion.first(MAX_HOLDERS, ...versionKey(data));
  const holders = new Set<string>();
  for (const id of items) {
    const { right, state } = await rightView(ctx, id, now(act));
    const isLive = state.status === 'ACTIVE' || state.status === 'SUSPENDED';
    if (isLive && right.basis?.kind !== 'LICENSE') holders.add(right.holder);
  }
  return [...holders];
}

/** Whoever cancels because of an objection needs one that was upheld after the registration. */
async function requireUpheld(
  ctx: LedgerContext,
  { reason }: Extract<CertificateForm, { type: 'CANCELLATION' }>,
  id: string,
): Promise<void> {
  if (reason !== 'OBJECTION') return;
  const { steps } = await ctx.world.register.cases.require('CASE_NOT_FOUND', id);
  const after = steps.flatMap((step) =>
    step.kind === 'OBJECTION_RAISED' && step.phase === 'POST_REGISTRATION' ? [step.objection] : [],
  );
  const isUpheld = steps.some(
    (step) =>
      step.kind === 'OBJECTION_DECIDED' &&
      step.outcome === 'UPHELD' &&
      after.includes(step.objection),
  );
  if (isUpheld) return;
  throw new LedgerError('OBJECTION_NOT_FOUND', `No objection to ${id} was upheld.`, {
    case: id,
    article: 'NATIONAL_2026/29',
  });
}

/** In principle at the registrar of the first registration, or whoever took over its files. */
async function requireSameRegistrar(
  ctx: LedgerContext,
  registered: string,
  registrar: string,
): Promise<void> {
  if ((await keeper(ctx, registered)) === registrar) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    'This is registered with another registrar; apply there.',
    { registrar: registered, article: 'NATIONAL_2026/32' },
  );
}

/** @throws LedgerError CERT_LAPSED, CERT_REVOKED, RIGHT_NOT_ACTIVE */
export function requireLive({ certificate, status }: CertificateView): void {
  const params = { certificate: certificate.no, status };
  if (status === 'LAPSED')
    throw new LedgerError('CERT_LAPSED', `${certificate.no} lapsed without renewal.`, params);
  if (status === 'REVOKED')
    throw new LedgerError('CERT_REVOKED', `${certificate.no} was revoked.`, params);
  if (status !== 'CANCELLED' && status !== 'TRANSFERRED') return;
  throw new LedgerError('RIGHT_NOT_ACTIVE', `${certificate.no} is ${status}.`, params);
}

export type { RightState };
