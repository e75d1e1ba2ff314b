import {
  type DerivationLink,
  LedgerError,
  limitExceeded,
  nodeName,
  type Output,
  type VersionRef,
} from '../model/index.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';

/** Versions that a transaction looks at; beyond it nothing could be promised about a circle. */
const MAX_ANCESTORS = 500;
/** Edges that a question looks at. */
const MAX_EDGES = 2_000;

/**
 * Everything that versions come from, themselves included. Every version looked at is read by its
 * key, so that whoever adds an edge there at the same time meets this transaction.
 *
 * @throws LedgerError LINEAGE_LIMIT_EXCEEDED
 */
export async function ancestorsOf(
  ctx: LedgerContext,
  versions: readonly VersionRef[],
): Promise<VersionRef[]> {
  const found = new Map(versions.map((version) => [nodeName(version), version]));
  // A map is walked in the order of insertion, and takes in what is added on the way.
  for (const version of found.values()) {
    const node = await ctx.world.operation.lineage.find(...versionKey(version));
    for (const { source } of node?.links ?? []) found.set(nodeName(source), source);
    if (found.size > MAX_ANCESTORS) throw limitExceeded(version);
  }
  return [...found.values()];
}

type Direction = (ctx: LedgerContext, version: VersionRef) => Promise<readonly DerivationLink[]>;

/** What a version was made from. */
export const up: Direction = async (ctx, version) =>
  (await ctx.world.operation.lineage.find(...versionKey(version)))?.links ?? [];

/** What was made from a version. */
export const down: Direction = async (ctx, version) => {
  const { derivedFrom, lineage } = ctx.world.operation;
  const { items } = await derivedFrom.first(MAX_EDGES, ...versionKey(version));
  const links: DerivationLink[] = [];
  for (const name of items) {
    const [asset = '', number = ''] = name.split('@');
    const node = await lineage.find(...versionKey({ asset, version: Number(number) }));
    const own = node?.links.filter(({ source }) => nodeName(source) === nodeName(version)) ?? [];
    links.push(...own);
  }
  return links;
};

type Traced = Output<'lineage:traceUp'>;

interface Trace {
  readonly version: VersionRef;
  readonly depth: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Edges by distance, each once, a page at a time. A cursor is the number of edges before the page:
 * lineage only grows, and an edge added meanwhile may show twice but hides none at its own distance.
 *
 * @throws LedgerError CURSOR_INVALID
 */
export async function trace(
  ctx: LedgerContext,
  { version, depth, limit, cursor }: Trace,
  direction: Direction,
): Promise<Traced> {
  const start = startOf(cursor);
  const { edges, truncated } = await walk(ctx, { version, depth }, direction);
  const items = edges.slice(start, start + limit);
  const end = start + limit;
  return { items, ...(edges.length > end ? { next: String(end) } : {}), truncated };
}

async function walk(
  ctx: LedgerContext,
  { version, depth }: Pick<Trace, 'version' | 'depth'>,
  direction: Direction,
): Promise<{ readonly edges: Traced['items']; readonly truncated: boolean }> {
  const edges: Traced['items'] = [];
  const seen = new Set([nodeName(version)]);
  let frontier: VersionRef[] = [version];
  for (let at = 1; frontier.length > 0; at += 1) {
    const next: VersionRef[] = [];
    for (const from of frontier) {
      for (const link of await direction(ctx, from)) {
        if (at > depth || edges.length === MAX_EDGES) return { edges, truncated: true };
        edges.push({ depth: at, link });
        const other = nodeName(link.target) === nodeName(from) ? link.source : link.target;
        if (!seen.has(nodeName(other))) next.push(other);
        seen.add(nodeName(other));
      }
    }
    frontier = next;
  }
  return { edges, truncated: false };
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^[1-9]\d{0,4}$/.test(cursor)) return Number(cursor);
  throw new LedgerError('CURSOR_INVALID', 'The cursor is not one of this question.');
}
