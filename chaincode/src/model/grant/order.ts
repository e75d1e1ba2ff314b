/** Whether a code is the broader one or lies within it; codes form a forest under it. */
export type Within = (code: string, broader: string) => boolean;

export const isWithinSome = (code: string, broader: readonly string[], within: Within): boolean =>
  broader.some((each) => within(code, each));

/** One way to write a set of codes: sorted, and none that lies within another one of them. */
export function broadest(codes: readonly string[], within: Within): string[] {
  // Most sets are of one code, and every decision meets several of them.
  if (codes.length < 2) return [...codes];
  const unique = [...new Set(codes)].sort();
  return unique.filter((code) => !unique.some((other) => other !== code && within(code, other)));
}

/** What lies within both sets. In a forest two codes have something in common only if one is within the other. */
export function commonCodes(
  some: readonly string[],
  others: readonly string[],
  within: Within,
): string[] {
  if (some === others) return broadest(some, within);
  return broadest(
    [
      ...some.filter((code) => isWithinSome(code, others, within)),
      ...others.filter((code) => isWithinSome(code, some, within)),
    ],
    within,
  );
}

export const isSameCode: Within = (code, broader) => code === broader;
