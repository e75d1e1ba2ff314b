import { z } from 'zod';
import { HolderId } from '../holder.js';
import { Hex256, Id, Instant, line } from '../schema.js';
import { Blocked, CaseNo, Encumbered } from './hold.js';

export const EncumbranceKind = z
  .enum(['FREEZE', 'ADMIN_CONTROL', 'EMERGENCY', 'PLEDGE', 'DISPUTE'])
  .meta({ id: 'EncumbranceKind' });
export type EncumbranceKind = z.infer<typeof EncumbranceKind>;

/**
 * ATTACHED: it binds the right. QUEUED: 轮候, an earlier order does. MISSED: the right had been
 * disposed of before it came.
 */
export const EncumbranceStatus = z
  .enum(['ATTACHED', 'QUEUED', 'MISSED', 'EXPIRED', 'LIFTED'])
  .meta({ id: 'EncumbranceStatus' });
export type EncumbranceStatus = z.infer<typeof EncumbranceStatus>;

const EncumberedBy = z
  .discriminatedUnion('kind', [
    ...Encumbered.options,
    z.strictObject({ kind: z.literal('VERSION'), id: z.string().max(80) }),
  ])
  .meta({ id: 'EncumberedBy' });

/** 权利限制 of one right at an instant: derived, never stored, shown beside the right’s own status. */
export const Encumbrance = z
  .strictObject({
    kind: EncumbranceKind,
    id: Id,
    right: Id,
    /** What it was laid on: the right itself, its data, or all that its holder has. */
    on: EncumberedBy,
    status: EncumbranceStatus,
    /** Place among those that stand: of orders the queue, of pledges their rank. */
    position: z.int().min(1).optional(),
    /** What it keeps the holder from while it is ATTACHED. */
    blocks: z.array(Blocked),
    from: Instant,
    /** Since when it binds: later than `from` where it queued. */
    attachedAt: Instant.optional(),
    /** When it ends, or ended, by itself. */
    until: Instant.optional(),
    liftedAt: Instant.optional(),
    /** Who ordered it, or to whom the right is pledged. */
    by: HolderId.optional(),
    caseNo: CaseNo.optional(),
    documentDigest: Hex256.optional(),
    /** Of a pledge, in the external register. */
    registerNo: line(64).optional(),
    /** Why it is over or missed: TERM_ENDED, EXECUTED, TRANSFERRED, CANCELLED, REVOKED … */
    reason: z.string().optional(),
    nextChangeAt: Instant.optional(),
  })
  .meta({ id: 'Encumbrance' });
export type Encumbrance = z.infer<typeof Encumbrance>;
