import { z } from 'zod';
import { HolderId } from '../holder.js';
import { ActedBy } from '../operation/acted.js';
import type { Instants } from '../registration/case-fold.js';
import { Hex256, Id, Instant, later, line, setOf, Uscc } from '../schema.js';

/** What a right or a party can be kept from. */
export const Blocked = z
  .enum(['DISPOSE', 'GRANT', 'LIST', 'PLEDGE', 'USE'])
  .meta({ id: 'Blocked' });
export type Blocked = z.infer<typeof Blocked>;
export const BlockedSet = setOf(Blocked, { max: 5, twice: 'A consequence stands twice' });

/** One right, or everything that a party holds now and later. */
export const Encumbered = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('RIGHT'), id: Id }),
    z.strictObject({ kind: z.literal('PARTY'), id: HolderId }),
  ])
  .meta({ id: 'Encumbered' });
export type Encumbered = z.infer<typeof Encumbered>;

/** 案号, as the document bears it. */
export const CaseNo = line(80).meta({ id: 'CaseNo' });

/** The document behind an act: its case number, and the digest of its bytes. */
export const orderDocument = { caseNo: CaseNo, documentDigest: Hex256 };

const Renewal = z.strictObject({ ...orderDocument, until: Instant, renewed: ActedBy });
const HandOverOfHold = z.strictObject({ ...orderDocument, to: Uscc, handedOver: ActedBy });
const Lift = z.strictObject({
  ...orderDocument,
  /** By an order that disposed of the right, or of its own. */
  executed: Id.optional(),
  lifted: ActedBy,
});

/**
 * 冻结 or 临时管制: one entry of `hold~` or `control~`, in the order in which they were appended. What
 * became of it is written into it; what time does to it is computed.
 */
export const Hold = z
  .strictObject({
    id: Id,
    ...orderDocument,
    blocks: BlockedSet,
    /** It ends by itself with this instant. */
    until: Instant,
    /** Courts above that may lift it as well. */
    superiors: z.array(Uscc).max(4),
    ordered: ActedBy,
    renewals: z.array(Renewal).max(40),
    /** Other courts that the case went to, one after the other. */
    handOvers: z.array(HandOverOfHold).max(10),
    lift: Lift.optional(),
  })
  .meta({ id: 'OrderEntry' });
export type Hold = z.infer<typeof Hold>;

export const MAX_HOLDS = 100;

/** `hold~right`, `hold-party~party` and the same of `control`: read and rewritten by each of its acts. */
export const HoldHead = z
  .strictObject({ v: z.literal(1), orders: z.array(Hold).max(MAX_HOLDS) })
  .meta({ id: 'HoldHead' });
export type HoldHead = z.infer<typeof HoldHead>;

/** How a hold ended, or will, as far as was known. */
export interface HoldEnd {
  readonly at: string;
  readonly how: 'LIFTED' | 'EXPIRED';
}

export function holdEnd({ until: first, renewals, lift }: Hold, knownAt: string): HoldEnd {
  const until = renewals.findLast(({ renewed }) => renewed.at <= knownAt)?.until ?? first;
  const at = lift?.lifted.at;
  const isLifted = at !== undefined && at <= knownAt && at < until;
  return isLifted ? { at, how: 'LIFTED' } : { at: until, how: 'EXPIRED' };
}

/** When it was last written to. */
export const holdChangedAt = ({ ordered, renewals, handOvers, lift }: Hold): string =>
  [
    ordered.at,
    ...renewals.map(({ renewed }) => renewed.at),
    ...handOvers.map(({ handedOver }) => handedOver.at),
    ...(lift === undefined ? [] : [lift.lifted.at]),
  ].reduce(later);

/** Whether it had been ordered by then, as far as was known. */
export const wasOrdered = ({ ordered }: Hold, { asOf, knownAt }: Instants): boolean =>
  ordered.at <= asOf && ordered.at <= knownAt;

export const stands = (hold: Hold, instants: Instants): boolean =>
  wasOrdered(hold, instants) && holdEnd(hold, instants.knownAt).at > instants.asOf;
