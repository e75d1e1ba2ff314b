import { z } from 'zod';
import { Code, Id, Instant } from '../schema.js';

/** `dispute~right`: which disputes about it are open, and which were. Absent while there was none. */
export const DisputeHead = z
  .strictObject({
    v: z.literal(1),
    right: Id,
    open: z.array(z.strictObject({ case: Id, since: Instant })).max(50),
    closed: z
      .array(z.strictObject({ case: Id, since: Instant, until: Instant, outcome: Code.optional() }))
      .max(200),
  })
  .meta({ id: 'DisputeHead' });
export type DisputeHead = z.infer<typeof DisputeHead>;
