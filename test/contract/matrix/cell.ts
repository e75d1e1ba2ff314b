import type { Role } from '@shuquan/chaincode/model';
import type { Holder, Row } from './row.js';
import { EXCHANGE } from './who.js';

/** One kind of certificate that somebody may come with. */
export interface Visitor {
  readonly id: string;
  readonly mspId: string;
  readonly roles: readonly Role[];
  /** Whether its party is at home in the organisation that issued it. */
  readonly isHome: boolean;
  readonly isSuspended: boolean;
}

/** The answers by which access is refused; every other answer says that the caller may. */
const refusals = [
  'CERTIFICATE_SUSPENDED',
  'ROLE_MISSING',
  'ROLE_NOT_BOUND',
  'PARTY_NOT_HOME',
  'CALLER_FORBIDDEN',
  'PROPOSAL_CLOSED',
] as const;
export type Verdict = (typeof refusals)[number] | 'MAY';

/** What the table says of one cell. */
export function expected({ may }: Row, visitor: Visitor): Verdict {
  if (may === 'CLOSED') return 'PROPOSAL_CLOSED';
  if (may === 'FOUNDERS') return isFounder(visitor) ? 'MAY' : 'CALLER_FORBIDDEN';
  if (visitor.isSuspended) return 'CERTIFICATE_SUSPENDED';
  if (may === 'ENROLLED') return 'MAY';
  const held = may.filter(({ role }) => visitor.roles.includes(role));
  if (held.length === 0) return 'ROLE_MISSING';
  if (!held.some((holder) => isIssuer(holder, visitor.mspId))) return 'ROLE_NOT_BOUND';
  return visitor.isHome ? 'MAY' : 'PARTY_NOT_HOME';
}

/** The founding document of the small topology names these three as governors. */
const isFounder = ({ roles, mspId }: Visitor): boolean =>
  roles.includes('official') && mspId !== EXCHANGE;

const isIssuer = ({ msps }: Holder, mspId: string): boolean => msps.includes(mspId);

export const verdictOf = (code: string): Verdict =>
  refusals.find((refusal) => refusal === code) ?? 'MAY';
