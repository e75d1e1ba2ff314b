import {
  type Application,
  append,
  instantOf,
  type Input,
  isResource,
  LedgerError,
  lookupCodeOf,
  type NewResourceForm,
  type Output,
  type PublicResourceRegistration,
  registrationDigest,
  type RegistrationCase,
  requireStatus,
  type ResourceForm,
  type RuleProfile,
  shanghaiDate,
  validUntil,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { applicationOf, askedOf, openAsRegistrar, type OpenCase, profileOf } from './desk.js';
import { operatingUntilOf, resourceViewOf, updated } from './public-resource.js';
import { requireOperated } from './operating-term.js';
import { guardsOf, numberGuard } from './registering.js';
import { requireGrounds } from './resource-grounds.js';

/** 赋码与登记结果: what a decided case on a public data resource comes to. */
export class ResourceContract extends LedgerContract {
  constructor() {
    super('resource');
  }

  /** 赋码: the moment of registration, and the code under which it is found. */
  async assignCode(
    ctx: LedgerContext,
    input: Input<'resource:assignCode'>,
  ): Promise<Output<'resource:assignCode'>> {
    const open = await openAsRegistrar(ctx, input);
    const { application, form, profile } = await approved(ctx, open);
    if (form.type !== 'RESOURCE') throw otherAct(open.record, 'resource:update');
    await requireOperated(ctx, form, open.act, open.record.applicant);
    const grounds = await requireGrounds(ctx, form, profile, open.record.applicant);
    const base = await registrationOf(ctx, open, { application, form, profile });
    const made = { ...base, ...(grounds === undefined ? {} : { grounds }) };
    const { resources } = ctx.world;
    const guard = numberGuard(await guardsOf(ctx, made.registrar));
    await resources.registrations.createGuarded('RESOURCE_EXISTS', made, guard, made.lookupCode);
    await resources.byVersion.add(...versionKey(made.data), made.lookupCode);
    const { agreement, lookupCode: code } = made;
    if (agreement !== undefined) await resources.byAgreement.add(agreement, code);
    await close(ctx, open, made, made.registeredAt);
    const { lookupCode, registrar } = made;
    ctx.emit('resource.code-assigned', { case: made.case, registrar, lookupCode });
    return made;
  }

  /** Change, correction, renewal, cancellation or revocation, once it is decided. */
  async update(
    ctx: LedgerContext,
    input: Input<'resource:update'>,
  ): Promise<Output<'resource:update'>> {
    const open = await openAsRegistrar(ctx, input);
    const { form, profile } = await approved(ctx, open);
    if (form.type === 'RESOURCE') throw otherAct(open.record, 'resource:assignCode');
    const { next } = await updated(ctx, form, { profile, act: open.act, case: open.record.id });
    requireRoom(next);
    const { lookupCode, registrar } = next;
    await ctx.world.resources.registrations.put(next, lookupCode);
    await close(ctx, open, next, instantOf(open.record, open.act));
    const { id, type } = open.record;
    ctx.emit('resource.updated', { case: id, type, registrar, lookupCode });
    return next;
  }

  async read(ctx: LedgerContext, input: Input<'resource:read'>): Promise<Output<'resource:read'>> {
    return resourceViewOf(ctx, input.lookupCode, await askedOf(ctx, input));
  }

  /** What is registered of one data version, whoever registered it. */
  async of(ctx: LedgerContext, input: Input<'resource:of'>): Promise<Output<'resource:of'>> {
    const { data, limit, cursor, ...times } = input;
    const asked = await askedOf(ctx, times);
    const page = await ctx.world.resources.byVersion.page({ limit, cursor }, ...versionKey(data));
    const items = [];
    for (const code of page.items) items.push(await resourceViewOf(ctx, code, asked));
    return { ...page, items, asked };
  }
}

interface Approved<F extends ResourceForm = ResourceForm> {
  readonly application: Application;
  readonly form: F;
  readonly profile: RuleProfile;
}

/** An approved case of this register, with what it applies for. */
async function approved(ctx: LedgerContext, { record, state }: OpenCase): Promise<Approved> {
  requireStatus(record, state, ['APPROVED']);
  const application = await applicationOf(ctx, record);
  const { form } = application;
  if (!isResource(form)) throw otherAct(record, 'register:deposit');
  return { application, form, profile: await profileOf(ctx, record) };
}

/** A case is carried out by the act of its own register and type. */
export const otherAct = ({ id, type, article }: RegistrationCase, act: string): LedgerError =>
  new LedgerError('CASE_STATE_FORBIDS', `Case ${id} is a ${type}; it is carried out by ${act}.`, {
    ...{ case: id, type, act, article },
  });

async function registrationOf(
  ctx: LedgerContext,
  { record, act }: OpenCase,
  { application, form, profile }: Approved<NewResourceForm>,
): Promise<PublicResourceRegistration> {
  const registrar = await ctx.world.settings.registrar(record.registrar);
  const registeredAt = instantOf(record, act);
  const registeredOn = shanghaiDate(registeredAt);
  const operatingUntil = await operatingUntilOf(ctx, form, act);
  const { data, digests, evidence, catalogNos = [], agreement, basis, description } = form;
  if (evidence === undefined) throw new TypeError('A filed resource has its evidence.');
  return {
    v: 1,
    lookupCode: lookupCodeOf({ registrar, registeredOn, case: record.id }),
    case: record.id,
    profile: record.profile,
    article: profile.registrationArticle,
    registrar: record.registrar,
    holder: record.applicant,
    ...{ basis, data, digests, evidence, catalogNos, description },
    ...(agreement === undefined ? {} : { agreement }),
    ...(operatingUntil === undefined ? {} : { operatingUntil }),
    recordDigest: registrationDigest(record, application),
    registeredAt,
    validity: profile.validity,
    lastValidDay: validUntil(registeredOn, profile.validity, operatingUntil),
    entries: [],
    txId: act.moment.txId,
  };
}

/** The last step of the case: what it came to, and under which code. */
async function close(
  ctx: LedgerContext,
  { record, act }: OpenCase,
  { lookupCode }: PublicResourceRegistration,
  registeredAt: string,
): Promise<void> {
  const application = await applicationOf(ctx, record);
  const facts = {
    kind: 'RESOURCE_REGISTERED' as const,
    ...{ lookupCode, registeredAt },
    recordDigest: registrationDigest(record, application),
    article: record.article,
  };
  await ctx.world.register.cases.put(append(record, facts, act), record.id);
}

const MAX_ENTRIES = 60;

function requireRoom({ lookupCode, entries }: PublicResourceRegistration): void {
  if (entries.length <= MAX_ENTRIES) return;
  throw new LedgerError('RESOURCE_NOT_ACTIVE', `${lookupCode} was changed too often.`, {
    lookupCode,
    entries: MAX_ENTRIES,
  });
}
