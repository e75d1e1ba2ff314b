import { startOfDay } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import type { ActedBy } from '../operation/acted.js';
import { refusePersonalData } from '../privacy.js';
import { excesses } from './attenuation.js';
import type { GrantLink } from './closure.js';
import type { GrantAnswer, GrantConduct, GrantEntry } from './grant.js';
import type { AcceptGrantInput } from './inputs.js';
import { keepingProhibited, refuseExcess } from './offering.js';
import type { Within } from './order.js';
import type { GrantScope } from './scope.js';
import { type GrantStatus, ownScope, ownStatus } from './status.js';

/** Ends are always recorded; what can be repeated without end is not. */
const MAX_REPEATED = 200;
const RUNNING: readonly GrantStatus[] = ['PENDING', 'ACTIVE', 'EXHAUSTED'];
const STANDING: readonly GrantStatus[] = [...RUNNING, 'SUSPENDED'];

const now = ({ at }: ActedBy): { asOf: string; knownAt: string } => ({ asOf: at, knownAt: at });

const forbidden = ({ grant }: GrantLink, status: GrantStatus): LedgerError =>
  new LedgerError('GRANT_STATE_FORBIDS', `${grant.id} is ${status}.`, { grant: grant.id, status });

function requireStatus(link: GrantLink, by: ActedBy, allowed: readonly GrantStatus[]): void {
  const status = ownStatus(link, now(by));
  if (!allowed.includes(status)) throw forbidden(link, status);
}

function requireSide(
  { grant }: GrantLink,
  by: ActedBy,
  sides: readonly ('grantor' | 'grantee')[],
): void {
  if (sides.some((side) => grant[side] === by.uscc)) return;
  throw new LedgerError('CALLER_FORBIDDEN', `This is for the ${sides.join(' or ')} to do.`, {
    grant: grant.id,
  });
}

/** @throws LedgerError CALLER_FORBIDDEN, GRANT_ANSWERED, GRANT_STATE_FORBIDS, ROOT_MISMATCH */
export function acceptGrant(
  link: GrantLink,
  { textDigest, termsDigest }: Pick<AcceptGrantInput, 'textDigest' | 'termsDigest'>,
  answered: ActedBy,
): GrantAnswer {
  const { grant } = link;
  requireOpenOffer(link, answered);
  if (grant.textDigest !== textDigest || grant.termsDigest !== termsDigest) {
    throw new LedgerError('ROOT_MISMATCH', 'The digests are not those of the grant offered.', {
      grant: grant.id,
    });
  }
  return { v: 1, grant: grant.id, outcome: 'ACCEPTED', answered };
}

/** @throws LedgerError CALLER_FORBIDDEN, GRANT_ANSWERED, GRANT_STATE_FORBIDS, PERSONAL_DATA_REFUSED */
export function declineGrant(link: GrantLink, reasons: string, answered: ActedBy): GrantAnswer {
  refusePersonalData({ reasons });
  requireOpenOffer(link, answered);
  return { v: 1, grant: link.grant.id, outcome: 'DECLINED', reasons, answered };
}

function requireOpenOffer(link: GrantLink, by: ActedBy): void {
  requireSide(link, by, ['grantee']);
  requireOffered(link, by);
}

/** @throws LedgerError GRANT_ANSWERED, GRANT_STATE_FORBIDS */
export function requireOffered(link: GrantLink, by: ActedBy): void {
  const { id } = link.grant;
  if (link.answer !== undefined) {
    throw new LedgerError('GRANT_ANSWERED', `${id} was answered already.`, { grant: id });
  }
  requireStatus(link, by, ['OFFERED']);
}

type Say<K extends GrantEntry['kind']> = Omit<Extract<GrantEntry, { kind: K }>, keyof ActedBy>;
type Said = Say<'SUSPENDED' | 'RESUMED' | 'REVOKED' | 'RENOUNCED'>;

const rules: Readonly<
  Record<
    Said['kind'],
    { readonly side: 'grantor' | 'grantee'; readonly of: readonly GrantStatus[] }
  >
> = {
  SUSPENDED: { side: 'grantor', of: RUNNING },
  RESUMED: { side: 'grantor', of: ['SUSPENDED'] },
  REVOKED: { side: 'grantor', of: ['OFFERED', ...STANDING] },
  RENOUNCED: { side: 'grantee', of: STANDING },
};

/** @throws LedgerError CALLER_FORBIDDEN, GRANT_STATE_FORBIDS, PERSONAL_DATA_REFUSED */
export function sayOfGrant(link: GrantLink, said: Said, by: ActedBy): GrantConduct {
  const { side, of } = rules[said.kind];
  refusePersonalData({ reasons: said.reasons });
  requireSide(link, by, [side]);
  requireStatus(link, by, of);
  return withEntry(link, { ...said, ...by });
}

/**
 * Less than before, in every dimension; what is above a use has changed with this one record.
 *
 * @throws LedgerError CALLER_FORBIDDEN, GRANT_STATE_FORBIDS, PURPOSE_PROHIBITED, SUBGRANT_EXCEEDS_*,
 *   PERSONAL_DATA_REFUSED
 */
export function narrowGrant(
  link: GrantLink,
  { scope, reasons }: { readonly scope: GrantScope; readonly reasons: string },
  within: Within,
  by: ActedBy,
): GrantConduct {
  refusePersonalData({ reasons });
  requireSide(link, by, ['grantor']);
  requireStatus(link, by, STANDING);
  const before = ownScope(link, now(by));
  const narrowed = keepingProhibited(scope, before);
  const { prohibited } = narrowed;
  refuseExcess(
    [...excesses(narrowed, before, within), ...excesses(narrowed, { prohibited }, within)],
    link.grant.id,
  );
  return withEntry(link, { kind: 'NARROWED', scope: narrowed, reasons, ...by });
}

type End = Pick<Say<'TERMINATED'>, 'effectiveOn' | 'textDigest'>;

/** @throws LedgerError CALLER_FORBIDDEN, GRANT_STATE_FORBIDS, INPUT_INVALID, PERSONAL_DATA_REFUSED */
export function proposeTermination(
  link: GrantLink,
  proposed: End & { readonly reasons: string },
  by: ActedBy,
): GrantConduct {
  const { reasons, effectiveOn } = proposed;
  refusePersonalData({ reasons });
  requireSide(link, by, ['grantor', 'grantee']);
  requireStatus(link, by, STANDING);
  if (startOfDay(effectiveOn) < startOfDay(link.grant.scope.term.from)) {
    throw new LedgerError('INPUT_INVALID', 'A grant does not end before its term begins.', {
      issues: [{ pointer: '/effectiveOn', message: 'Before the term' }],
    });
  }
  return withEntry(link, { kind: 'TERMINATION_PROPOSED', ...proposed, ...by });
}

/**
 * 签收: the other side signs under the same text and day. Both transactions bear a signature, so
 * neither can say later that the end was the other’s alone.
 *
 * @throws LedgerError CALLER_FORBIDDEN, GRANT_STATE_FORBIDS, TERMINATION_NOT_PROPOSED, ROOT_MISMATCH
 */
export function confirmTermination(link: GrantLink, confirmed: End, by: ActedBy): GrantConduct {
  requireSide(link, by, ['grantor', 'grantee']);
  requireStatus(link, by, STANDING);
  const { id } = link.grant;
  const proposal = link.entries.findLast(
    ({ kind }) => kind === 'TERMINATION_PROPOSED' || kind === 'TERMINATED',
  );
  if (proposal?.kind !== 'TERMINATION_PROPOSED' || proposal.uscc === by.uscc) {
    throw new LedgerError('TERMINATION_NOT_PROPOSED', `Nobody but the caller would end ${id}.`, {
      grant: id,
    });
  }
  const { effectiveOn, textDigest } = confirmed;
  if (proposal.effectiveOn !== effectiveOn || proposal.textDigest !== textDigest) {
    throw new LedgerError('ROOT_MISMATCH', 'Day or text is not the one that was proposed.', {
      grant: id,
    });
  }
  return withEntry(link, { kind: 'TERMINATED', effectiveOn, textDigest, ...by });
}

function withEntry(link: GrantLink, entry: GrantEntry): GrantConduct {
  const { id } = link.grant;
  const isEnd = ['REVOKED', 'RENOUNCED', 'TERMINATED'].includes(entry.kind);
  if (!isEnd && link.entries.length >= MAX_REPEATED) {
    throw new LedgerError('GRANT_STATE_FORBIDS', `${id} was changed as often as it can be.`, {
      grant: id,
    });
  }
  return { v: 1, grant: id, entries: [...link.entries, entry] };
}
