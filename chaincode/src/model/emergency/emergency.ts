import { z } from 'zod';
import type { Hold } from '../encumbrance/hold.js';
import type { Emergent } from '../encumbrance/emergent.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { nodeName } from '../lineage/derivation.js';
import type { Instants } from '../registration/case-fold.js';
import type { RightsEntry } from '../registration/right.js';
import { Code, Hex256, Id, Instant, later, line } from '../schema.js';

/** A right, a data version as `asset@version`, or all that a party has and was given. */
export const EmergencyTarget = z
  .strictObject({
    kind: z.enum(['RIGHT', 'VERSION', 'PARTY']),
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{2,79}$/),
  })
  .meta({ id: 'EmergencyTarget' });
export type EmergencyTarget = z.infer<typeof EmergencyTarget>;

/** Whatever stops what was made of a right when it is suspended: the right, its data, its holder. */
export const emergencyTargetsOf = ({
  id,
  holder,
  data,
}: Pick<RightsEntry, 'id' | 'holder' | 'data'>): EmergencyTarget[] => [
  { kind: 'RIGHT', id },
  { kind: 'VERSION', id: nodeName(data) },
  { kind: 'PARTY', id: holder },
];

/** A supervisor, and the sector that it is accredited for when it acts. */
export const SectorAct = ActedBy.extend({ sector: Code, qualification: Id }).meta({
  id: 'SectorAct',
});
export type SectorAct = z.infer<typeof SectorAct>;

/**
 * 应急暂停: what a supervisor has stopped for an incident. It ends by itself. Where the target is of
 * several sectors it takes effect only once a supervisor of another one has signed as well.
 */
export const Emergency = z
  .strictObject({
    id: Id,
    incident: Id,
    reason: Code,
    documentDigest: Hex256,
    until: Instant,
    /** Of the target’s data, as the catalogue has them. */
    sectors: z.array(Code).max(60),
    joint: z.boolean(),
    proposed: SectorAct,
    cosigned: SectorAct.optional(),
    lifted: z.strictObject({ documentDigest: Hex256, reasons: line(300), by: ActedBy }).optional(),
  })
  .meta({ id: 'Emergency' });
export type Emergency = z.infer<typeof Emergency>;

export const MAX_EMERGENCIES = 60;

/** `emergency~kind~id`: the one key that everything below the target reads (ledger rule 8). */
export const EmergencyHead = z
  .strictObject({ v: z.literal(1), orders: z.array(Emergency).max(MAX_EMERGENCIES) })
  .meta({ id: 'EmergencyHead' });
export type EmergencyHead = z.infer<typeof EmergencyHead>;

/** Neither granted on, nor listed, nor used or delivered; what is held stays held. */
export const EMERGENCY_BLOCKS: Hold['blocks'] = ['GRANT', 'LIST', 'USE'];

/** From when it counts: absent while a second signature is awaited. */
const effectiveFrom = ({ joint, proposed, cosigned }: Emergency): SectorAct | undefined =>
  joint ? cosigned : proposed;

/** As what stands against rights is read: those alone that ever took effect. */
export const emergentOf = (
  on: EmergencyTarget,
  head: EmergencyHead | undefined,
): readonly Emergent[] =>
  (head?.orders ?? []).flatMap((each) => {
    const ordered = effectiveFrom(each);
    return ordered === undefined ? [] : [{ on, hold: holdOf(each, ordered) }];
  });

function holdOf(each: Emergency, { sector: _, qualification: __, ...ordered }: SectorAct): Hold {
  const { id, incident: caseNo, documentDigest, until, lifted } = each;
  return {
    ...{ id, caseNo, documentDigest, until, ordered, blocks: [...EMERGENCY_BLOCKS] },
    ...{ superiors: [], renewals: [], handOvers: [] },
    ...(lifted === undefined
      ? {}
      : { lift: { caseNo, documentDigest: lifted.documentDigest, lifted: lifted.by } }),
  };
}

export const EmergencyStatus = z
  .enum(['AWAITING_COSIGNATURE', 'IN_FORCE', 'EXPIRED', 'LIFTED'])
  .meta({ id: 'EmergencyStatus' });
export type EmergencyStatus = z.infer<typeof EmergencyStatus>;

/** Absent before anybody proposed it, as far as was known. */
export function emergencyStatus(
  each: Emergency,
  { asOf, knownAt }: Instants,
): EmergencyStatus | undefined {
  const isPast = (at: string | undefined): boolean =>
    at !== undefined && at <= asOf && at <= knownAt;
  if (!isPast(each.proposed.at)) return undefined;
  if (isPast(each.lifted?.by.at)) return 'LIFTED';
  if (asOf >= each.until) return 'EXPIRED';
  return isPast(effectiveFrom(each)?.at) ? 'IN_FORCE' : 'AWAITING_COSIGNATURE';
}

/** When a head was last written to: within it time never runs backwards (ledger rule 3). */
export const emergencyChangedAt = ({ orders }: EmergencyHead, at: string): string =>
  orders
    .flatMap(({ proposed, cosigned, lifted }) => [proposed.at, cosigned?.at, lifted?.by.at])
    .reduce<string>((last, each) => later(last, each ?? last), at);

/**
 * Who supervises one of the sectors of the data acts; where none is known, whichever does.
 *
 * @throws LedgerError SECTOR_NOT_COMPETENT
 */
export function requireCompetent(sectors: readonly string[], { sector }: SectorAct): void {
  if (sectors.length === 0 || sectors.includes(sector)) return;
  throw new LedgerError('SECTOR_NOT_COMPETENT', `The data is of ${sectors.join(', ')}.`, {
    ...{ sector, sectors },
  });
}

/** @throws LedgerError EMERGENCY_EXISTS, EMERGENCY_STATE_FORBIDS */
export function suspended(head: EmergencyHead | undefined, made: Emergency): EmergencyHead {
  const orders = head?.orders ?? [];
  if (orders.length >= MAX_EMERGENCIES) {
    throw new LedgerError('EMERGENCY_STATE_FORBIDS', 'No more suspensions fit upon this.', {
      limit: MAX_EMERGENCIES,
    });
  }
  return { v: 1, orders: [...orders, made] };
}

/** @throws LedgerError EMERGENCY_NOT_FOUND */
export function emergencyIn(head: EmergencyHead | undefined, id: string): Emergency {
  const found = head?.orders.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new LedgerError('EMERGENCY_NOT_FOUND', `No suspension ${id} was laid upon this.`, { id });
}

/** @throws LedgerError EMERGENCY_STATE_FORBIDS */
function requireOpen(each: Emergency, at: string, isFit: boolean): void {
  if (isFit && each.lifted === undefined && at < each.until) return;
  throw new LedgerError('EMERGENCY_STATE_FORBIDS', `${each.id} is in no state for this.`, {
    ...{ id: each.id, status: emergencyStatus(each, { asOf: at, knownAt: at }) ?? 'UNKNOWN' },
  });
}

/**
 * The second signature is another party’s, for another sector, under the same document.
 *
 * @throws LedgerError EMERGENCY_NOT_FOUND, EMERGENCY_STATE_FORBIDS, SECTOR_NOT_COMPETENT, ROOT_MISMATCH
 */
export function cosign(
  head: EmergencyHead | undefined,
  { id, documentDigest }: { readonly id: string; readonly documentDigest: string },
  cosigned: SectorAct,
): EmergencyHead {
  const each = emergencyIn(head, id);
  requireOpen(each, cosigned.at, each.joint && each.cosigned === undefined);
  const { proposed } = each;
  if (proposed.sector === cosigned.sector || proposed.uscc === cosigned.uscc) {
    throw new LedgerError('SECTOR_NOT_COMPETENT', 'Another sector’s supervisor signs as well.', {
      ...{ id, sector: cosigned.sector },
    });
  }
  requireCompetent(each.sectors, cosigned);
  if (each.documentDigest !== documentDigest) {
    throw new LedgerError('ROOT_MISMATCH', 'The document is another than was proposed.', { id });
  }
  return changed(head, { ...each, cosigned });
}

/** @throws LedgerError EMERGENCY_NOT_FOUND, CALLER_FORBIDDEN, EMERGENCY_STATE_FORBIDS */
export function lift(
  head: EmergencyHead | undefined,
  {
    id,
    documentDigest,
    reasons,
  }: Pick<NonNullable<Emergency['lifted']>, 'documentDigest' | 'reasons'> & {
    readonly id: string;
  },
  by: ActedBy,
): EmergencyHead {
  const each = emergencyIn(head, id);
  if (each.proposed.uscc !== by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `${id} is the order of ${each.proposed.uscc}.`, {
      id,
    });
  }
  requireOpen(each, by.at, true);
  return changed(head, { ...each, lifted: { documentDigest, reasons, by } });
}

const changed = (head: EmergencyHead | undefined, each: Emergency): EmergencyHead => ({
  v: 1,
  orders: (head?.orders ?? []).map((other) => (other.id === each.id ? each : other)),
});
