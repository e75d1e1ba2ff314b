import {
  type DerivationLink,
  limitExceeded,
  MAX_PROV_EDGES,
  MAX_PROV_STEPS,
  nodeName,
  type Output,
  type ProcessingStep,
  type ProvFacts,
  type ProvInput,
  type TracedLink,
  tracePage,
  versionNamed,
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
    const node = await ctx.world.lineage.nodes.find(...versionKey(version));
    for (const { source } of node?.links ?? []) found.set(nodeName(source), source);
    if (found.size > MAX_ANCESTORS) throw limitExceeded(version);
  }
  return [...found.values()];
}

type Direction = (ctx: LedgerContext, version: VersionRef) => Promise<readonly DerivationLink[]>;

/** What a version was made from. */
export const up: Direction = async (ctx, version) =>
  (await ctx.world.lineage.nodes.find(...versionKey(version)))?.links ?? [];

/** What was made from a version. */
export const down: Direction = async (ctx, version) => {
  const { derivedFrom, nodes } = ctx.world.lineage;
  const { items } = await derivedFrom.first(MAX_EDGES, ...versionKey(version));
  const links: DerivationLink[] = [];
  for (const name of items) {
    const node = await nodes.find(...versionKey(versionNamed(name)));
    const own = node?.links.filter(({ source }) => nodeName(source) === nodeName(version)) ?? [];
    links.push(...own);
  }
  return links;
};

interface Trace {
  readonly version: VersionRef;
  readonly depth: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Edges by distance, each once, a page at a time.
 *
 * @throws LedgerError CURSOR_INVALID
 */
export async function trace(
  ctx: LedgerContext,
  { version, depth, ...page }: Trace,
  direction: Direction,
): Promise<Output<'lineage:traceUp'>> {
  const { edges, truncated } = await walk(ctx, { version, depth, most: MAX_EDGES }, direction);
  return { ...tracePage(edges, page), truncated };
}

interface Walked {
  readonly edges: TracedLink[];
  readonly truncated: boolean;
}

async function walk(
  ctx: LedgerContext,
  { version, depth, most }: Pick<Trace, 'version' | 'depth'> & { readonly most: number },
  direction: Direction,
): Promise<Walked> {
  const edges: TracedLink[] = [];
  const seen = new Set([nodeName(version)]);
  let frontier: VersionRef[] = [version];
  for (let at = 1; frontier.length > 0; at += 1) {
    const next: VersionRef[] = [];
    for (const from of frontier) {
      for (const link of await direction(ctx, from)) {
        if (at > depth || edges.length === most) return { edges, truncated: true };
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

/** What a document of provenance states: the edges, and the steps that made each version of them. */
export async function provenance(
  ctx: LedgerContext,
  { version, depth, direction }: ProvInput,
): Promise<ProvFacts> {
  const asked = { version, depth, most: MAX_PROV_EDGES };
  const { edges, truncated } = await walk(ctx, asked, direction === 'UP' ? up : down);
  const made = new Map([[nodeName(version), version]]);
  for (const { link } of edges) {
    for (const each of [link.target, link.source]) made.set(nodeName(each), each);
  }
  const steps: ProcessingStep[] = [];
  let isCut = truncated;
  for (const each of made.values()) {
    const found = await stepsTo(ctx, each);
    steps.push(...found.steps);
    isCut ||= found.truncated;
  }
  return { edges, steps, truncated: isCut };
}

async function stepsTo(
  ctx: LedgerContext,
  version: VersionRef,
): Promise<{ readonly steps: ProcessingStep[]; readonly truncated: boolean }> {
  const { stepsByOutput, steps: records } = ctx.world.lineage;
  const { items, truncated } = await stepsByOutput.first(MAX_PROV_STEPS, ...versionKey(version));
  const steps: ProcessingStep[] = [];
  for (const id of items) steps.push(await records.require('STEP_NOT_FOUND', id));
  return { steps, truncated };
}
