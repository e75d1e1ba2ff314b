import { z } from 'zod';
import { type Attestation } from '../attestation.js';
import { BeaconCitation } from '../beacon.js';
import { endOfDay, Period, shanghaiDate, validityEnd } from '../clock/index.js';
import { CaseActor } from '../registration/case-steps.js';
import { DateText, Instant, line, Page, TransactionId, Uscc } from '../schema.js';

/** 定期审计: who must be audited and how often. */
export const AuditDuty = z
  .strictObject({
    v: z.literal(1),
    party: Uscc,
    every: Period,
    article: line(64),
    basis: line(200),
    since: DateText,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'AuditDuty' });
export type AuditDuty = z.infer<typeof AuditDuty>;

export const RequireAuditInput = z
  .strictObject({ party: Uscc, basis: line(200), beacon: BeaconCitation.optional() })
  .meta({ id: 'RequireAuditInput' });
export const AuditReportInput = z
  .strictObject({ asOf: Instant.optional(), ...Page })
  .meta({ id: 'AuditReportInput' });

/** When the next audit is due; computed, so that time alone makes it overdue. */
export const AuditState = z
  .strictObject({
    duty: AuditDuty,
    /** The last audit: the attestation and its day. */
    audited: z.strictObject({ id: z.string(), on: DateText }).optional(),
    due: DateText,
    overdue: z.boolean(),
  })
  .meta({ id: 'AuditState' });
export const AuditReport = z
  .strictObject({ asOf: Instant, items: z.array(AuditState), next: z.string().optional() })
  .meta({ id: 'AuditReport' });

/** An attestation that was withdrawn by then audits nothing. */
export function auditState(
  duty: AuditDuty,
  audits: readonly Attestation[],
  asOf: string,
): z.infer<typeof AuditState> {
  const counted = audits
    .filter(({ at, withdrawn }) => at <= asOf && (withdrawn === undefined || withdrawn.at > asOf))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const last = counted.at(-1);
  const audited = last === undefined ? undefined : { id: last.id, on: shanghaiDate(last.at) };
  const due = validityEnd(audited?.on ?? duty.since, duty.every);
  const overdue = endOfDay(due) <= asOf;
  return audited === undefined ? { duty, due, overdue } : { duty, audited, due, overdue };
}
