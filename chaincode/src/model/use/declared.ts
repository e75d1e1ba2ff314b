import { z } from 'zod';
import { FieldNames } from '../grant/scope.js';
import { Territory } from '../grant/territory.js';
import { PurposeDistance } from '../purposes.js';
import { Parts } from '../registration/application.js';
import { Code, Hex256, Id, Uscc } from '../schema.js';
import { Lane, Units } from './quota.js';

/** What somebody says that it does under a grant. What is left out is the whole of what is granted. */
export const declared = {
  grant: Id,
  purpose: Code,
  fields: FieldNames.optional(),
  parts: Parts.optional(),
  territory: Territory.optional(),
};

/** How many units of the count it takes, one where it says nothing, and where it looks for them. */
export const spending = { units: Units.optional(), lane: Lane.optional() };

/** What every record of an attempt holds beside what was declared, permitted or not. */
export const attempted = {
  units: Units,
  /** How far the purpose lay from those granted. */
  distance: PurposeDistance,
  /** Who granted, from the right downwards: whoever may know of the attempt. */
  over: z.array(Uscc).max(16),
};

/** What a use or a run works with, where its grant is particular about it. */
export const worked = { algorithm: Hex256.optional(), outputType: Code.optional() };
