import {
  affectedFrom,
  type AffectedRef,
  type AffectedRoot,
  isDerived,
  LedgerError,
  type Listed,
  type Reach,
} from '../model/index.js';
import { partiesOf } from './affected-parties.js';
import { type AffectedRule, affectedRules } from './affected-rules.js';
import type { LedgerContext } from './context.js';

const rulesFrom = (kind: AffectedRef['kind'], isRoot: boolean): AffectedRule[] =>
  affectedRules.filter(({ from, rootOnly }) => from === kind && (isRoot || rootOnly !== true));

/**
 * Everything that rests on a record, ended or not: what each is now, its own answer says.
 *
 * @throws LedgerError RECORD_NOT_FOUND, AFFECTED_TOO_MANY
 */
export async function affectedBy(ctx: LedgerContext, of: AffectedRoot): Promise<Listed[]> {
  await partiesOf(ctx, of);
  const reach: Reach = async ({ kind, id }, isRoot) => {
    const found: AffectedRef[] = [];
    for (const rule of rulesFrom(kind, isRoot)) {
      for (const other of await rule.reach(ctx, id)) found.push({ kind: rule.to, id: other });
    }
    return found;
  };
  const items: Listed[] = [];
  for (const item of await affectedFrom(of, reach)) {
    const flag = isDerived(item) ? { derived: true as const } : {};
    items.push({ ...item, parties: await partiesOf(ctx, item), ...flag });
  }
  return items;
}

/**
 * That each record of a path rests on the one before: by fixed keys alone, so that a transaction
 * need not read everything that does.
 *
 * @throws LedgerError NOT_AFFECTED
 */
export async function requirePath(ctx: LedgerContext, path: readonly AffectedRef[]): Promise<void> {
  for (const [place, to] of path.entries()) {
    const from = path[place - 1];
    if (from === undefined || (await rests(ctx, { from, to, isRoot: place === 1 }))) continue;
    throw new LedgerError('NOT_AFFECTED', `${to.kind} ${to.id} does not rest on ${from.id}.`, {
      ...{ from, to },
    });
  }
}

async function rests(
  ctx: LedgerContext,
  { from, to, isRoot }: { from: AffectedRef; to: AffectedRef; isRoot: boolean },
): Promise<boolean> {
  for (const rule of rulesFrom(from.kind, isRoot)) {
    if (rule.to === to.kind && (await rule.holds(ctx, from.id, to.id))) return true;
  }
  return false;
}
