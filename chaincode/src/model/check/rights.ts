import { z } from 'zod';
import { Hex256, Id } from '../schema.js';
import { checkBase } from './base.js';

/** 权属核验: what stands for and against listing a right under certain terms. */
export const RightsCheck = z
  .strictObject({ ...checkBase, kind: z.literal('RIGHTS'), right: Id, terms: Hex256 })
  .meta({ id: 'RightsCheck' });
export type RightsCheck = z.infer<typeof RightsCheck>;
