import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import {
  BlockedSet,
  Encumbered,
  type Hold,
  Hold as HoldSchema,
  orderDocument,
} from '../encumbrance/hold.js';
import { HolderId } from '../holder.js';
import { Id, Instant, line, setOf, Uscc } from '../schema.js';

export type { Hold };
const beacon = BeaconCitation.optional();

/** As many rights or parties as one document names here; whoever names more gives more orders. */
export const MAX_LAID_ON = 20;

/** What an act is about, each once. */
export const LaidOn = z
  .array(Encumbered)
  .min(1)
  .max(MAX_LAID_ON)
  .refine(
    (all) => new Set(all.map(({ kind, id }) => `${kind} ${id}`)).size === all.length,
    'It stands twice',
  );

const ofOrder = { id: Id, on: LaidOn, ...orderDocument };

/** A seizure always keeps the right where it is; what else it keeps the holder from it says. */
export const FreezeInput = z
  .strictObject({
    ...ofOrder,
    blocks: BlockedSet.refine((all) => all.includes('DISPOSE'), 'A freeze blocks DISPOSE'),
    until: Instant,
    superiors: setOf(Uscc, { max: 4, twice: 'A court stands twice' }).optional(),
    beacon,
  })
  .meta({ id: 'FreezeInput' });
export type FreezeInput = z.infer<typeof FreezeInput>;

/** What an authority’s measure keeps from is the authority’s to say. */
export const ControlInput = z
  .strictObject({ ...ofOrder, blocks: BlockedSet, until: Instant, beacon })
  .meta({ id: 'ControlInput' });
export type ControlInput = z.infer<typeof ControlInput>;

export const LiftInput = z.strictObject({ ...ofOrder, beacon }).meta({ id: 'LiftInput' });
export type LiftInput = z.infer<typeof LiftInput>;

export const RenewHoldInput = z
  .strictObject({ ...ofOrder, until: Instant, beacon })
  .meta({ id: 'RenewHoldInput' });
export type RenewHoldInput = z.infer<typeof RenewHoldInput>;

/** 移送: the case goes to another court of the same organisation of courts, and the order with it. */
export const HandOverHoldInput = z
  .strictObject({ ...ofOrder, to: Uscc, beacon })
  .meta({ id: 'HandOverHoldInput' });
export type HandOverHoldInput = z.infer<typeof HandOverHoldInput>;

/** The entry as it stands now under each right or party, with its place among those that stand. */
export const HoldAnswer = z
  .strictObject({
    id: Id,
    laid: z.array(
      z.strictObject({ on: Encumbered, hold: HoldSchema, position: z.int().min(1).optional() }),
    ),
  })
  .meta({ id: 'HoldAnswer' });
export type HoldAnswer = z.infer<typeof HoldAnswer>;

const Rights = setOf(Id, { max: MAX_LAID_ON, twice: 'A right stands twice' });

export const CancelByOrderInput = z
  .strictObject({ id: Id, rights: Rights, ...orderDocument, beacon })
  .meta({ id: 'CancelByOrderInput' });
export const TransferByOrderInput = z
  .strictObject({ id: Id, rights: Rights, to: HolderId, ...orderDocument, beacon })
  .meta({ id: 'TransferByOrderInput' });

/** What an award asks to be done; who does it is another’s act: a registrar’s, or a court’s. */
export const AwardDemand = z
  .enum(['FREEZE', 'CHANGE', 'CANCELLATION', 'TRANSFER', 'OTHER'])
  .meta({ id: 'AwardDemand' });
export type AwardDemand = z.infer<typeof AwardDemand>;
export const AwardInput = z
  .strictObject({
    id: Id,
    rights: setOf(Id, { min: 0, max: MAX_LAID_ON, twice: 'A right stands twice' }),
    demands: setOf(AwardDemand, { min: 0, max: 5, twice: 'A demand stands twice' }),
    findings: line(800),
    ...orderDocument,
    beacon,
  })
  .meta({ id: 'AwardInput' });
export type AwardInput = z.infer<typeof AwardInput>;

export const ExecuteAwardInput = z
  .strictObject({
    id: Id,
    /** The order, or the case of the register, by which it was done. */
    by: z.strictObject({ kind: z.enum(['ORDER', 'CASE', 'HOLD']), id: Id }),
    beacon,
  })
  .meta({ id: 'ExecuteAwardInput' });

export const OrderKey = z.strictObject({ id: Id }).meta({ id: 'OrderKey' });
