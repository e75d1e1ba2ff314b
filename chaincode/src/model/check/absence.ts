import { z } from 'zod';
import { checkBase } from './base.js';

/** 否定答复: that something was not on the ledger at this place among the commits. */
export const AbsenceCheck = z
  .strictObject({ ...checkBase, kind: z.literal('ABSENCE') })
  .meta({ id: 'AbsenceCheck' });
export type AbsenceCheck = z.infer<typeof AbsenceCheck>;
