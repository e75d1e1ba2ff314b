import { z } from 'zod';
import { errorCatalogue, type ErrorCode } from '../errors.js';
import { Parts } from '../registration/application.js';
import { Code, Id, Instant, Uscc } from '../schema.js';
import { FieldNames, GrantScope, MAX_COUNT } from './scope.js';
import { Territory } from './territory.js';

const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

/** A use that somebody wants to make under a grant. What is left out is not asked about. */
export const UseQuestion = z
  .strictObject({
    grant: Id,
    /** Who uses. */
    by: Uscc,
    purpose: Code,
    fields: FieldNames.optional(),
    parts: Parts.optional(),
    territory: Territory.optional(),
    units: z.int().min(1).max(MAX_COUNT).optional(),
    outputType: Code.optional(),
  })
  .meta({ id: 'UseQuestion' });
export type UseQuestion = z.infer<typeof UseQuestion>;

/** A record of the chain from which a reason comes. */
export const ChainLink = z
  .strictObject({
    kind: z.enum(['AGREEMENT', 'RESOURCE', 'RIGHT', 'GRANT', 'CONSENT', 'PACT']),
    id: z.string(),
  })
  .meta({ id: 'ChainLink' });
export type ChainLink = z.infer<typeof ChainLink>;

/** As much of what was asked as a reason repeats. */
export const MAX_WHAT = 200;

/** Why something is not permitted, and where in the chain. */
export const DecisionReason = z
  .strictObject({
    code: z.enum(codes).meta({ id: 'DecisionCode' }),
    link: ChainLink,
    /** What of the use is refused, or what the link’s status is. */
    what: z.string().max(MAX_WHAT).optional(),
  })
  .meta({ id: 'DecisionReason' });
export type DecisionReason = z.infer<typeof DecisionReason>;

/** Yes with what is in effect, or no with every reason. */
export const Decision = z
  .discriminatedUnion('permitted', [
    z.strictObject({
      permitted: z.literal(true),
      effective: GrantScope,
      /** When time alone changes the answer next; absent: never. */
      nextChangeAt: Instant.optional(),
    }),
    z.strictObject({
      permitted: z.literal(false),
      reasons: z.array(DecisionReason).min(1),
      nextChangeAt: Instant.optional(),
    }),
  ])
  .meta({ id: 'Decision' });
export type Decision = z.infer<typeof Decision>;
