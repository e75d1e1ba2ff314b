import { z } from 'zod';
import { ClockRule, Period } from './clock/index.js';
import { Code, line, setOf, Version } from './schema.js';

/** There is one on a channel. */
export const PUBLIC_DUTIES = 'PUBLIC_DUTIES';

/** For which purposes a file may be opened, and for how long a state organ may keep that it asked. */
export const QueryRules = z
  .strictObject({ purposes: z.array(Code).min(1).max(100), sealedDays: z.int().min(0).max(3650) })
  .meta({ id: 'QueryRules' });
export type QueryRules = z.infer<typeof QueryRules>;

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
    /** Stages that compliance is attested by; left out, those that DSL 3 names. */
    complianceStages: setOf(Code, { max: 20, twice: 'A stage stands twice' }).optional(),
    /** Left out, no purpose is known, and nothing is opened to others than its sides. */
    queries: QueryRules.optional(),
  })
  .meta({ id: 'DutyRules' });
export type DutyRules = z.infer<typeof DutyRules>;
