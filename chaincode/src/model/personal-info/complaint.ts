import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Deadline } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { flowShape } from '../flow.js';
import { citedQuery } from '../registration/cited-query.js';
import { Hex256, Id, Instant, line, Uscc } from '../schema.js';

/**
 * 投诉、举报: about whom and what. Who complains is never in it, only a salted commitment: of a
 * named complainant custodians keep the contact; an anonymous one keeps salt and contact itself and
 * can show later that it was the one.
 */
export const Complaint = z
  .strictObject({
    ...flowShape(['RECEIVED', 'INVESTIGATING', 'DECIDED']),
    about: Uscc,
    matter: line(300),
    anonymous: z.boolean(),
    complainant: Hex256,
    incident: Id.optional(),
    deadline: Deadline,
    outcome: z.enum(['UPHELD', 'REJECTED']).optional(),
  })
  .meta({ id: 'Complaint' });
export type Complaint = z.infer<typeof Complaint>;

const beacon = BeaconCitation.optional();
export const FileComplaintInput = z
  .strictObject({
    ...{ id: Id, about: Uscc, matter: line(300), incident: Id.optional() },
    /** Of an anonymous complainant: SHA-256 over salt and contact. Left out, the contact is sent privately. */
    anonymous: Hex256.optional(),
    beacon,
  })
  .meta({ id: 'FileComplaintInput' });
export const InvestigateInput = z
  .strictObject({ id: Id, incident: Id.optional(), beacon })
  .meta({ id: 'InvestigateInput' });
export const DecideComplaintInput = z
  .strictObject({ id: Id, outcome: z.enum(['UPHELD', 'REJECTED']), reasons: line(300), beacon })
  .meta({ id: 'DecideComplaintInput' });
export const ComplaintQuery = z
  .strictObject({ id: Id, asOf: Instant.optional() })
  .meta({ id: 'ComplaintQuery' });
export const ComplaintView = z
  .strictObject({ complaint: Complaint, overdue: z.boolean(), asOf: Instant })
  .meta({ id: 'ComplaintView' });
export const ComplainantKey = z
  .strictObject({ id: Id, ...citedQuery })
  .meta({ id: 'ComplainantKey' });

export const isUndecided = (
  { status, deadline }: Pick<Complaint, 'status' | 'deadline'>,
  asOf: string,
): boolean => status !== 'DECIDED' && deadline.dueAt <= asOf;

/** The party complained about does not decide on itself. @throws LedgerError CALLER_FORBIDDEN */
export function requireImpartial({ id, about }: Complaint, uscc: string): void {
  if (about !== uscc) return;
  throw new LedgerError('CALLER_FORBIDDEN', `${id} is about ${about} itself.`, { id });
}
