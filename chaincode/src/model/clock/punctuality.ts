/** When an act happened, as far as beacons prove it. A missing end means that nothing bounds it. */
interface Interval {
  readonly notBefore: string | null;
  readonly notAfter?: string | null | undefined;
}

export type Punctuality = 'IN_TIME' | 'LATE' | 'BOUNDARY';

/**
 * How an act stands against a deadline (ledger rule 3). An instant is in time strictly before
 * `dueAt`: 24:00 of the last day is 00:00 of the next. Where the ends of the interval disagree, or
 * contradict each other because clocks did, nothing is proven and the answer is BOUNDARY.
 */
export function punctuality(dueAt: string, { notBefore, notAfter }: Interval): Punctuality {
  const beginsLate = typeof notBefore === 'string' && notBefore >= dueAt;
  const endsInTime = typeof notAfter === 'string' && notAfter < dueAt;
  if (beginsLate === endsInTime) return 'BOUNDARY';
  return beginsLate ? 'LATE' : 'IN_TIME';
}
