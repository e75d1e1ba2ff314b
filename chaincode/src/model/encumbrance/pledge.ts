import { z } from 'zod';
import { HolderId } from '../holder.js';
import { ActedBy } from '../operation/acted.js';
import { Hex256, Id, line, setOf, Uscc } from '../schema.js';
import { Blocked } from './hold.js';

/** 质押: shown beside the right. The security itself is registered elsewhere (中登网). */
export const Pledge = z
  .strictObject({
    id: Id,
    right: Id,
    pledgor: HolderId,
    pledgee: Uscc,
    /** The number under which the external register has it. */
    registerNo: line(64),
    /** Digest of the pledge agreement. */
    documentDigest: Hex256,
    /** What both sides agreed that the pledgor leaves while the pledge stands. */
    blocks: setOf(Blocked.exclude(['USE']), { min: 0, max: 4, twice: 'It stands twice' }),
    proposed: ActedBy,
    confirmed: ActedBy.optional(),
    /** By the pledgee, or of a proposal by its pledgor. */
    released: ActedBy.optional(),
  })
  .meta({ id: 'Pledge' });
export type Pledge = z.infer<typeof Pledge>;

export const MAX_PLEDGES = 100;

/** `pledge~right`: in the order of their confirmation, which is that of priority (民法典 414). */
export const PledgeHead = z
  .strictObject({ v: z.literal(1), right: Id, pledges: z.array(Pledge).max(MAX_PLEDGES) })
  .meta({ id: 'PledgeHead' });
export type PledgeHead = z.infer<typeof PledgeHead>;
