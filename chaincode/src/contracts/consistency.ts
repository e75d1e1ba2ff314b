import {
  type Asked,
  type ConsistencyAnswer,
  contradictionsOf,
  type EncumbranceKind,
  type ExternalReference,
  type Input,
  isReferring,
  isSameVersion,
  type Joined,
  LedgerError,
  type Output,
  recordDigest,
  type RightsEntry,
  type RightView,
  type VersionRef,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { concernedWith, requireConcerned } from './concerned.js';
import { actOf, askedOf } from './desk.js';
import { resourceViewOf } from './public-resource.js';
import { certificateView, rightView } from './targets.js';

/** Of each kind of record; an answer that had to stop says so and is not clear. */
const MAX_JOINED = 60;

/** One answer over the registers, and what holders say of registers that are elsewhere. */
export class ConsistencyContract extends LedgerContract {
  constructor() {
    super('consistency');
  }

  async refer(
    ctx: LedgerContext,
    input: Input<'consistency:refer'>,
  ): Promise<Output<'consistency:refer'>> {
    const { beacon, ...said } = input;
    const act = await actOf(ctx, beacon);
    const { resources } = ctx.world;
    await requireConcerned(ctx, said.data, act.by.uscc, act.moment.time);
    const { time: at, txId } = act.moment;
    const record = { v: 1 as const, ...said, holder: act.by.uscc, at, txId };
    await resources.references.create('REFERENCE_EXISTS', record, said.id);
    await resources.referencesByVersion.add(...versionKey(said.data), said.id);
    await resources.referencesByNumber.add(said.kind, said.number, said.id);
    ctx.emit('consistency.referred', { id: said.id, kind: said.kind });
    return record;
  }

  async end(ctx: LedgerContext, input: Input<'consistency:end'>): Promise<ExternalReference> {
    const { moment, by } = await actOf(ctx, input.beacon);
    const { references } = ctx.world.resources;
    const current = await references.require('REFERENCE_NOT_FOUND', input.id);
    if (current.holder !== by.uscc) {
      throw new LedgerError('CALLER_FORBIDDEN', `Reference ${input.id} is another party’s.`, {
        reference: input.id,
      });
    }
    if (current.ended !== undefined) {
      throw new LedgerError('REFERENCE_ENDED', `Reference ${input.id} ended already.`, {
        reference: input.id,
      });
    }
    const ended = { at: moment.time, documentDigest: input.documentDigest, txId: moment.txId };
    const next = { ...current, ended };
    await references.put(next, input.id);
    ctx.emit('consistency.reference-ended', { id: input.id });
    return next;
  }

  async answer(
    ctx: LedgerContext,
    input: Input<'consistency:answer'>,
  ): Promise<Output<'consistency:answer'>> {
    return answerOf(ctx, input, await askedOf(ctx, input));
  }

  /** Submitted, so that its place among the commits proves what was not there (ledger rule 15). */
  async check(
    ctx: LedgerContext,
    input: Input<'consistency:check'>,
  ): Promise<Output<'consistency:check'>> {
    const { moment, by } = await actOf(ctx, input.beacon);
    const { time } = moment;
    const asked = { asOf: time, knownAt: time, beacon: input.beacon?.number ?? 0 };
    const answer = await answerOf(ctx, input, asked);
    const { id } = input;
    const digest = recordDigest(answer);
    const record = { v: 1 as const, id, by: by.uscc, answer, digest, txId: moment.txId };
    await ctx.world.resources.checks.create('CONSISTENCY_CHECK_EXISTS', record, id);
    ctx.emit('consistency.checked', { id, verdict: answer.verdict, digest });
    return record;
  }

  async read(
    ctx: LedgerContext,
    { id }: Input<'consistency:read'>,
  ): Promise<Output<'consistency:read'>> {
    return ctx.world.resources.checks.require('CONSISTENCY_CHECK_NOT_FOUND', id);
  }
}

interface Subject {
  readonly certificate?: string | undefined;
  readonly lookupCode?: string | undefined;
}

/** What the registers say of a certificate or a lookup code, and against each other. */
export async function answerOf(
  ctx: LedgerContext,
  subject: Subject,
  asked: Asked,
): Promise<ConsistencyAnswer> {
  const joined = await join(ctx, subject, asked);
  const contradictions = contradictionsOf(joined, asked);
  const verdict = contradictions.length === 0 ? ('CLEAR' as const) : ('NOT_CLEAR' as const);
  return { verdict, contradictions, ...joined, asked };
}

/** Everything that is known of the data of a certificate, or of a lookup code. */
async function join(ctx: LedgerContext, subject: Subject, asked: Asked): Promise<Joined> {
  const { data, codes, named, ...printed } = await startOf(ctx, subject, asked);
  const version = await ctx.world.register.versions.findParsed(...versionKey(data));
  const rights = await rightsOf(ctx, data, named);
  const cited = rights.items.flatMap(({ publicCode }) => publicCode ?? []);
  const resources = await resourcesOf(ctx, new Set([...codes, ...cited]), asked);
  const references = await referencesOf(ctx, data, asked);
  const views = [];
  for (const { id } of rights.items) {
    const view = await rightView(ctx, id, asked);
    const orders = standing(view, 'FREEZE');
    views.push({ ...view, orders, controls: standing(view, 'ADMIN_CONTROL') });
  }
  return {
    data,
    ...(version === undefined
      ? {}
      : { version: { origin: version.origin, sha256: version.digests['SHA-256'] } }),
    ...printed,
    rights: views,
    resources,
    references: references.items,
    truncated: rights.truncated || references.truncated,
  };
}

const standing = ({ encumbrances }: RightView, wanted: EncumbranceKind): number =>
  encumbrances.filter(
    ({ kind, status }) => kind === wanted && (status === 'ATTACHED' || status === 'QUEUED'),
  ).length;

/** Where the joining begins: the data, and what the certificate or the code itself names. */
interface Start extends Pick<Joined, 'data' | 'certificate'> {
  readonly codes: readonly string[];
  readonly named?: readonly string[];
}

async function startOf(
  ctx: LedgerContext,
  { certificate: no, lookupCode = '' }: Subject,
  asked: Asked,
): Promise<Start> {
  if (no === undefined) {
    const { registrations } = ctx.world.resources;
    const { data } = await registrations.require('RESOURCE_NOT_FOUND', lookupCode);
    return { data, codes: [lookupCode] };
  }
  const { certificate, status, lastValidDay } = await certificateView(ctx, no, asked);
  const { data, rights: named } = certificate;
  return { data, codes: [], named, certificate: { no, status, lastValidDay } };
}

async function resourcesOf(
  ctx: LedgerContext,
  codes: Iterable<string>,
  asked: Asked,
): Promise<Joined['resources']> {
  const found = [];
  for (const code of codes) {
    const { record, state } = await resourceViewOf(ctx, code, asked);
    found.push({ record, state });
  }
  return found;
}

/** The rights of a certificate; of a lookup code, those in its data that cite it. */
async function rightsOf(
  ctx: LedgerContext,
  data: VersionRef,
  named: readonly string[] | undefined,
): Promise<{
  items: RightsEntry[];
  truncated: boolean;
}> {
  const { register } = ctx.world;
  const found =
    named === undefined
      ? await register.rightsByVersion.first(MAX_JOINED, ...versionKey(data))
      : { items: [...named], truncated: false };
  const items: RightsEntry[] = [];
  for (const id of found.items) {
    const right = await register.rights.requireParsed('RIGHT_NOT_FOUND', id);
    if (named === undefined && right.publicCode === undefined) continue;
    items.push(right);
  }
  return { items, truncated: found.truncated };
}

async function referencesOf(
  ctx: LedgerContext,
  data: VersionRef,
  asked: Asked,
): Promise<{ items: Joined['references']; truncated: boolean }> {
  const { references, referencesByVersion } = ctx.world.resources;
  const own = await referencesByVersion.first(MAX_JOINED, ...versionKey(data));
  const items: Joined['references'] = [];
  let { truncated } = own;
  const concerned =
    own.items.length === 0 ? new Set<string>() : await concernedWith(ctx, data, asked);
  for (const id of own.items) {
    const record = await references.require('REFERENCE_NOT_FOUND', id);
    if (record.at > asked.asOf || record.at > asked.knownAt) continue;
    const { twins, truncated: isMore } = await twinsOf(ctx, record, asked);
    truncated ||= isMore;
    const others = twins.filter((twin) => !isSameVersion(twin.data, data));
    const strangers = new Set(twins.map(({ holder }) => holder));
    strangers.delete(record.holder);
    items.push({
      ...{ record, concerned: concerned.has(record.holder) },
      ...{ alsoOf: others.map((twin) => twin.data), alsoBy: [...strangers].sort() },
    });
  }
  return { items, truncated };
}

/** Who else states the same number now; what ended is nobody’s any more. */
async function twinsOf(
  ctx: LedgerContext,
  { id, kind, number }: ExternalReference,
  asked: Asked,
): Promise<{ twins: ExternalReference[]; truncated: boolean }> {
  const { references, referencesByNumber } = ctx.world.resources;
  const { items, truncated } = await referencesByNumber.first(MAX_TWINS, kind, number);
  const twins: ExternalReference[] = [];
  for (const each of items.filter((item) => item !== id)) {
    const twin = await references.require('REFERENCE_NOT_FOUND', each);
    if (isReferring(twin, asked)) twins.push(twin);
  }
  return { twins, truncated };
}

const MAX_TWINS = 20;
