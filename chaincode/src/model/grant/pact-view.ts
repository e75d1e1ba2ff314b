import { z } from 'zod';
import type { Instants } from '../registration/case-fold.js';
import { Id, Instant } from '../schema.js';
import type { GrantClosure } from './closure.js';
import { effectiveScope, lastOf } from './effect.js';
import { Pact, PactAnswer } from './pact.js';
import { PactTerms } from './pact-terms.js';
import { DecisionReason } from './question.js';
import { type GrantStatus, ownStatus } from './status.js';
import { answered, GrantQuery } from './view.js';

export const PactQuery = GrantQuery.meta({ id: 'PactQuery' });
export const PactTermsQuery = z
  .strictObject({ first: Id, second: Id })
  .meta({ id: 'PactTermsQuery' });

export const PactStatus = z
  .enum(['PROPOSED', 'DECLINED', 'ACTIVE', 'SUSPENDED', 'ENDED'])
  .meta({ id: 'PactStatus' });
export type PactStatus = z.infer<typeof PactStatus>;

/** A pact, and whether its grants are in effect at an instant: always both or neither. */
export const PactView = z
  .strictObject({
    pact: Pact,
    answer: PactAnswer.optional(),
    status: PactStatus,
    reasons: z.array(DecisionReason),
    nextChangeAt: Instant.optional(),
    terms: PactTerms,
    ...answered,
  })
  .meta({ id: 'PactView' });
export type PactView = z.infer<typeof PactView>;

const ENDS: readonly GrantStatus[] = ['REVOKED', 'RENOUNCED', 'TERMINATED', 'EXPIRED'];

/** Where a pact stands: a function of the closure of its first grant, which reaches the other. */
export function pactState(
  { answer }: { readonly answer?: PactAnswer | undefined },
  closures: readonly [GrantClosure, GrantClosure],
  instants: Instants,
): Pick<PactView, 'status' | 'reasons' | 'nextChangeAt'> {
  const [first] = closures;
  const { reasons, nextChangeAt } = effectiveScope(first, instants);
  const next = nextChangeAt === undefined ? {} : { nextChangeAt };
  const known = answer !== undefined && isKnown(answer, instants) ? answer.outcome : undefined;
  if (known === undefined) return { status: 'PROPOSED', reasons: [...reasons], ...next };
  if (known === 'DECLINED') return { status: 'DECLINED', reasons: [] };
  const isOver = closures.some(({ links }) => ENDS.includes(ownStatus(lastOf(links), instants)));
  const stopped = isOver ? 'ENDED' : 'SUSPENDED';
  return { status: reasons.length === 0 ? 'ACTIVE' : stopped, reasons: [...reasons], ...next };
}

const isKnown = ({ answered: { at } }: PactAnswer, { asOf, knownAt }: Instants): boolean =>
  at <= asOf && at <= knownAt;
