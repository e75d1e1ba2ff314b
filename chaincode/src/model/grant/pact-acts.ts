import { LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import { refusePersonalData } from '../privacy.js';
import type { GrantClosure, GrantLink } from './closure.js';
import { requireOffered } from './conduct.js';
import type { Pact, PactAnswer, ProposePactInput } from './pact.js';
import type { PactTerms } from './pact-terms.js';

/** As many pacts as one decision follows from grant to grant. */
export const MAX_PACTS = 8;

type Seen = Pick<Pact, 'terms' | 'textDigest'>;

/**
 * Who proposes signs for what it gets; who agrees, for what it gives in return.
 *
 * @throws LedgerError PACT_ONE_SIDED, CALLER_FORBIDDEN, GRANT_ANSWERED, GRANT_STATE_FORBIDS,
 *   PACT_EXISTS, ROOT_MISMATCH, PERSONAL_DATA_REFUSED
 */
export function proposePact(
  { id, terms, textDigest }: Pick<ProposePactInput, 'id'> & Seen,
  [first, second]: readonly [GrantLink, GrantLink],
  report: PactTerms,
  proposed: ActedBy,
): Pact {
  refusePersonalData({ id });
  requireMutual(first, second);
  if (![first.grant.grantor, second.grant.grantor].includes(proposed.uscc)) throw outsider(id);
  for (const link of [first, second]) {
    requireOffered(link, proposed);
    requireUnbound(link);
  }
  if (report.digest !== terms) throw otherTerms(id);
  const { first: one, second: other } = report;
  return { v: 1, id, first: one, second: other, terms, textDigest, proposed };
}

function requireMutual({ grant: a }: GrantLink, { grant: b }: GrantLink): void {
  if (a.grantor === b.grantee && a.grantee === b.grantor) return;
  throw new LedgerError(
    'PACT_ONE_SIDED',
    `${a.id} and ${b.id} are not of two sides, each to the other.`,
    { grants: [a.id, b.id] },
  );
}

function requireUnbound({ grant, pact }: GrantLink): void {
  if (pact === undefined) return;
  throw new LedgerError('PACT_EXISTS', `${grant.id} is bound in pact ${pact.pact.id}.`, {
    grant: grant.id,
    pact: pact.pact.id,
  });
}

/**
 * A grant that is bound takes effect with its counterpart, by the pact, and never alone.
 *
 * @throws LedgerError PACT_NOT_AGREED
 */
export function requireAlone({ grant, pact }: GrantLink): void {
  if (pact === undefined) return;
  throw new LedgerError('PACT_NOT_AGREED', `${grant.id} is accepted with its pact alone.`, {
    grant: grant.id,
    pact: pact.pact.id,
  });
}

/** @throws LedgerError CALLER_FORBIDDEN, PACT_ANSWERED, ROOT_MISMATCH */
export function agreePact(
  pact: Pact,
  answer: PactAnswer | undefined,
  seen: Seen,
  answered: ActedBy,
): PactAnswer {
  requireSide(pact, answered);
  if (pact.proposed.uscc === answered.uscc) throw outsider(pact.id);
  requireOpen(pact, answer);
  if (pact.terms !== seen.terms || pact.textDigest !== seen.textDigest) throw otherTerms(pact.id);
  return { v: 1, pact: pact.id, outcome: 'AGREED', answered };
}

/**
 * By either side while it is open: nothing binds their grants any more.
 *
 * @throws LedgerError CALLER_FORBIDDEN, PACT_ANSWERED, PERSONAL_DATA_REFUSED
 */
export function declinePact(
  pact: Pact,
  answer: PactAnswer | undefined,
  reasons: string,
  answered: ActedBy,
): PactAnswer {
  refusePersonalData({ reasons });
  requireSide(pact, answered);
  requireOpen(pact, answer);
  return { v: 1, pact: pact.id, outcome: 'DECLINED', reasons, answered };
}

function requireSide({ id, first, second }: Pact, { uscc }: ActedBy): void {
  if (first.grantor !== uscc && second.grantor !== uscc) throw outsider(id);
}

function requireOpen({ id }: Pact, answer: PactAnswer | undefined): void {
  if (answer === undefined) return;
  throw new LedgerError('PACT_ANSWERED', `Pact ${id} was answered already.`, { pact: id });
}

const outsider = (pact: string): LedgerError =>
  new LedgerError('CALLER_FORBIDDEN', `This is for the other side of ${pact} to do.`, { pact });
const otherTerms = (pact: string): LedgerError =>
  new LedgerError('ROOT_MISMATCH', 'The digests are not those of the text and the report.', {
    pact,
  });

/**
 * Whoever decides on a grant reads everything that its pacts, and theirs, hang on: so few that any
 * decision stays small.
 *
 * @throws LedgerError PACT_TOO_WIDE
 */
export function requireFewPacts(pact: string, closures: readonly Chain[]): void {
  const count = new Set(closures.flatMap(pactsIn)).size;
  if (count <= MAX_PACTS) return;
  throw new LedgerError('PACT_TOO_WIDE', `${pact} would hang on ${String(count)} pacts.`, {
    pact,
    max: MAX_PACTS,
  });
}

type Chain = Pick<GrantClosure, 'links'>;

const pactsIn = ({ links }: Chain): string[] =>
  links.flatMap(({ pact }) =>
    pact === undefined
      ? []
      : [pact.pact.id, ...(pact.other === undefined ? [] : pactsIn(pact.other))],
  );
