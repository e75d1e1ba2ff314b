import { z } from 'zod';
import { LedgerError } from './errors.js';
import { refusePersonalData } from './privacy.js';
import { Code, line, Version } from './schema.js';

/** There is one on a channel: a purpose means the same in every grant. */
export const PURPOSES = 'PURPOSES';
/** How many codes may stand above one; what walks up a tree stops there. */
const MAX_DEPTH = 8;

const PurposeEntry = z
  .strictObject({
    code: Code,
    /** The broader purpose that this one lies within. */
    parent: Code.optional(),
    zh: line(100),
    en: line(100),
    /** No longer granted or declared; what names it stays readable. */
    retired: z.literal(true).optional(),
  })
  .meta({ id: 'PurposeEntry' });
type PurposeEntry = z.infer<typeof PurposeEntry>;

/**
 * 使用目的: the tree of purposes that grants and uses speak in. A version never drops a code and never
 * moves one: who could move a code under a broader one would widen every grant that names that one.
 */
export const PurposeList = z
  .strictObject({
    kind: z.literal('PURPOSES'),
    listId: z.literal(PURPOSES),
    version: Version,
    basis: line(200),
    entries: z.array(PurposeEntry).min(1).max(500),
  })
  .meta({ id: 'PurposeList' });
export type PurposeList = z.infer<typeof PurposeList>;

export type PurposeTree = ReadonlyMap<string, PurposeEntry>;

/** A tree is read by every use, and its list is the same object as long as it is the same list. */
const trees = new WeakMap<readonly PurposeEntry[], PurposeTree>();

export function treeOf({ entries }: Pick<PurposeList, 'entries'>): PurposeTree {
  const found = trees.get(entries) ?? new Map(entries.map((entry) => [entry.code, entry]));
  trees.set(entries, found);
  return found;
}

/** How far a declared purpose lies from those granted; the first that is true. */
export const PurposeDistance = z
  .enum(['PROHIBITED', 'SAME', 'NARROWER', 'SIBLING', 'OUTSIDE'])
  .meta({ id: 'PurposeDistance' });
export type PurposeDistance = z.infer<typeof PurposeDistance>;

/** @throws LedgerError INPUT_INVALID, PERSONAL_DATA_REFUSED */
export function checkPurposes(list: PurposeList, previous: PurposeList | undefined): void {
  const tree = treeOf(list);
  const twice = list.entries.find((entry) => tree.get(entry.code) !== entry);
  if (twice !== undefined) throw wrong(twice.code, 'stands twice');
  for (const entry of list.entries) {
    requireRooted(tree, entry);
    refusePersonalData({ [`${entry.code}.zh`]: entry.zh, [`${entry.code}.en`]: entry.en });
  }
  for (const before of previous?.entries ?? []) requireKept(before, tree.get(before.code));
}

const wrong = (code: string, why: string): LedgerError =>
  new LedgerError('INPUT_INVALID', `Purpose ${code} ${why}.`, { code });

function requireRooted(tree: PurposeTree, { code, parent }: PurposeEntry): void {
  let above = parent;
  for (let depth = 0; above !== undefined; depth += 1) {
    const entry = tree.get(above);
    if (entry === undefined) throw wrong(code, `lies within ${above}, which is not listed`);
    if (depth === MAX_DEPTH) throw wrong(code, 'lies too deep, or within itself');
    above = entry.parent;
  }
}

function requireKept(before: PurposeEntry, now: PurposeEntry | undefined): void {
  const { code } = before;
  if (now === undefined) throw wrong(code, 'disappeared; retire it instead');
  if (now.parent !== before.parent) throw wrong(code, 'was moved; add another code instead');
  if (before.retired === true && now.retired !== true)
    throw wrong(code, 'was retired, and stays so');
}

/** The code and everything broader, from the narrowest on. */
function pathOf(tree: PurposeTree, code: string): string[] {
  const path: string[] = [];
  for (let at: string | undefined = code; at !== undefined; at = tree.get(at)?.parent) {
    path.push(at);
    if (path.length > MAX_DEPTH + 1) break;
  }
  return path;
}

/** Whether a purpose is the broader one or lies within it. A code outside of the tree is within none. */
export const isWithin = (tree: PurposeTree, code: string, broader: string): boolean =>
  tree.has(code) && pathOf(tree, code).includes(broader);

/** Whether a purpose lies within one of several. */
export const isWithinAny = (tree: PurposeTree, code: string, broader: readonly string[]): boolean =>
  broader.some((each) => isWithin(tree, code, each));

/**
 * For codes that somebody declares or grants now: each must be in the tree and not retired.
 *
 * @throws LedgerError PURPOSE_UNKNOWN
 */
export function requirePurposes(tree: PurposeTree, codes: readonly string[]): void {
  const unknown = codes.find((code) => !isCurrentPurpose(tree, code));
  if (unknown === undefined) return;
  throw new LedgerError('PURPOSE_UNKNOWN', `${unknown} is no purpose of the list in force.`, {
    purpose: unknown,
  });
}

/** Whether a code is listed, and not retired. */
export const isCurrentPurpose = (tree: PurposeTree, code: string): boolean => {
  const entry = tree.get(code);
  return entry !== undefined && entry.retired !== true;
};

/**
 * How far a declared purpose lies from what a grant allows. What is prohibited anywhere in the chain
 * is so whatever else allows it; a purpose broader than the granted one is outside of it.
 */
export function distance(
  tree: PurposeTree,
  declared: string,
  {
    purposes,
    prohibited,
  }: { readonly purposes: readonly string[]; readonly prohibited: readonly string[] },
): PurposeDistance {
  if (isWithinAny(tree, declared, prohibited)) return 'PROHIBITED';
  if (purposes.includes(declared)) return 'SAME';
  if (isWithinAny(tree, declared, purposes)) return 'NARROWER';
  const parent = tree.get(declared)?.parent;
  const beside = purposes.some((each) => parent !== undefined && tree.get(each)?.parent === parent);
  return beside ? 'SIBLING' : 'OUTSIDE';
}
