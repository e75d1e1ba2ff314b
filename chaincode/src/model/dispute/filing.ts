import { LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import type { DisputeCase, DisputePath, DisputeStanding, FileDisputeInput } from './case.js';

/** What the ledger knows of what a dispute is about. */
export interface DisputeGround {
  /** Rights that it concerns, by their ids. */
  readonly rights: readonly string[];
  readonly holders: readonly string[];
  /** Both sides of grants and deliveries. */
  readonly contracting: readonly string[];
  /** Who raised the objection that is cited, once it was decided. */
  readonly objector?: string | undefined;
}

/** Which of the two bodies may do so; whoever mediates is either. */
export const bodyRoles: Readonly<Record<DisputePath, readonly ('court' | 'arbitrator')[]>> = {
  MEDIATION: ['arbitrator', 'court'],
  ARBITRATION: ['arbitrator'],
  COURT: ['court'],
};

/** @throws LedgerError ARBITRATION_AGREEMENT_MISSING */
export function requireAgreement({
  path,
  agreementDigest,
}: Pick<FileDisputeInput, 'path' | 'agreementDigest'>): void {
  if (path !== 'ARBITRATION' || agreementDigest !== undefined) return;
  throw new LedgerError(
    'ARBITRATION_AGREEMENT_MISSING',
    'Arbitration rests on an agreement between the sides: give its digest.',
    { article: 'ARBITRATION_LAW/4' },
  );
}

/** @throws LedgerError STANDING_NOT_SHOWN */
export function requireStanding(
  { basis, evidence }: DisputeStanding,
  claimant: string,
  { holders, contracting, objector }: DisputeGround,
): void {
  const shown: Readonly<Record<DisputeStanding['basis'], boolean>> = {
    HOLDER: holders.includes(claimant),
    CONTRACT_PARTY: contracting.includes(claimant),
    OBJECTOR: objector === claimant,
    INTEREST: evidence.length > 0,
  };
  if (shown[basis]) return;
  throw new LedgerError(
    'STANDING_NOT_SHOWN',
    `As ${basis} ${claimant} has no interest in this that the ledger or any evidence bears out.`,
    { basis },
  );
}

/**
 * Everybody whose right, grant or delivery it is, and whom it is directed against.
 *
 * @throws LedgerError RESPONDENT_MISSING
 */
export function respondentsOf(
  { against }: Pick<FileDisputeInput, 'against'>,
  claimant: string,
  { holders, contracting }: DisputeGround,
): string[] {
  const all = new Set([...holders, ...contracting, ...against]);
  all.delete(claimant);
  if (all.size > 0 && all.size <= MAX_RESPONDENTS) return [...all].sort();
  throw new LedgerError(
    'RESPONDENT_MISSING',
    `A dispute has one other side at least, and at most ${String(MAX_RESPONDENTS)}.`,
    { respondents: all.size },
  );
}
const MAX_RESPONDENTS = 20;

/**
 * What was filed. By itself it binds nobody: it is shown beside what it is about, and blocks nothing
 * until its body accepts it, or whoever files often could stop everybody’s dealings for nothing. Who
 * can not wait asks the court for an order.
 */
export function fileDispute(
  { beacon: _beacon, against: _against, ...facts }: FileDisputeInput,
  ground: Pick<DisputeCase, 'claimant' | 'respondents' | 'rights' | 'notBefore'>,
  filed: ActedBy,
): DisputeCase {
  return { v: 1, ...facts, ...ground, filed, steps: [] };
}
