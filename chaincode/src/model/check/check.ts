import { z } from 'zod';
import { AbsenceCheck } from './absence.js';
import { RightsCheck } from './rights.js';

/** An answer that was submitted, of whatever kind. */
export const Check = z
  .discriminatedUnion('kind', [RightsCheck, AbsenceCheck])
  .meta({ id: 'Check' });
export type Check = z.infer<typeof Check>;
