import {
  agreementStatus,
  effectiveScope,
  type Instants,
  LedgerError,
  type LineageGround,
  nodeName,
  type VersionRef,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import { grantClosure } from './granting.js';
import type { LedgerContext } from './context.js';
import { ancestorsOf } from './tracing.js';
import { distinct } from './grounding.js';
import { rightView } from './targets.js';

/** Records that a chain rests on, looked at for one answer. */
const MAX_GROUNDS = 100;

interface Broken {
  readonly kind: string;
  readonly id: string;
}

/**
 * 来源链: everything that a version was made on, up to the first sources, must still hold. Derived
 * data of which nobody said what it comes from has no chain at all.
 */
export async function brokenOrigins(
  ctx: LedgerContext,
  data: VersionRef,
  instants: Instants,
): Promise<Broken[]> {
  const own = await ctx.world.lineage.nodes.findParsed(...versionKey(data));
  if (own === undefined) return (await needsChain(ctx, data)) ? [named(data)] : [];
  const grounds = await groundsAbove(ctx, data);
  if (grounds === undefined) return [named(data)];
  const broken: Broken[] = [];
  for (const ground of grounds) {
    if (!(await holds(ctx, ground, instants))) broken.push(ground);
  }
  return broken;
}

const named = (data: VersionRef): Broken => ({ kind: 'VERSION', id: nodeName(data) });

async function needsChain(ctx: LedgerContext, data: VersionRef): Promise<boolean> {
  const version = await ctx.world.register.versions.findParsed(...versionKey(data));
  return version?.origin === 'DERIVED';
}

/** `undefined` where the chain is larger than one answer looks at: such a one is not shown to hold. */
async function groundsAbove(
  ctx: LedgerContext,
  data: VersionRef,
): Promise<LineageGround[] | undefined> {
  let versions: VersionRef[];
  try {
    versions = await ancestorsOf(ctx, [data]);
  } catch (err) {
    if (err instanceof LedgerError && err.code === 'LINEAGE_LIMIT_EXCEEDED') return undefined;
    throw err;
  }
  const grounds: LineageGround[] = [];
  for (const version of versions) {
    const node = await ctx.world.lineage.nodes.findParsed(...versionKey(version));
    for (const { restsOn } of node?.links ?? []) grounds.push(...restsOn);
  }
  const all = distinct(grounds);
  return all.length > MAX_GROUNDS ? undefined : all;
}

/** A right that was passed on since had been good for what was made on it. */
async function holds(
  ctx: LedgerContext,
  { kind, id }: LineageGround,
  instants: Instants,
): Promise<boolean> {
  switch (kind) {
    case 'RIGHT': {
      const { status } = (await rightView(ctx, id, instants)).state;
      return status === 'ACTIVE' || status === 'TRANSFERRED';
    }
    case 'GRANT':
      return effectiveScope(await grantClosure(ctx, id), instants).status === 'ACTIVE';
    case 'AGREEMENT': {
      const agreement = await ctx.world.operation.agreements.findParsed(id);
      return agreement !== undefined && agreementStatus(agreement, instants.asOf) === 'ACTIVE';
    }
  }
}
