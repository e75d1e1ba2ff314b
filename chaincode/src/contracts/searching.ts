import {
  type AbsenceQuestion,
  type AbsenceWhere,
  type Act,
  encumberedSince,
  encumbrancesOf,
  holdChangedAt,
  type Instants,
  later,
  LedgerError,
  MAX_ABSENCE_KEYS,
  nodeName,
  type Present,
  type RightClosure,
  rightState,
  stands,
  type VersionRef,
} from '../model/index.js';
import type { Lookup } from '../state/lookup.js';
import { versionKey } from '../state/register.js';
import type { LedgerContext } from './context.js';
import { encumbranceClosure } from './encumbering.js';
import { rightClosure } from './targets.js';

type Digest = Extract<AbsenceQuestion, { of: 'RECORD' }>['digest'];

/**
 * Which instants a search speaks of: those that were asked, or in a transaction the last one at which
 * anything that was read changed, so that nothing committed before it is left out (ledger rule 3).
 */
export type Search = { readonly asked: Instants } | { readonly act: Pick<Act, 'notBefore'> };

/**
 * What there is of what is asked to be absent. Every range is read to its end: a transaction that adds
 * to one of them in the same block makes the answer a phantom, and one of the two fails (rule 8).
 *
 * @throws LedgerError ABSENCE_TOO_WIDE, RIGHT_NOT_FOUND
 */
export async function presentOf(
  ctx: LedgerContext,
  question: AbsenceQuestion,
  search: Search,
): Promise<Present[]> {
  if (question.of === 'RECORD') return recordsOf(ctx, question.digest, search);
  const ids = await rightsOf(ctx, question.where);
  if (question.of === 'RIGHT') return rightsInForce(ctx, ids, { search, right: question.right });
  const held = await encumbrancesOn(ctx, ids, search);
  const { where } = question;
  if (where.kind !== 'HOLDER') return unique(held);
  return unique([...(await onParty(ctx, where.holder, search)), ...held]);
}

/** All of a range, or a refusal: what lies beyond a bound is not absent. */
async function whole(lookup: Lookup, ...prefix: string[]): Promise<string[]> {
  const { items, truncated } = await lookup.first(MAX_ABSENCE_KEYS, ...prefix);
  if (!truncated) return [...new Set(items)];
  throw new LedgerError(
    'ABSENCE_TOO_WIDE',
    `More than ${String(MAX_ABSENCE_KEYS)} records are in question. Ask for less at once.`,
    { limit: MAX_ABSENCE_KEYS },
  );
}

/** Evidence of the file, and every application for such data, whatever became of it. */
async function recordsOf(
  ctx: LedgerContext,
  { tier, hex }: Digest,
  search: Search,
): Promise<Present[]> {
  const { evidenceByDigest, evidence, register } = ctx.world;
  const found: Present[] = [];
  const isThen = (at: string): boolean => !('asked' in search) || isBy(at, search.asked);
  for (const id of tier === 'EXACT' ? await whole(evidenceByDigest, 'SHA-256', hex) : []) {
    const { depositedAt } = await evidence.require('EVIDENCE_NOT_FOUND', id);
    if (isThen(depositedAt)) found.push({ kind: 'EVIDENCE', id, status: 'DEPOSITED' });
  }
  for (const id of await whole(register.casesByDigest, tier, hex)) {
    const { steps } = await register.cases.require('CASE_NOT_FOUND', id);
    const [first] = steps;
    if (first === undefined || isThen(first.at))
      found.push({ kind: 'CASE', id, status: steps.at(-1)?.kind ?? 'SUBMITTED' });
  }
  return found;
}

const isBy = (at: string, { asOf, knownAt }: Instants): boolean => at <= asOf && at <= knownAt;

async function rightsOf(ctx: LedgerContext, where: AbsenceWhere): Promise<string[]> {
  const { rights, rightsByHolder, rightsByVersion } = ctx.world.register;
  if (where.kind === 'RIGHT') {
    return [(await rights.require('RIGHT_NOT_FOUND', where.right)).id];
  }
  if (where.kind === 'HOLDER') return whole(rightsByHolder, where.holder);
  const ids = new Set<string>();
  const versions = where.kind === 'DATA' ? [where.data] : await versionsOf(ctx, where.digest);
  for (const data of versions) {
    for (const id of await whole(rightsByVersion, ...versionKey(data))) ids.add(id);
  }
  return [...ids];
}

/** Rights that were transferred hang on the version, not on the case that the digest leads to. */
async function versionsOf(ctx: LedgerContext, { tier, hex }: Digest): Promise<VersionRef[]> {
  const { cases, casesByDigest } = ctx.world.register;
  const versions = new Map<string, VersionRef>();
  for (const id of await whole(casesByDigest, tier, hex)) {
    const { data } = await cases.require('CASE_NOT_FOUND', id);
    if (data !== undefined) versions.set(nodeName(data), data);
  }
  return [...versions.values()];
}

const OVER: readonly string[] = ['TRANSFERRED', 'LAPSED', 'CANCELLED', 'REVOKED'];

/** Whatever is not over: a right that waits for its receipt, or rests, is no absent one. */
async function rightsInForce(
  ctx: LedgerContext,
  ids: readonly string[],
  { search, right }: { readonly search: Search; readonly right?: string | undefined },
): Promise<Present[]> {
  const found: Present[] = [];
  for (const id of ids) {
    const closure = await rightClosure(ctx, id, searched(search));
    if (right !== undefined && closure.right.right !== right) continue;
    const { status } = rightState(closure, settled(closure, search));
    const isAsked = 'asked' in search && status === 'PENDING';
    if (!OVER.includes(status) && !isAsked) found.push({ kind: 'RIGHT', id, status });
  }
  return found;
}

const searched = (search: Search): Instants =>
  'asked' in search ? search.asked : { asOf: search.act.notBefore, knownAt: search.act.notBefore };

/** In a transaction, after everything that is committed about the right. */
function settled({ registration, dispositions }: RightClosure, search: Search): Instants {
  if ('asked' in search) return search.asked;
  const all = [registration, ...dispositions.map((each) => each.registration)];
  const last = all
    .flatMap((each) => (each === undefined ? [] : [each.registeredAt, each.knownAt]))
    .reduce(later, search.act.notBefore);
  return { asOf: last, knownAt: last };
}

const STANDING: readonly string[] = ['ATTACHED', 'QUEUED'];

async function encumbrancesOn(
  ctx: LedgerContext,
  ids: readonly string[],
  search: Search,
): Promise<Present[]> {
  const found: Present[] = [];
  for (const right of ids) {
    const entry = await ctx.world.register.rights.require('RIGHT_NOT_FOUND', right);
    const closure = await encumbranceClosure(ctx, entry);
    const now = 'asked' in search ? '' : encumberedSince(closure, search.act.notBefore);
    const instants = 'asked' in search ? search.asked : { asOf: now, knownAt: now };
    for (const { kind, id, status } of encumbrancesOf(closure, instants)) {
      if (STANDING.includes(status)) found.push({ kind, id, status });
    }
  }
  return found;
}

/** Orders and control on all that a party has, whether or not it has anything. */
async function onParty(ctx: LedgerContext, holder: string, search: Search): Promise<Present[]> {
  const { partyHolds, partyControls } = ctx.world.encumbrances;
  const heads = [
    { kind: 'FREEZE', head: await partyHolds.find(holder) },
    { kind: 'ADMIN_CONTROL', head: await partyControls.find(holder) },
  ];
  return heads.flatMap(({ kind, head }) =>
    (head?.orders ?? []).flatMap((hold) => {
      const now = later(holdChangedAt(hold), searched(search).asOf);
      const instants = 'asked' in search ? search.asked : { asOf: now, knownAt: now };
      return stands(hold, instants) ? [{ kind, id: hold.id, status: 'ATTACHED' }] : [];
    }),
  );
}

/** One order on a holder binds each of its rights. */
function unique(found: readonly Present[]): Present[] {
  return [...new Map(found.map((each) => [`${each.kind} ${each.id}`, each])).values()];
}
