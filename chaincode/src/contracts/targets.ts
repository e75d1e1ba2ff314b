import {
  type Act,
  amended,
  type ApplicationForm,
  type Asked,
  type CertificateForm,
  type CertificateView,
  certificateStatus,
  endedRights,
  type GivingForm,
  isAmending,
  isGiving,
  lastDayOf,
  LedgerError,
  foldCase,
  type RegistrationCase,
  renewalWindow,
  requireDisposable,
  requireRenewalWindow,
  type RightClosure,
  rightState,
  type RightState,
  type RightView,
  type RuleProfile,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { profileOf } from './desk.js';

/** Licences of licences; deeper chains are nobody’s business yet. */
const MAX_DEPTH = 8;

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
  const right = await register.rights.require('RIGHT_NOT_FOUND', id);
  const registration = await register.registrations.find(right.case);
  const { entries } = await register.dispositions.require('RIGHT_NOT_FOUND', id);
  const dispositions: { entry: (typeof entries)[number]; registration: typeof registration }[] = [];
  for (const entry of entries) {
    dispositions.push({ entry, registration: await register.registrations.find(entry.case) });
  }
  const above = right.basis?.kind === 'LICENSE' ? right.basis.right : undefined;
  if (above === undefined || depth >= MAX_DEPTH) return { right, registration, dispositions };
  const upstream = rightState(await rightClosure(ctx, above, instants, depth + 1), instants);
  return { right, registration, dispositions, upstream };
}

export async function rightView(
  ctx: LedgerContext,
  id: string,
  instants: Instants,
): Promise<RightView> {
  const closure = await rightClosure(ctx, id, instants);
  return { right: closure.right, state: rightState(closure, instants) };
}

/** A certificate with the state of its rights, as derived for the instants asked. */
export async function certificateView(
  ctx: LedgerContext,
  no: string,
  asked: Asked,
): Promise<CertificateView> {
  const { register } = ctx.world;
  const certificate = await register.certificates.require('CERTIFICATE_NOT_FOUND', no);
  const rights: RightView[] = [];
  for (const id of certificate.rights) rights.push(await rightView(ctx, id, asked));
  const record = await register.cases.require('CASE_NOT_FOUND', certificate.case);
  const description = await register.descriptions.require(
    'CERTIFICATE_NOT_FOUND',
    ...versionKey(certificate.data),
  );
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
    asked,
  };
}

const isDisputed = (record: RegistrationCase, instants: Instants): boolean =>
  [...foldCase(record, instants).objections.values()].some(
    ({ phase }) => phase === 'POST_REGISTRATION',
  );

export interface Targets {
  /** Holders of what the application touches. */
  readonly holders: readonly string[];
  readonly refs: Pick<RegistrationCase, 'data' | 'certificate'>;
}

interface Ground {
  readonly profile: RuleProfile;
  readonly registrar: string;
  readonly act: Act;
}

/** Holds a form against what is registered: it can ask only for what there is. */
export async function checkTargets(
  ctx: LedgerContext,
  form: ApplicationForm,
  ground: Ground,
): Promise<Targets> {
  if (isGiving(form)) return givingTargets(ctx, form, ground);
  if ('certificate' in form) return certificateTargets(ctx, form, ground);
  return { holders: [], refs: { data: form.data } };
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
    requireDisposable(closure, act.by.uscc, parts, now(act));
    requireSameRegistrar(closure.right.registrar, registrar);
    refs = { data: closure.right.data };
  }
  return { holders: [act.by.uscc], refs };
}

async function certificateTargets(
  ctx: LedgerContext,
  form: CertificateForm,
  { act, profile, registrar }: Ground,
): Promise<Targets> {
  const view = await certificateView(ctx, form.certificate, { ...now(act), beacon: 0 });
  const { certificate, description } = view;
  requireSameRegistrar(certificate.registrar, registrar);
  const holders = view.rights.map(({ right }) => right.holder);
  if (isAmending(form)) amended(description, form, certificate.case, profile);
  if (form.type === 'RENEWAL') requireRenewalWindow(view, profile, act.notBefore);
  requireLive(view);
  const touched = endedRights(form, view);
  if (form.type !== 'CORRECTION' && act.by.role !== 'registrar') {
    const own = touched.every(({ holder }) => holder === act.by.uscc);
    if (!own) {
      throw new LedgerError('RIGHT_NOT_HELD', `${certificate.no} is not the applicant’s.`, {
        certificate: certificate.no,
      });
    }
  }
  return { holders, refs: { data: certificate.data, certificate: certificate.no } };
}

/** In principle at the registrar of the first registration (NATIONAL_2026/32). */
function requireSameRegistrar(registered: string, registrar: string): void {
  if (registered === registrar) return;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    'This is registered with another registrar; apply there.',
    { registrar: registered, article: 'NATIONAL_2026/32' },
  );
}

function requireLive({ certificate, status }: CertificateView): void {
  const params = { certificate: certificate.no, status };
  if (status === 'LAPSED')
    throw new LedgerError('CERT_LAPSED', `${certificate.no} lapsed without renewal.`, params);
  if (status === 'REVOKED')
    throw new LedgerError('CERT_REVOKED', `${certificate.no} was revoked.`, params);
  if (status !== 'CANCELLED' && status !== 'TRANSFERRED') return;
  throw new LedgerError('RIGHT_NOT_ACTIVE', `${certificate.no} is ${status}.`, params);
}

export type { RightState };
