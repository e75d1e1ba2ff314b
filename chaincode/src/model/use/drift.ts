import { z } from 'zod';
import { echoed } from '../echo.js';
import { addDays, daysBetween, shanghaiDate } from '../clock/index.js';
import { PurposeDistance } from '../purposes.js';
import { Code, DateText, Id, Instant, Uscc } from '../schema.js';
import { citedQuery } from '../registration/cited-query.js';

/** A Monday: weeks are counted from it, in both directions. */
const A_MONDAY = '1970-01-05';

/** The Monday, in Shanghai, of the week of an instant. */
export function weekOf(at: string): string {
  const day = shanghaiDate(at);
  return addDays(day, -(((daysBetween(A_MONDAY, day) % 7) + 7) % 7));
}

/** `drift~grantee~week~kind~id`: one key an attempt, so that counting never holds up a use. */
export const DriftEntry = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    kind: z.enum(['USE', 'RUN']),
    grant: Id,
    grantee: Uscc,
    purpose: Code,
    distance: PurposeDistance,
    outcome: z.enum(['PERMITTED', 'REFUSED']),
    code: Code.optional(),
    over: z.array(Uscc),
    at: Instant,
  })
  .meta({ id: 'DriftEntry' });
export type DriftEntry = z.infer<typeof DriftEntry>;

export const DriftCount = z
  .strictObject({
    /** Its Monday. */
    week: DateText,
    purpose: Code,
    distance: PurposeDistance,
    outcome: z.enum(['PERMITTED', 'REFUSED']),
    /** Why, of refused attempts. */
    code: Code.optional(),
    count: z.int().min(1),
  })
  .meta({ id: 'DriftCount' });
export type DriftCount = z.infer<typeof DriftCount>;

/** Weeks of one report: a quarter. */
export const MAX_WEEKS = 13;
/** Attempts that one answer of the ledger looks at; it says when there are more. */
export const MAX_ATTEMPTS = 2_000;

export const NOT_OBSERVABLE = 'Use after extraction is not observable. 数据提取后的使用无法观测。';

export const DriftQuery = z
  .strictObject({
    grantee: Uscc,
    /** Any day of the first week. */
    from: DateText,
    weeks: z.int().min(1).max(MAX_WEEKS),
    /** Of one grant alone. */
    grant: Id.optional(),
    asOf: Instant.optional(),
    ...echoed,
    ...citedQuery,
  })
  .meta({ id: 'DriftQuery' });

export const driftFacts = {
  grantee: Uscc,
  /** Monday of the first week. */
  from: DateText,
  weeks: z.int(),
  /** Every attempt of the grantee, or those under grants of whoever asks. */
  seen: z.enum(['ALL', 'OWN_GRANTS']),
  counts: z.array(DriftCount),
  attempts: z.int().min(0),
  /** False where there were more attempts than one answer looks at. */
  complete: z.boolean(),
  notObservable: z.literal(NOT_OBSERVABLE),
};

export const DriftReport = z
  .strictObject({
    ...driftFacts,
    grant: Id.optional(),
    asOf: Instant,
    beacon: z.int().min(0),
    ...echoed,
  })
  .meta({
    id: 'DriftReport',
    description: 'Attempts by week, purpose and distance; refused ones are among them',
  });
export type DriftReport = z.infer<typeof DriftReport>;

export const mondays = (from: string, weeks: number): string[] => {
  const first = weekOf(`${from}T00:00:00.000Z`);
  return Array.from({ length: weeks }, (_, i) => addDays(first, 7 * i));
};

/** Who may see an attempt: the grantee, a supervisor, and whoever granted what it used. */
export const maySee = (
  { over, grantee }: Pick<DriftEntry, 'over' | 'grantee'>,
  { uscc, role }: { readonly uscc: string; readonly role: string },
): boolean => role === 'supervisor' || uscc === grantee || over.includes(uscc);

/** Counts attempts by week, purpose, distance and outcome, in that order. */
export function tally(entries: Iterable<DriftEntry>): DriftCount[] {
  const counts = new Map<string, DriftCount>();
  for (const { at, purpose, distance, outcome, code } of entries) {
    const week = weekOf(at);
    const key = [week, purpose, distance, outcome, code ?? ''].join('!');
    const before = counts.get(key)?.count ?? 0;
    const why = code === undefined ? {} : { code };
    counts.set(key, { week, purpose, distance, outcome, ...why, count: before + 1 });
  }
  const order = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
    a[0] < b[0] ? -1 : 1;
  return [...counts].sort(order).map(([, count]) => count);
}
