import { z } from 'zod';
import { Uscc } from '../schema.js';
import { FusionAnswer, type FusionFacts, FusionProject, missingOf } from './project.js';

/** A project with every answer. */
export const FusionView = z
  .strictObject({
    project: FusionProject,
    answers: z.array(FusionAnswer),
    /** AGREED only once every participant has agreed by a transaction of its own. */
    status: z.enum(['PROPOSED', 'AGREED', 'DECLINED']).meta({ id: 'FusionStatus' }),
    missing: z.array(Uscc),
  })
  .meta({ id: 'FusionView' });
export type FusionView = z.infer<typeof FusionView>;

export function fusionView(known: FusionFacts): FusionView {
  const { project, answers, declined } = known;
  const missing = missingOf(known);
  const open = missing.length === 0 ? 'AGREED' : 'PROPOSED';
  return {
    project,
    answers: [...answers, ...(declined === undefined ? [] : [declined])],
    status: declined === undefined ? open : 'DECLINED',
    missing,
  };
}
