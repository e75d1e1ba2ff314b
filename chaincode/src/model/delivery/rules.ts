import { z } from 'zod';
import { ClockRule } from '../clock/index.js';
import { Code, line, Version } from '../schema.js';

/** There is one on a channel. */
export const DELIVERY_RULES = 'DELIVERY_RULES';

/**
 * How long a receiver has to say what arrived. Silence after that is recorded as silence; no rule
 * makes an acceptance of it. Signed, versioned and adopted like a rule profile.
 */
export const DeliveryRules = z
  .strictObject({
    kind: z.literal('DELIVERY_RULES'),
    listId: Code,
    version: Version,
    basis: line(200),
    receipt: ClockRule,
  })
  .meta({ id: 'DeliveryRules' });
export type DeliveryRules = z.infer<typeof DeliveryRules>;
