import type { Organization } from './anchors.js';

/**
 * How many organisations are independent of each other: those that share a custodian or a root key
 * are one, and so are all whose root says that a single process holds the keys, whatever the
 * anchors file names.
 */
export function independentOrganizations(organizations: readonly Organization[]): number {
  const groups: Set<string>[] = [];
  for (const organization of organizations) {
    const marks = new Set(marksOf(organization));
    // Whatever shares a mark becomes one group.
    for (let i = groups.length - 1; i >= 0; i--) {
      const group = groups[i];
      if (group === undefined || ![...group].some((mark) => marks.has(mark))) continue;
      for (const mark of group) marks.add(mark);
      groups.splice(i, 1);
    }
    groups.push(marks);
  }
  return groups.length;
}

function marksOf({ custodian, roots, intermediates, singleCustodian }: Organization): string[] {
  const keys = [...roots, ...intermediates].map(({ spki }) => `key ${spki.join()}`);
  return [`custodian ${custodian}`, ...keys, ...(singleCustodian ? ['single custodian'] : [])];
}
