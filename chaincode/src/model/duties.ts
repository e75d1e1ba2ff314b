import { z } from 'zod';
import { ClockRule, Period } from './clock/index.js';
import { Code, line, Version } from './schema.js';

/** There is one on a channel. */
export const PUBLIC_DUTIES = 'PUBLIC_DUTIES';

/**
 * Clocks of the duties around public data that no rule of registration states: how soon a
 * correction is answered, a complaint decided, an audit done again, and how long an impact
 * assessment is kept. Signed, versioned and adopted like a rule profile.
 */
export const DutyRules = z
  .strictObject({
    kind: z.literal('DUTIES'),
    listId: Code,
    version: Version,
    basis: line(200),
    correction: ClockRule,
    complaint: ClockRule,
    /** Until when a notice of an affected record is acknowledged; left out, there is no day. */
    acknowledgement: ClockRule.optional(),
    auditEvery: Period,
    auditArticle: line(64),
    /** PIPL 56: at least three years. */
    pipiaKeptFor: Period.refine(({ count, unit }) => unit === 'YEAR' && count >= 3, {
      message: 'PIPL 56 asks for three years or more',
    }),
  })
  .meta({ id: 'DutyRules' });
export type DutyRules = z.infer<typeof DutyRules>;
