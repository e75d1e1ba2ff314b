import { z } from 'zod';
import { endOfDay, startOfDay } from '../clock/index.js';
import type { Instants } from '../registration/case-fold.js';
import { later } from '../schema.js';
import type { GrantLink } from './closure.js';
import type { GrantEntry } from './grant.js';
import type { GrantScope } from './scope.js';

export const GrantStatus = z
  .enum([
    'OFFERED',
    'DECLINED',
    'PENDING',
    'ACTIVE',
    'SUSPENDED',
    'EXPIRED',
    'EXHAUSTED',
    'REVOKED',
    'RENOUNCED',
    'TERMINATED',
  ])
  .meta({ id: 'GrantStatus' });
export type GrantStatus = z.infer<typeof GrantStatus>;

type Own = Pick<GrantLink, 'grant' | 'answer' | 'entries' | 'left'>;

/** What had happened to a grant by an instant, as far as was known. */
const happened = ({ entries }: Own, { asOf, knownAt }: Instants): GrantEntry[] =>
  entries.filter(({ at }) => at <= asOf && at <= knownAt);

/** What a grant gives by itself, after its narrowings; what is above it is the chain’s to ask. */
export function ownScope(link: Own, instants: Instants): GrantScope {
  const last = happened(link, instants).findLast((entry) => entry.kind === 'NARROWED');
  return last?.kind === 'NARROWED' ? last.scope : link.grant.scope;
}

/** When a two-sided end takes effect: on its day, and not before both had signed. */
const terminatedAt = ({ at, effectiveOn }: Extract<GrantEntry, { kind: 'TERMINATED' }>): string =>
  later(at, startOfDay(effectiveOn));

/** Where a grant stands by itself. What time alone does to it is computed, never stored. */
export function ownStatus(link: Own, instants: Instants): GrantStatus {
  return ended(link, instants) ?? lapsed(link, instants) ?? running(link, instants);
}

function ended(link: Own, instants: Instants): GrantStatus | undefined {
  const { asOf, knownAt } = instants;
  for (const entry of happened(link, instants)) {
    if (entry.kind === 'REVOKED' || entry.kind === 'RENOUNCED') return entry.kind;
    if (entry.kind === 'TERMINATED' && terminatedAt(entry) <= asOf) return 'TERMINATED';
  }
  const { answer } = link;
  const isKnown =
    answer !== undefined && answer.answered.at <= asOf && answer.answered.at <= knownAt;
  return isKnown && answer.outcome === 'DECLINED' ? 'DECLINED' : undefined;
}

const lapsed = (link: Own, instants: Instants): GrantStatus | undefined =>
  instants.asOf < endOfDay(ownScope(link, instants).term.to) ? undefined : 'EXPIRED';

function running(link: Own, instants: Instants): GrantStatus {
  const { asOf, knownAt } = instants;
  const { answer, left } = link;
  const accepted = answer?.answered.at;
  if (accepted === undefined || accepted > asOf || accepted > knownAt) return 'OFFERED';
  if (isSuspended(happened(link, instants))) return 'SUSPENDED';
  if (asOf < startOfDay(ownScope(link, instants).term.from)) return 'PENDING';
  return left === 0 ? 'EXHAUSTED' : 'ACTIVE';
}

const isSuspended = (entries: readonly GrantEntry[]): boolean =>
  entries.findLast(({ kind }) => kind === 'SUSPENDED' || kind === 'RESUMED')?.kind === 'SUSPENDED';

/** When time alone may change a grant by itself. */
export function ownChanges(link: Own, instants: Instants): string[] {
  const { from, to } = ownScope(link, instants).term;
  const ends = happened(link, instants).flatMap((entry) =>
    entry.kind === 'TERMINATED' ? [terminatedAt(entry)] : [],
  );
  return [startOfDay(from), endOfDay(to), ...ends];
}
