import {
  type Act,
  type Asked,
  type CreatingForm,
  LedgerError,
  type NewResourceForm,
  type PublicResourceRegistration,
  type PublicSource,
  type RegisteredResourceForm,
  requireCited,
  type ResourceClosure,
  resourceEntry,
  type ResourceForm,
  resourceState,
  type ResourceState,
  resourceView,
  type ResourceView,
  type RuleProfile,
} from '../model/index.js';
import type { LedgerContext } from './context.js';
import { profileOf } from './desk.js';
import { operatedUnder, requireOperated } from './operating-term.js';
import { requireGrounds } from './resource-grounds.js';

interface Instants {
  readonly asOf: string;
  readonly knownAt: string;
}

const now = ({ moment }: Act): Instants => ({ asOf: moment.time, knownAt: moment.time });

/** Everything that the status of a registration depends on, read together (ledger rule 4). */
async function closureOf(
  ctx: LedgerContext,
  record: PublicResourceRegistration,
  instants: Instants,
): Promise<ResourceClosure> {
  if (record.agreement === undefined) return { record };
  return { record, operation: await operatedUnder(ctx, record.agreement, instants) };
}

/** @throws LedgerError RESOURCE_NOT_FOUND */
export async function resourceViewOf(
  ctx: LedgerContext,
  lookupCode: string,
  asked: Asked,
): Promise<ResourceView> {
  const { registrations } = ctx.world.resources;
  const record = await registrations.requireParsed('RESOURCE_NOT_FOUND', lookupCode);
  const { renewalOpens } = await profileOf(ctx, record);
  return resourceView(await closureOf(ctx, record, asked), renewalOpens, asked);
}

/** What the right above a product’s rights is at an instant; absent where no code is known. */
export async function publicSourceOf(
  ctx: LedgerContext,
  lookupCode: string | undefined,
  instants: Instants,
): Promise<{ publicSource?: ResourceState }> {
  if (lookupCode === undefined) return {};
  const record = await ctx.world.resources.registrations.findParsed(lookupCode);
  if (record === undefined) return {};
  return { publicSource: resourceState(await closureOf(ctx, record, instants), instants) };
}

/** @throws LedgerError RESOURCE_NOT_ACTIVE where a registration is not in force at an instant */
export async function requireActiveResource(
  ctx: LedgerContext,
  lookupCode: string,
  at: string,
): Promise<void> {
  const { publicSource: state } = await publicSourceOf(ctx, lookupCode, { asOf: at, knownAt: at });
  if (state?.status === 'ACTIVE') return;
  const status = state?.status ?? 'NOT_FOUND';
  throw new LedgerError('RESOURCE_NOT_ACTIVE', `${lookupCode} is ${status}.`, {
    lookupCode,
    status,
  });
}

/** Whose and of what a case on a public data resource is. */
export interface ResourceTargets {
  readonly record?: PublicResourceRegistration;
  readonly data: PublicResourceRegistration['data'];
}

interface Ground {
  readonly profile: RuleProfile;
  readonly act: Act;
}

/**
 * Holds a form against what is registered, or against the agreement that it is to be operated under.
 *
 * @throws LedgerError those of `requireOperated` and `resourceEntry`, RESOURCE_NOT_FOUND
 */
export async function resourceTarget(
  ctx: LedgerContext,
  form: ResourceForm,
  ground: Ground,
): Promise<ResourceTargets> {
  if (form.type === 'RESOURCE') {
    await requireOperated(ctx, form, ground.act);
    await requireGrounds(ctx, form, ground.profile, ground.act.by.uscc);
    return { data: form.data };
  }
  const { record } = await updated(ctx, form, { ...ground, case: 'application' });
  return { record, data: record.data };
}

/** A registration as a form leaves it, or the reason why that can not be. */
export async function updated(
  ctx: LedgerContext,
  form: RegisteredResourceForm,
  { profile, act, case: id }: Ground & { readonly case: string },
): Promise<{ record: PublicResourceRegistration; next: PublicResourceRegistration }> {
  const view = await resourceViewOf(ctx, form.lookupCode, { ...now(act), beacon: 0 });
  const { record } = view;
  const { time: at, txId } = act.moment;
  const { article } = record;
  const entry = resourceEntry(form, view, { profile, case: id, article, at, txId });
  return { record, next: { ...record, entries: [...record.entries, entry] } };
}

/**
 * What a product of authorised operation rests on: its own code, in force when it is applied for and
 * when it is registered.
 *
 * @throws LedgerError PUBLIC_CODE_REQUIRED, PUBLIC_CODE_MISMATCH, PUBLIC_CODE_NOT_ACTIVE
 */
export async function requirePublicSource(
  ctx: LedgerContext,
  form: CreatingForm,
  { profile, act, applicant }: Ground & { readonly applicant: string },
): Promise<PublicSource | undefined> {
  const gate = profile.gates.find(
    ({ origin, code }) => origin === form.origin && code === 'PUBLIC_CODE_REQUIRED',
  );
  if (gate === undefined || form.publicCode === undefined) return undefined;
  const record = await ctx.world.resources.registrations.find(form.publicCode);
  if (record === undefined) {
    throw new LedgerError(
      'PUBLIC_CODE_REQUIRED',
      'No public data resource is registered under this lookup code. Register it first.',
      { publicCode: form.publicCode, origin: form.origin, article: gate.article },
    );
  }
  const instants = now(act);
  const closure = await closureOf(ctx, record, instants);
  requireCited(closure, form, { applicant, article: gate.article, instants });
  return { lookupCode: record.lookupCode, operatingUntil: closure.operation?.until };
}

/** Last day of the operating term of what is to be registered. */
export async function operatingUntilOf(
  ctx: LedgerContext,
  { agreement }: Pick<NewResourceForm, 'agreement'>,
  act: Act,
): Promise<string | undefined> {
  return agreement === undefined
    ? undefined
    : (await operatedUnder(ctx, agreement, now(act)))?.until;
}
