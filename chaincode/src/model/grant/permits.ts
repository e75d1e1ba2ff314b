import type { Instants } from '../registration/case-fold.js';
import type { GrantClosure } from './closure.js';
import { type EffectiveGrant, effectOn, lastOf } from './effect.js';
import { type BoundLink, groundState, type GroundState } from './ground.js';
import { isSameCode, isWithinSome, type Within } from './order.js';
import { type Decision, type DecisionReason, MAX_WHAT, type UseQuestion } from './question.js';
import type { Bound } from './scope.js';
import { ownScope, ownStatus } from './status.js';
import { isInTerritory } from './territory.js';

/** Whether a use is permitted at an instant: yes with what is in effect, or no with every reason. */
export function permits(
  closure: GrantClosure,
  question: UseQuestion,
  instants: Instants,
): Decision {
  const base = groundState(closure.ground, instants);
  const found = effectOn(base, closure, instants);
  const reasons = [...found.reasons, ...useReasons(base, closure, question, instants)];
  return decision(found, reasons);
}

function decision(
  { scope, nextChangeAt }: EffectiveGrant,
  reasons: readonly DecisionReason[],
): Decision {
  const next = nextChangeAt === undefined ? {} : { nextChangeAt };
  if (scope !== undefined && reasons.length === 0) {
    return { permitted: true, effective: scope, ...next };
  }
  return { permitted: false, reasons: [...reasons], ...next };
}

/** What of the use lies outside, link by link: who is refused learns of everything at once. */
function useReasons(
  base: GroundState,
  closure: GrantClosure,
  question: UseQuestion,
  instants: Instants,
): DecisionReason[] {
  const { links, within } = closure;
  const bounds: BoundLink[] = [
    ...base.bounds,
    ...links.map((link) => ({
      link: { kind: 'GRANT' as const, id: link.grant.id },
      bound: ownScope(link, instants),
    })),
  ];
  return [
    ...callerReasons(closure, question),
    ...bounds.flatMap((each) => outside(each, question, within)),
    ...countReasons(closure, question, instants),
  ];
}

function callerReasons({ links }: GrantClosure, { by }: UseQuestion): DecisionReason[] {
  const { grant } = lastOf(links);
  if (grant.grantee === by) return [];
  return [{ code: 'GRANT_NOT_HELD', link: { kind: 'GRANT', id: grant.id }, what: by }];
}

function countReasons(
  { links }: GrantClosure,
  { units = 1 }: UseQuestion,
  instants: Instants,
): DecisionReason[] {
  const link = lastOf(links);
  const { left } = link;
  if (left === undefined) return [];
  const isShort = left < units || ownStatus(link, instants) === 'EXHAUSTED';
  if (!isShort) return [];
  return [
    { code: 'GRANT_EXHAUSTED', link: { kind: 'GRANT', id: link.grant.id }, what: String(left) },
  ];
}

type Fault = readonly [code: DecisionReason['code'], what: readonly string[]];

/** What is prohibited is not said to drift as well. */
function purposeFaults(
  purpose: string,
  { prohibited = [], purposes = [purpose] }: Bound,
  within: Within,
): Fault[] {
  if (isWithinSome(purpose, prohibited, within)) return [['PURPOSE_PROHIBITED', [purpose]]];
  return isWithinSome(purpose, purposes, within) ? [] : [['PURPOSE_DRIFT', [purpose]]];
}

function outside(
  { link, bound }: BoundLink,
  { purpose, fields = [], parts = [], territory, outputType }: UseQuestion,
  within: Within,
): DecisionReason[] {
  const where = territory === undefined ? [] : [territory];
  const forms = outputType === undefined ? [] : [outputType];
  const refused: Fault[] = [
    ...purposeFaults(purpose, bound, within),
    ['PURPOSE_DRIFT', beyond(forms, bound.outputTypes, isSameCode)],
    ['FIELD_NOT_GRANTED', beyond(fields, bound.fields, isSameCode)],
    ['PART_NOT_GRANTED', beyond(parts, bound.subset?.parts, isSameCode)],
    ['TERRITORY_NOT_GRANTED', beyond(where, bound.territory, isInTerritory)],
  ];
  return refused
    .filter(([, what]) => what.length > 0)
    .map(([code, what]) => ({ code, link, what: what.join(', ').slice(0, MAX_WHAT) }));
}

const beyond = (
  asked: readonly string[],
  bound: readonly string[] | undefined,
  within: Within,
): string[] =>
  bound === undefined ? [] : asked.filter((each) => !isWithinSome(each, bound, within));
