import { z } from 'zod';
import { orderDocument } from '../encumbrance/hold.js';
import { HolderId } from '../holder.js';
import { ActedBy } from '../operation/acted.js';
import { Id, line } from '../schema.js';
import { AwardDemand } from './inputs.js';

const orderBase = { v: z.literal(1), id: Id, ...orderDocument, ordered: ActedBy };

/**
 * 法律文书, `order~id`: what a court or an arbitrator decided once and for all. A freeze is none of
 * these: it stands in the heads it is laid on, where the court’s peer alone can write it.
 */
export const JudicialOrder = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...orderBase, kind: z.literal('CANCEL'), rights: z.array(Id) }),
    z.strictObject({
      ...orderBase,
      kind: z.literal('TRANSFER'),
      rights: z.array(Id),
      to: HolderId,
      /** The rights that the transferee got by it. */
      made: z.array(Id),
    }),
    z.strictObject({
      ...orderBase,
      kind: z.literal('AWARD'),
      rights: z.array(Id),
      demands: z.array(AwardDemand),
      findings: line(800),
      /** The dispute that it decides: the transaction that ended it made this record. */
      dispute: Id.optional(),
    }),
  ])
  .meta({ id: 'JudicialOrder' });
export type JudicialOrder = z.infer<typeof JudicialOrder>;

/** `order-execution~order`: what was done for an award. Absent while nothing was. */
export const OrderExecution = z
  .strictObject({
    v: z.literal(1),
    order: Id,
    steps: z
      .array(z.strictObject({ kind: z.enum(['ORDER', 'CASE', 'HOLD']), id: Id, executed: ActedBy }))
      .max(20),
  })
  .meta({ id: 'OrderExecution' });
export type OrderExecution = z.infer<typeof OrderExecution>;

export const OrderView = z
  .strictObject({ order: JudicialOrder, executed: OrderExecution.shape.steps })
  .meta({ id: 'OrderView' });
