import type { ErrorCode } from '../errors.js';
import { LedgerError } from '../errors.js';
import type { Encumbrance, EncumbranceKind } from './encumbrance.js';
import type { Blocked } from './hold.js';

const codes: Readonly<Record<EncumbranceKind, ErrorCode>> = {
  FREEZE: 'ASSET_FROZEN',
  ADMIN_CONTROL: 'ASSET_FROZEN',
  EMERGENCY: 'ASSET_FROZEN',
  PLEDGE: 'PLEDGE_RESTRICTS',
  DISPUTE: 'DISPUTE_OPEN',
};

const articles: Readonly<Partial<Record<EncumbranceKind, string>>> = {
  FREEZE: 'CIVIL_PROCEDURE/106',
  DISPUTE: 'NATIONAL_2026/29',
};

/** Those that keep the holder from something now. */
export const blocking = (all: readonly Encumbrance[], what: Blocked): Encumbrance[] =>
  all.filter(({ status, blocks }) => status === 'ATTACHED' && blocks.includes(what));

/**
 * Names the encumbrance that stands against an act, the strongest first.
 *
 * @throws LedgerError ASSET_FROZEN, PLEDGE_RESTRICTS, DISPUTE_OPEN
 */
export function requireUnblocked(all: readonly Encumbrance[], what: Blocked): void {
  const [first] = blocking(all, what);
  if (first === undefined) return;
  const { kind, id, right, by, caseNo } = first;
  const article = articles[kind];
  throw new LedgerError(
    codes[kind],
    `${right} may not be subject to ${what}: ${kind} ${id} stands.`,
    {
      ...{ right, what, kind, order: id },
      ...(by === undefined ? {} : { by }),
      ...(caseNo === undefined ? {} : { caseNo }),
      ...(article === undefined ? {} : { article }),
    },
  );
}
