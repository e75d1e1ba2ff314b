import {
  type Act,
  type BeaconCitation,
  type CatalogEntry,
  type ClockRule,
  deadline,
  type Deadline,
  type DutyRules,
  refuseCore,
  refusePersonalIn,
  requireActive,
  shanghaiDate,
  subjectOf,
  uncited,
} from '../model/index.js';
import { requireAttestation } from './attested.js';
import { levelOf } from './classified.js';
import type { LedgerContext } from './context.js';
import { actOf } from './desk.js';

/**
 * How an act begins: none of its texts identifies a person, and a beacon bounds its time.
 *
 * @throws LedgerError PERSONAL_DATA_REFUSED, BEACON_TOO_OLD, CLIENT_TIME_OUT_OF_WINDOW
 */
export async function starting(
  ctx: LedgerContext,
  input: { readonly beacon?: BeaconCitation | undefined },
): Promise<Act> {
  refusePersonalIn(uncited(input));
  return actOf(ctx, input.beacon);
}

/** Who made a record, when, and by which transaction. */
export const madeBy = ({ by, moment }: Act): { by: Act['by']; at: string; txId: string } => ({
  by,
  at: moment.time,
  txId: moment.txId,
});

/** @throws LedgerError PROFILE_NOT_IN_FORCE */
export const dutiesOf = (ctx: LedgerContext): Promise<DutyRules> =>
  ctx.world.rules.duties(ctx.moment.time);

/**
 * When a duty that arises now must be done; a clock of working days may run into the next year.
 *
 * @throws LedgerError CALENDAR_MISSING
 */
export async function dueFrom(ctx: LedgerContext, rule: ClockRule): Promise<Deadline> {
  const { time } = ctx.moment;
  const day = shanghaiDate(time);
  const year = Number(day.slice(0, 4));
  return deadline(rule, day, await ctx.world.rules.calendars([year, year + 1], time));
}

/**
 * Whether an entry’s data may leave its department: it stands, is no core data, and important data
 * was assessed in this version.
 *
 * @returns ids of the attestations that this rests on
 * @throws LedgerError CATALOG_RETIRED, CORE_DATA_REFUSED, ATTESTATION_MISSING
 */
export async function requireReleasable(
  ctx: LedgerContext,
  entry: CatalogEntry,
): Promise<string[]> {
  const { catalogNo, version } = entry;
  requireActive(entry);
  const level = await levelOf(ctx, entry);
  refuseCore(catalogNo, { level });
  if (level !== 'IMPORTANT') return [];
  const subject = subjectOf(catalogNo, version);
  const at = ctx.moment.time;
  return [(await requireAttestation(ctx, { kind: 'SECURITY_ASSESSMENT', subject, at })).id];
}

/**
 * The same for data that goes to the public or to named recipients: what is about persons needs an
 * impact assessment (PIPL 55).
 *
 * @throws LedgerError CATALOG_RETIRED, CORE_DATA_REFUSED, ATTESTATION_MISSING
 */
export async function requireOpenable(ctx: LedgerContext, entry: CatalogEntry): Promise<string[]> {
  const found = await requireReleasable(ctx, entry);
  if (entry.classification.personalInfo === 'NONE') return found;
  const subject = subjectOf(entry.catalogNo, entry.version);
  const assessed = await requireAttestation(ctx, { kind: 'PIPIA', subject, at: ctx.moment.time });
  return [...found, assessed.id];
}
