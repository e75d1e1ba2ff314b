import { type DerivationLink, type LineageNode, nodeName } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Write } from '../keep.js';
import { keyOf, place } from '../key.js';

/** What was made from a version, or what it was made from. */
export type Direction = 'UP' | 'DOWN';

/**
 * An edge as the walk needs it: the name of the other version, and the block in which it was stated.
 * Edges are only ever added, so those of lower blocks are the same for whoever asks again.
 */
export type Edge = readonly [name: string, block: number];

/** Edges in one row: a version that a thousand others were made from costs no longer rows. */
export const PER_ROW = 64;

export const edgesKey = (direction: Direction, name: string, row: number): string =>
  keyOf('lineage-edges', direction, name, place(row));
export const linkKey = (target: string, source: string): string =>
  keyOf('lineage-link', target, source);
/** The last block that stated an edge: what was read since then is whole. */
export const LAST_BLOCK = 'lineage-last-block';
const countKey = (direction: Direction, name: string): string =>
  keyOf('lineage-count', direction, name);

/** The edges of a version that its node did not have before: a node only ever grows. */
async function lineage(draft: Draft, { value, at }: Omit<Write, 'attributes'>): Promise<void> {
  const { version, links } = value as LineageNode;
  const known = await countOf(draft, 'UP', nodeName(version));
  for (const link of links.slice(known)) await addLink(draft, link, at.block);
  draft.put(LAST_BLOCK, at.block);
}

/** Rows of lineage, by type of the composite key. */
export const lineageProjections = { lineage };

async function addLink(draft: Draft, link: DerivationLink, block: number): Promise<void> {
  const [source, target] = [nodeName(link.source), nodeName(link.target)];
  draft.put(linkKey(target, source), link);
  await addEdge(draft, 'UP', target, [source, block]);
  await addEdge(draft, 'DOWN', source, [target, block]);
}

async function addEdge(
  draft: Draft,
  direction: Direction,
  name: string,
  edge: Edge,
): Promise<void> {
  const count = await countOf(draft, direction, name);
  const key = edgesKey(direction, name, Math.floor(count / PER_ROW));
  const row = ((await draft.get(key)) ?? []) as Edge[];
  draft.put(key, [...row, edge]);
  draft.put(countKey(direction, name), count + 1);
}

const countOf = async (draft: Draft, direction: Direction, name: string): Promise<number> =>
  ((await draft.get(countKey(direction, name))) ?? 0) as number;
