import { z } from 'zod';
import { Code, Id, Uscc } from '../schema.js';

/** A contract’s number, or the digest of a text that stays with the parties. */
const reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/);

/**
 * On what somebody may process the data. What the ledger holds is looked up and must be good at that
 * moment; a contract that it does not hold is stated, and stays a statement.
 */
export const ProcessingBasis = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('OWN_DATA'), reference }),
    /** 委托处理: the processor works for the principal and gets no right of its own. */
    z.strictObject({ kind: z.literal('ENTRUSTMENT'), reference, principal: Uscc }),
    z.strictObject({ kind: z.literal('RIGHT'), reference: Id }),
    z.strictObject({ kind: z.literal('GRANT'), reference: Id, purpose: Code }),
    z.strictObject({ kind: z.literal('AUTHORISED_OPERATION'), reference: Id }),
  ])
  .meta({ id: 'ProcessingBasis' });
export type ProcessingBasis = z.infer<typeof ProcessingBasis>;

/** Records of the ledger that a step or an edge was found to rest on: they fall, it is affected. */
export const LineageGround = z
  .strictObject({ kind: z.enum(['RIGHT', 'GRANT', 'AGREEMENT']), id: Id })
  .meta({ id: 'LineageGround' });
export type LineageGround = z.infer<typeof LineageGround>;

/** On whose right the processing rests: an entrusted processor has none. */
export const responsibleFor = (basis: ProcessingBasis, actor: string): string =>
  basis.kind === 'ENTRUSTMENT' ? basis.principal : actor;
