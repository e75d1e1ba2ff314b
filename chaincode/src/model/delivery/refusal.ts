import { z } from 'zod';
import { refusedShape } from '../refusal.js';
import { Id, Page, pageOf, Uscc } from '../schema.js';
import { DispatchInput } from './dispatch.js';
import { brought } from './key.js';
import { citedQuery } from '../registration/cited-query.js';

/** `delivery-refusal~grant~txId`: a delivery that somebody tried and the grant did not permit. */
export const DispatchRefusal = z
  .strictObject({
    v: z.literal(1),
    ...refusedShape,
    attempt: DispatchInput.omit({ beacon: true }),
    sender: Uscc,
    ...brought,
  })
  .meta({ id: 'DispatchRefusal' });
export type DispatchRefusal = z.infer<typeof DispatchRefusal>;

export const DispatchRefusalsInput = z
  .strictObject({ grant: Id, ...Page, ...citedQuery })
  .meta({ id: 'DispatchRefusalsInput' });
export const DispatchRefusalPage = pageOf(DispatchRefusal).meta({ id: 'DispatchRefusalPage' });
