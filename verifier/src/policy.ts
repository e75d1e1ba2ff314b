/**
 * `n` of the listed organisations (or nested rules) must have signed; an organisation counts once
 * however many of its peers did.
 */
export interface PolicyRule {
  readonly n: number;
  readonly of: readonly (string | PolicyRule)[];
}

export function satisfied(rule: PolicyRule, organizations: ReadonlySet<string>): boolean {
  const met = rule.of.filter((item) =>
    typeof item === 'string' ? organizations.has(item) : satisfied(item, organizations),
  );
  return met.length >= rule.n;
}

export function organizationsNamed(rule: PolicyRule): string[] {
  return rule.of.flatMap((item) => (typeof item === 'string' ? [item] : organizationsNamed(item)));
}

/** `2 of (RegistryMSP, AuthorityMSP, CourtMSP)` */
export function policyText({ n, of }: PolicyRule): string {
  const items = of.map((item) => (typeof item === 'string' ? item : policyText(item)));
  return `${String(n)} of (${items.join(', ')})`;
}
