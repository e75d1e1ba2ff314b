import { citedQueryErrors, Code, Id } from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Cursors } from '../http/cursor.js';
import type { ListPage, ListRequest } from '../index/queries.js';

/** How many blocks an answer of the read model takes into account. */
export const Height = z.int().min(0).meta({
  id: 'Height',
  description: 'Number of blocks that the answer takes into account',
});

export const listOf = <T extends z.ZodType>(
  item: T,
  id: string,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodOptional<z.ZodString>; height: typeof Height }> =>
  z
    .strictObject({ items: z.array(item), next: z.string().optional(), height: Height })
    .meta({ id });

/** How whoever judges or supervises names its query on the party whose list it reads. */
export const listCited = { query: Id.optional(), purpose: Code.optional() };
export const openedErrors = citedQueryErrors;
export const OPENED =
  'Whoever judges or supervises names a party, and the query that it recorded about it.';

/** One page of a list of the read model; `list` names it with all its filters. */
export async function pageOf<T>(
  cursors: Cursors,
  list: readonly (string | undefined)[],
  query: { readonly limit: number; readonly cursor?: string | undefined },
  ask: (request: ListRequest) => Promise<ListPage<T>>,
): Promise<{ items: readonly T[]; next?: string; height: number }> {
  const name = JSON.stringify(list.map((part) => part ?? null));
  const after = cursors.open(name, query.cursor);
  const { items, next, height } = await ask({ limit: query.limit, after });
  return { items, ...(next === undefined ? {} : { next: cursors.seal(name, next) }), height };
}
