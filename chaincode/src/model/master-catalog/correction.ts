import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Deadline } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { flowShape } from '../flow.js';
import { CatalogNo } from '../negative-list.js';
import { Id, Instant, line, Uscc, Version } from '../schema.js';
import type { CatalogEntry } from './entry.js';

/** 校核纠错: ends in a version that answers it, or in a reasoned rejection. */
export const CorrectionTicket = z
  .strictObject({
    ...flowShape(['OPEN', 'ASSIGNED', 'CORRECTED', 'REJECTED', 'CLOSED']),
    catalogNo: CatalogNo,
    /** The version complained about. */
    version: Version,
    item: Id.optional(),
    description: line(300),
    filedBy: Uscc,
    /** The department whose entry it is. */
    department: Uscc,
    deadline: Deadline,
    /** The version that puts it right. */
    correctedBy: Version.optional(),
    reasons: line(300).optional(),
  })
  .meta({ id: 'CorrectionTicket' });
export type CorrectionTicket = z.infer<typeof CorrectionTicket>;

const beacon = BeaconCitation.optional();
export const FileCorrectionInput = z
  .strictObject({
    ...{ id: Id, catalogNo: CatalogNo, version: Version, item: Id.optional() },
    ...{ description: line(300), beacon },
  })
  .meta({ id: 'FileCorrectionInput' });
export const TicketInput = z.strictObject({ id: Id, beacon }).meta({ id: 'TicketInput' });
export const CorrectTicketInput = z
  .strictObject({ id: Id, version: Version, beacon })
  .meta({ id: 'CorrectTicketInput' });
export const RejectTicketInput = z
  .strictObject({ id: Id, reasons: line(300), beacon })
  .meta({ id: 'RejectTicketInput' });
export const TicketQuery = z
  .strictObject({ id: Id, asOf: Instant.optional() })
  .meta({ id: 'TicketQuery' });

export const TicketView = z
  .strictObject({ ticket: CorrectionTicket, overdue: z.boolean(), asOf: Instant })
  .meta({ id: 'TicketView' });

/** Nobody answered it in time; an answer that came late was late until it came. */
export const isOverdue = (
  { status, deadline }: Pick<CorrectionTicket, 'status' | 'deadline'>,
  asOf: string,
): boolean => ['OPEN', 'ASSIGNED'].includes(status) && deadline.dueAt <= asOf;

/** @throws LedgerError CORRECTION_VERSION_WRONG */
export function requireAnswering(ticket: CorrectionTicket, entry: CatalogEntry): void {
  if (entry.ticket === ticket.id && entry.version > ticket.version) return;
  throw new LedgerError(
    'CORRECTION_VERSION_WRONG',
    `Version ${String(entry.version)} of ${entry.catalogNo} does not name ${ticket.id}.`,
    { id: ticket.id, catalogNo: entry.catalogNo, version: entry.version },
  );
}
