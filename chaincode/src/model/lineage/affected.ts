import { z } from 'zod';
import { echoed } from '../echo.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { Asked } from '../registration/case.js';
import { Count, Hex256, Instant } from '../schema.js';

/** What a revocation may begin with. */
export const rootKinds = [
  'RIGHT',
  'CERTIFICATE',
  'RESOURCE',
  'GRANT',
  'AGREEMENT',
  'VERSION',
] as const;

export const AffectedKind = z
  .enum([
    ...rootKinds,
    ...(['PRODUCT', 'PRODUCT_DELIVERY', 'DELIVERY', 'LISTING', 'DEAL', 'CHECK'] as const),
    ...(['PLEDGE', 'VOUCHER', 'COMPUTE_RUN'] as const),
  ])
  .meta({ id: 'AffectedKind' });
export type AffectedKind = z.infer<typeof AffectedKind>;

/**
 * An id, the number of a certificate, a lookup code, the transaction of a check, a version as
 * `asset@version`, or a pledge as `right@pledge`.
 */
const AnyId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{2,129}$/);

/** A pledge has its id within the head of its right alone. */
export const pledgeName = (right: string, pledge: string): string => `${right}@${pledge}`;
export function pledgeNamed(name: string): { readonly right: string; readonly pledge: string } {
  const at = name.indexOf('@');
  return at < 0
    ? { right: name, pledge: '' }
    : { right: name.slice(0, at), pledge: name.slice(at + 1) };
}

export const AffectedRef = z
  .strictObject({ kind: AffectedKind, id: AnyId })
  .meta({ id: 'AffectedRef' });
export type AffectedRef = z.infer<typeof AffectedRef>;
export const AffectedRoot = z
  .strictObject({ kind: z.enum(rootKinds), id: AnyId })
  .meta({ id: 'AffectedRoot' });
export type AffectedRoot = z.infer<typeof AffectedRoot>;

/** A party by its code, or a natural person by its pseudonym. */
const PartyId = z.string().regex(/^(?:[0-9A-Z]{18}|NP-[0-9a-f]{32})$/);

/** One record that rests on what is revoked, by the one through which it does. */
export const Affected = z
  .strictObject({
    ...AffectedRef.shape,
    depth: z.int().min(1),
    via: AffectedRef,
    /** Who is to be told. */
    parties: z.array(PartyId),
    /** 衍生产品: made from what falls. The law lets it stand; whoever has it is warned. */
    derived: z.literal(true).optional(),
    /** Whether it may be relied on at the instants asked, by the closure that its own view is of. */
    inForce: z.boolean(),
  })
  .meta({ id: 'Affected' });
export type Affected = z.infer<typeof Affected>;
/** What the list says of a record at every instant: the chain is of this alone. */
export type Listed = Omit<Affected, 'inForce'>;

const derivedKinds: readonly AffectedKind[] = ['VERSION', 'PRODUCT', 'PRODUCT_DELIVERY'];
export const isDerived = ({ kind }: AffectedRef): boolean => derivedKinds.includes(kind);

/** How many items there are so far, and the digest that each is chained into. */
export const RunningDigest = z
  .strictObject({ count: Count, digest: Hex256 })
  .meta({ id: 'RunningDigest' });
export type RunningDigest = z.infer<typeof RunningDigest>;

/** Whether each is in force takes many reads, so pages are small. */
export const MAX_AFFECTED_PAGE = 100;
const Cursor = z.string().regex(/^[1-9]\d{0,5}\.[0-9a-f]{64}$/);

export const AffectedInput = z
  .strictObject({
    of: AffectedRoot,
    limit: z.int().min(1).max(MAX_AFFECTED_PAGE),
    cursor: Cursor.optional(),
    /** What `inForce` is of. The list itself is the same whatever the instant. */
    asOf: Instant.optional(),
    knownAt: Instant.optional(),
    ...echoed,
  })
  .meta({ id: 'AffectedInput' });

/**
 * 影响范围, one page. `before` and `after` chain the pages, so that whoever has them all can tell
 * that none is missing, moved or altered; the last one is `complete`, and its digest covers the list
 * as it stood when the last page was answered. What is in force at an instant is not chained: so the
 * list has one digest before a revocation and after it, and the signature of a page holds the rest.
 */
export const AffectedPage = z
  .strictObject({
    v: z.literal(1),
    of: AffectedRoot,
    before: RunningDigest,
    items: z.array(Affected),
    after: RunningDigest,
    complete: z.boolean(),
    next: Cursor.optional(),
    asked: Asked,
    ...echoed,
  })
  .meta({ id: 'AffectedPage' });
export type AffectedPage = z.infer<typeof AffectedPage>;

/** Where the chain of a question begins. */
export const noneAffected = (of: AffectedRoot): RunningDigest => ({
  count: 0,
  digest: recordDigest({ affectedBy: of }),
});

export const chainAffected = (
  before: RunningDigest,
  items: readonly (Listed | Affected)[],
): RunningDigest => ({
  count: before.count + items.length,
  digest: items.reduce((digest, item) => recordDigest([digest, listed(item)]), before.digest),
});

function listed(item: Listed | Affected): Listed {
  const { kind, id, depth, via, parties, derived } = item;
  return { kind, id, depth, via, parties, ...(derived === undefined ? {} : { derived }) };
}

/**
 * One page of the list. The cursor states the chain so far, and the page follows only if the list
 * still begins so: records that came meanwhile move nothing out of sight.
 *
 * @throws LedgerError CURSOR_INVALID
 */
export function affectedPage(
  of: AffectedRoot,
  all: readonly Listed[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Omit<AffectedPage, 'asked' | 'items'> & { readonly items: Listed[] } {
  const start = cursor === undefined ? 0 : Number(cursor.split('.')[0]);
  const before = chainAffected(noneAffected(of), all.slice(0, start));
  if (cursor !== undefined && cursorOf(before) !== cursor) {
    throw new LedgerError(
      'CURSOR_INVALID',
      'The cursor is of another question, or the list changed before it. Start again without it.',
    );
  }
  const items = all.slice(start, start + limit);
  const after = chainAffected(before, items);
  const complete = after.count === all.length;
  const next = complete ? {} : { next: cursorOf(after) };
  return { v: 1, of, before, items, after, complete, ...next };
}

export const cursorOf = ({ count, digest }: RunningDigest): string => `${String(count)}.${digest}`;

/** Everything that rests on one record; beyond it no list is promised to be whole. */
export const MAX_AFFECTED = 10_000;

/** What rests directly on a record, in a fixed order. */
export type Reach = (of: AffectedRef, isRoot: boolean) => Promise<readonly AffectedRef[]>;
export type Reached = Omit<Listed, 'parties' | 'derived'>;

const nameOf = ({ kind, id }: AffectedRef): string => `${kind} ${id}`;

/**
 * Everything that a record bears, nearest first and each once, by the way that is found first.
 *
 * @throws LedgerError AFFECTED_TOO_MANY
 */
export async function affectedFrom(
  root: AffectedRoot,
  reach: Reach,
  limit = MAX_AFFECTED,
): Promise<Reached[]> {
  const seen = new Set([nameOf(root)]);
  const found: Reached[] = [];
  const queue: { readonly ref: AffectedRef; readonly depth: number }[] = [{ ref: root, depth: 0 }];
  // An array is walked in order, and takes in what is added on the way.
  for (const { ref, depth } of queue) {
    for (const { kind, id } of await reach(ref, depth === 0)) {
      if (seen.has(nameOf({ kind, id }))) continue;
      seen.add(nameOf({ kind, id }));
      if (found.length === limit) throw tooMany(root, limit);
      const via = { kind: ref.kind, id: ref.id };
      found.push({ kind, id, depth: depth + 1, via });
      queue.push({ ref: { kind, id }, depth: depth + 1 });
    }
  }
  return found;
}

const tooMany = (root: AffectedRoot, limit: number): LedgerError =>
  new LedgerError('AFFECTED_TOO_MANY', `More than ${String(limit)} records rest on ${root.id}.`, {
    ...{ ...root, limit },
  });
