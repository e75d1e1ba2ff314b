import {
  type Act,
  type AmendingForm,
  amended,
  type Application,
  type CertificateForm,
  createdRights,
  type CreatingForm,
  type DataVersion,
  type Disposition,
  givenRight,
  type GivingForm,
  isAmending,
  isCreating,
  isGiving,
  isResource,
  LedgerError,
  procedureOf,
  type RegistrationCase,
  requireDisposable,
  requireExclusive,
  requireSettled,
  type RightsEntry,
  type SerialHead,
  rightState,
  type RuleProfile,
  touchedRights,
  validityEnd,
} from '../model/index.js';
import { guardedBy } from '../state/guard.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { dispose } from './dispositions.js';
import { bindVersion } from './data-version.js';
import { describeFirst, revise } from './descriptions.js';
import { requireUnencumbered } from './encumbering.js';
import { requirePublicSource } from './public-resource.js';
import {
  certificateView,
  requireEndable,
  requireLive,
  rightClosure,
  rightView,
} from './targets.js';

/** What is being registered. */
export interface Registering {
  readonly record: RegistrationCase;
  readonly application: Application;
  readonly profile: RuleProfile;
  readonly act: Act;
}

const instantsOf = ({ moment }: Act): { asOf: string; knownAt: string } => ({
  asOf: moment.time,
  knownAt: moment.time,
});

/** Which organisations the keys of the register are guarded by (ledger rule 6). */
export interface Guards {
  readonly registrar: string;
  readonly court: string;
  /** Custodians that are neither: who keeps administrative control. */
  readonly others: readonly string[];
}

export async function guardsOf(ctx: LedgerContext, registrar: string): Promise<Guards> {
  const { mspId } = await ctx.world.settings.registrar(registrar);
  const { custodians, court } = await ctx.world.settings.custody();
  return { registrar: mspId, court, others: custodians.filter((msp) => msp !== mspId) };
}

/** Numbers and certificates want the registrar and one neutral organisation. */
export const numberGuard = ({ registrar, court, others }: Guards): Uint8Array =>
  guardedBy([registrar], [court, ...others]);

/** The head of a month that was not numbered in before: born guarded. */
export async function createHead(ctx: LedgerContext, head: SerialHead): Promise<void> {
  const guard = numberGuard(await guardsOf(ctx, head.registrar));
  const { serials } = ctx.world.register;
  await serials.createGuarded('CERTIFICATE_EXISTS', head, guard, head.registrar, head.month);
}

/**
 * Writes what a case does to the register. It takes effect with the registration of the case, which
 * under the national rule is still to come; until then every disposal of the same right is refused.
 */
export async function applyEffect(ctx: LedgerContext, registering: Registering): Promise<void> {
  const { form } = registering.application;
  if (isResource(form)) throw new TypeError('A public data resource is registered by its own act.');
  if (isCreating(form)) await create(ctx, form, registering);
  else if (isGiving(form)) await give(ctx, form, registering);
  else if (isAmending(form)) await amend(ctx, form, registering);
  else await endOrProlong(ctx, form, registering);
}

async function create(
  ctx: LedgerContext,
  form: CreatingForm,
  { record, profile, act }: Registering,
): Promise<void> {
  const version = await bindVersion(ctx, form, record);
  const { description, data } = form;
  await describeFirst(ctx, { data, description, case: record.id });
  const { applicant } = record;
  const source = await requirePublicSource(ctx, form, { profile, act, applicant });
  const from = source === undefined ? {} : { source };
  const facts = { profile, version, ...from, txId: ctx.moment.txId };
  const rights = createdRights(form, record, facts);
  const guards = await guardsOf(ctx, record.registrar);
  for (const right of rights) {
    await requireNoExclusive(ctx, right, rights, version);
    await putRight(ctx, right, guards);
  }
}

/** Shares stand side by side unless one of them was recorded as exclusive (NATIONAL_2026/21). */
async function requireNoExclusive(
  ctx: LedgerContext,
  right: RightsEntry,
  own: readonly RightsEntry[],
  { data }: DataVersion,
): Promise<void> {
  const { register } = ctx.world;
  const key = [...versionKey(data), right.right];
  const recorded = (await register.exclusive.find(...key))?.rights ?? [];
  const candidates = right.share === 'EXCLUSIVE' ? await allRights(ctx, right, key) : recorded;
  const standing: RightsEntry[] = own.filter(
    (each) => each.right === right.right && each !== right,
  );
  const at = { asOf: ctx.moment.time, knownAt: ctx.moment.time };
  for (const id of candidates) {
    const view = await rightView(ctx, id, at);
    const stands = ['ACTIVE', 'PENDING', 'SUSPENDED'].includes(view.state.status);
    if (stands) standing.push({ ...view.right, parts: view.state.parts });
  }
  requireExclusive(right, standing);
  if (right.share !== 'EXCLUSIVE') return;
  await register.exclusive.put({ v: 1, rights: [...recorded, right.id] }, ...key);
}

/** Beyond this an exclusive share can not be shown to be alone, and so can not be. */
const MAX_CONCURRENT = 1000;

async function allRights(
  ctx: LedgerContext,
  right: RightsEntry,
  key: readonly string[],
): Promise<readonly string[]> {
  const found = await ctx.world.register.rightsByVersion.first(MAX_CONCURRENT, ...key);
  if (!found.truncated) return found.items;
  throw new LedgerError('EXCLUSIVE_CONFLICT', `${right.right} of this data has many holders.`, {
    right: right.right,
    article: right.article,
  });
}

export async function putRight(
  ctx: LedgerContext,
  right: RightsEntry,
  { registrar, court, others }: Guards,
): Promise<void> {
  const { register } = ctx.world;
  const { id } = right;
  await register.rights.create('CASE_EXISTS', right, id);
  const none = { v: 1 as const, right: id, entries: [] };
  await register.dispositions.createGuarded('CASE_EXISTS', none, guardedBy([registrar, court]), id);
  await guardRight(ctx, right, { registrar, court, others });
  await register.rightsByVersion.add(...versionKey(right.data), right.right, id);
  await register.rightsByHolder.add(right.holder, id);
  await register.rightsByCase.add(right.case, id);
  const { basis, publicCode } = right;
  if (basis?.kind === 'LICENSE') await register.licencesByRight.add(basis.right, id);
  if (publicCode !== undefined) await register.rightsByCode.add(publicCode, id);
}

const NO_ORDERS = { v: 1 as const, orders: [] };

/**
 * Heads for orders and control, born guarded with the right (ledger rule 6). Those of a party are made
 * when it is registered, or by the first order upon it: a deposit that made them would meet another one
 * for the same holder at a key whose guards endorse no deposit, and fail for good.
 */
async function guardRight(
  ctx: LedgerContext,
  { id }: RightsEntry,
  { court, others }: Guards,
): Promise<void> {
  const { holds, controls } = ctx.world.encumbrances;
  const courts = guardedBy([court]);
  const controllers = guardedBy([], others.length === 0 ? [court] : others);
  await holds.createGuarded('CASE_EXISTS', NO_ORDERS, courts, id);
  await controls.createGuarded('CASE_EXISTS', NO_ORDERS, controllers, id);
}

/** What the transferor gives it keeps nothing of; a licence leaves the right above it where it is. */
async function give(
  ctx: LedgerContext,
  form: GivingForm,
  { record, act }: Registering,
): Promise<void> {
  const guards = await guardsOf(ctx, record.registrar);
  const exclusive: RightsEntry[] = [];
  for (const [place, { right: id, parts }] of form.rights.entries()) {
    const closure = await rightClosure(ctx, id, instantsOf(act));
    const taken = requireDisposable(closure, record.applicant, parts, instantsOf(act));
    await requireUnencumbered(ctx, closure.right, act, 'DISPOSE');
    const { until = '' } = rightState(closure, instantsOf(act));
    const source = { right: closure.right, until, parts: taken };
    const made = givenRight(form, source, { record, place, txId: ctx.moment.txId });
    await putRight(ctx, made, guards);
    if (record.effect !== 'TRANSFER') {
      await touch(ctx, id);
      continue;
    }
    await disposeByCase(ctx, id, { kind: 'TRANSFERRED', parts: taken, to: made.id }, record);
    if (made.share === 'EXCLUSIVE') exclusive.push(made);
  }
  await passExclusive(ctx, exclusive);
}

/**
 * An exclusive share stays exclusive in the hands of whoever it was given to. Key by key, since a
 * transaction does not read what it wrote.
 */
export async function passExclusive(
  ctx: LedgerContext,
  made: readonly RightsEntry[],
): Promise<void> {
  const { exclusive } = ctx.world.register;
  const byKey = new Map<string, { key: string[]; ids: string[] }>();
  for (const { data, right, id } of made) {
    const key = [...versionKey(data), right];
    const group = byKey.get(key.join('~')) ?? { key, ids: [] };
    group.ids.push(id);
    byKey.set(key.join('~'), group);
  }
  for (const { key, ids } of byKey.values()) {
    const recorded = (await exclusive.find(...key))?.rights ?? [];
    await exclusive.put({ v: 1, rights: [...recorded, ...ids] }, ...key);
  }
}

type DispositionFacts = Disposition extends infer D
  ? D extends Disposition
    ? Omit<D, 'case' | 'txId'>
    : never
  : never;

const disposeByCase = (
  ctx: LedgerContext,
  right: string,
  facts: DispositionFacts,
  { id }: RegistrationCase,
): Promise<void> => dispose(ctx, right, { ...facts, case: id, txId: ctx.moment.txId });

/**
 * A licence leaves the head of dispositions as it is and writes it all the same: so it needs the
 * peers that every disposal needs, and meets whatever else is done to the right (ledger rule 6).
 */
async function touch(ctx: LedgerContext, right: string): Promise<void> {
  const { dispositions } = ctx.world.register;
  await dispositions.put(await dispositions.require('RIGHT_NOT_FOUND', right), right);
}

async function amend(
  ctx: LedgerContext,
  form: AmendingForm,
  { record, profile, act }: Registering,
): Promise<void> {
  const asked = { ...instantsOf(act), beacon: 0 };
  const view = await certificateView(ctx, form.certificate, asked);
  requireLive(view);
  await revise(ctx, view.certificate.data, (current) => amended(current, form, record.id, profile));
}

async function endOrProlong(
  ctx: LedgerContext,
  form: CertificateForm,
  { record, profile, act }: Registering,
): Promise<void> {
  const view = await certificateView(ctx, form.certificate, { ...instantsOf(act), beacon: 0 });
  const procedure = procedureOf(profile, form.type);
  const isRenewal = procedure.effect === 'PROLONG';
  const until = validityEnd(view.lastValidDay, profile.validity);
  requireLive(view);
  await requireEndable(ctx, form, view, { procedure, act });
  const ended = form.type === 'REVOCATION' ? ('REVOKED' as const) : ('CANCELLED' as const);
  const prolonged = { kind: 'PROLONGED' as const, until, article: record.article };
  const facts: DispositionFacts = isRenewal ? prolonged : { kind: ended };
  for (const { right, state } of touchedRights(form, view)) {
    // What was given for less time than the registration ends as agreed.
    if (isRenewal && state.until !== view.lastValidDay) continue;
    requireSettled(await rightClosure(ctx, right.id, instantsOf(act)));
    await disposeByCase(ctx, right.id, facts, record);
  }
}
