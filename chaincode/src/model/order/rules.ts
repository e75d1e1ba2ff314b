import { z } from 'zod';
import { endOfDay, Period, shanghaiDate, validityEnd } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { Article } from '../registration/codes.js';
import { Code, line, Version } from '../schema.js';

/** There is one on a channel. */
export const ENFORCEMENT_RULES = 'ENFORCEMENT_RULES';

const Term = z.strictObject({
  /** No longer than this at once; it may be renewed before it ends. */
  longest: Period,
  article: Article,
});

/** How long an order may stand without a new one. Signed, versioned and adopted like a rule profile. */
export const EnforcementRules = z
  .strictObject({
    kind: z.literal('ENFORCEMENT_RULES'),
    listId: Code,
    version: Version,
    basis: line(200),
    freeze: Term,
    control: Term,
    /** Of suspensions in an emergency; where nothing is said, as long as administrative control. */
    emergency: Term.optional(),
  })
  .meta({ id: 'EnforcementRules' });
export type EnforcementRules = z.infer<typeof EnforcementRules>;

/** @throws LedgerError INPUT_INVALID for a term of working days */
export function checkEnforcement({ freeze, control, emergency }: EnforcementRules): void {
  for (const { longest } of [freeze, control, emergency ?? control])
    validityEnd('2026-01-01', longest);
}

/**
 * An order ends after it began, and no later than the rules allow.
 *
 * @throws LedgerError INPUT_INVALID, ORDER_TERM_EXCEEDED
 */
export function requireOrderTerm(
  until: string,
  from: string,
  { longest, article }: EnforcementRules['freeze'],
): void {
  const latest = endOfDay(validityEnd(shanghaiDate(from), longest));
  if (until <= from) {
    throw new LedgerError('INPUT_INVALID', 'The order ends before it begins.', {
      issues: [{ pointer: '/until', message: `Not after ${from}` }],
    });
  }
  if (until <= latest) return;
  throw new LedgerError('ORDER_TERM_EXCEEDED', `Such an order ends by ${latest}; renew it then.`, {
    ...{ until, latest, article },
  });
}
