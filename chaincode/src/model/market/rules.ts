import { z } from 'zod';
import { Code, line, setOf, Version } from '../schema.js';

/** There is one on a channel. */
export const MARKET_RULES = 'MARKET_RULES';

/**
 * How long an answer that was submitted may be relied on, in seconds and, where it says so, in
 * beacons, and how old a valuation may be. Signed, versioned and adopted like a rule profile.
 */
export const MarketRules = z
  .strictObject({
    kind: z.literal('MARKET_RULES'),
    listId: Code,
    version: Version,
    basis: line(200),
    checkSeconds: z.int().min(1).max(2_592_000),
    /** Whichever ends first counts. */
    checkBeacons: z.int().min(1).max(1_000_000).optional(),
    valuationDays: z.int().min(1).max(3_660),
    /** Of an answer by another registrar’s ledger, when it is presented here. */
    foreignSeconds: z.int().min(1).max(31_622_400),
    /** Stages that must be attested before data is listed; left out, none is asked for. */
    complianceStages: setOf(Code, { max: 20, twice: 'A stage stands twice' }).optional(),
  })
  .meta({ id: 'MarketRules' });
export type MarketRules = z.infer<typeof MarketRules>;
