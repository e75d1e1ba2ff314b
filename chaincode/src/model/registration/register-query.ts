import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { addDays, endOfDay, shanghaiDate } from '../clock/index.js';
import { LedgerError } from '../errors.js';
import { Code, Hex256, Id, Instant, line, Page, pageOf, TransactionId } from '../schema.js';
import { Application, RegistrationCase } from './case.js';
import { CaseActor } from './case-steps.js';

/** How long a query may be answered after it was recorded, in days. */
const DAYS = 7;

export const AskInput = z
  .strictObject({
    id: Id,
    case: Id,
    /** From the code list of query purposes. */
    purpose: Code,
    basis: line(200),
    documentDigest: Hex256.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'AskInput' });

/** `query~case~id`: who asked for a file, and for what (NATIONAL_2026/30). The holder sees it. */
export const QueryRecord = z
  .strictObject({
    v: z.literal(1),
    ...AskInput.omit({ beacon: true }).shape,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'QueryRecord' });
export type QueryRecord = z.infer<typeof QueryRecord>;

export const QueryFileInput = z
  .strictObject({ case: Id, query: Id, purpose: Code })
  .meta({ id: 'QueryFileInput' });
export const QueryFile = z
  .strictObject({ record: RegistrationCase, application: Application })
  .meta({ id: 'QueryFile' });
export const QueryLogInput = z.strictObject({ case: Id, ...Page }).meta({ id: 'QueryLogInput' });
export const QueryLogPage = pageOf(QueryRecord).meta({ id: 'QueryLogPage' });

/**
 * A file is opened for the purpose that was recorded, to whoever recorded it, while it is fresh.
 *
 * @throws LedgerError QUERY_PURPOSE_EXCEEDED
 */
export function requirePurpose(
  query: QueryRecord,
  asked: { readonly uscc: string; readonly purpose: string },
  instant: string,
): void {
  const until = endOfDay(addDays(shanghaiDate(query.at), DAYS));
  if (query.by.uscc === asked.uscc && query.purpose === asked.purpose && instant < until) return;
  throw new LedgerError(
    'QUERY_PURPOSE_EXCEEDED',
    `Query ${query.id} was recorded for ${query.purpose} and is good for ${DAYS} days. Record another.`,
    { query: query.id, purpose: query.purpose, until, article: 'NATIONAL_2026/30' },
  );
}
