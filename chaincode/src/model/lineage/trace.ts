import { z } from 'zod';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { VersionRef } from '../registration/description.js';
import { Page } from '../schema.js';
import { DerivationLink } from './derivation.js';

export const MAX_TRACE_DEPTH = 32;

export const TraceInput = z
  .strictObject({ version: VersionRef, depth: z.int().min(1).max(MAX_TRACE_DEPTH), ...Page })
  .meta({ id: 'TraceInput' });
export const TracedLink = z
  .strictObject({ depth: z.int().min(1), link: DerivationLink })
  .meta({ id: 'TracedLink' });
export type TracedLink = z.infer<typeof TracedLink>;
/** `truncated`: the graph goes on beyond the depth, or beyond what one question looks at. */
export const TracePage = z
  .strictObject({
    items: z.array(TracedLink),
    next: z.string().optional(),
    truncated: z.boolean(),
  })
  .meta({ id: 'TracePage' });

const digestOf = (edges: readonly TracedLink[]): string =>
  recordDigest(edges.map(({ depth, link: { source, target } }) => [depth, source, target]));

/**
 * One page of edges by distance. A cursor holds how many edges came before it and their digest: an
 * edge that somebody states meanwhile among those is told, where it would else move others to where
 * no page shows them.
 *
 * @throws LedgerError CURSOR_INVALID
 */
export function tracePage(
  edges: readonly TracedLink[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): { readonly items: TracedLink[]; readonly next?: string } {
  const start = startOf(edges, cursor);
  const end = start + limit;
  const items = edges.slice(start, end);
  if (end >= edges.length) return { items };
  return { items, next: `${String(end)}.${digestOf(edges.slice(0, end))}` };
}

function startOf(edges: readonly TracedLink[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, count, digest] = /^([1-9]\d{0,4})\.([0-9a-f]{64})$/.exec(cursor) ?? [];
  const start = Number(count);
  if (count !== undefined && digestOf(edges.slice(0, start)) === digest) return start;
  throw new LedgerError(
    'CURSOR_INVALID',
    'The cursor is of another question, or the lineage changed before it. Start again without it.',
  );
}
