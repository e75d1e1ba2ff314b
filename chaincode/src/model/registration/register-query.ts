import { z } from 'zod';
import type { Actor } from '../access.js';
import { BeaconCitation } from '../beacon.js';
import { addDays, endOfDay, shanghaiDate } from '../clock/index.js';
import type { QueryRules } from '../duties.js';
import { LedgerError } from '../errors.js';
import { refusedShape } from '../refusal.js';
import { Code, Hex256, Id, Instant, line, Page, pageOf, TransactionId } from '../schema.js';
import { Application, RegistrationCase } from './case.js';
import { CaseActor } from './case-steps.js';
import { citedQuery, type CitedQuery } from './cited-query.js';

/** How long a query may be answered after it was recorded, in days. */
const DAYS = 7;
const ARTICLE = 'NATIONAL_2026/30';

/**
 * What is opened to others than its sides for a purpose that was recorded first. An agreement’s query
 * opens its timeline, deliveries and revenue; a party’s, what of it enforcement can lay hands on.
 */
export const QueryKind = z
  .enum([
    ...(['CASE', 'VOUCHER', 'COMPLAINT', 'PARTY', 'EMERGENCY', 'RIGHT', 'GRANT'] as const),
    ...(['DELIVERY', 'AGREEMENT', 'NOTICE', 'DEAL', 'DISPUTE', 'INFRINGEMENT', 'CUSTODY'] as const),
  ])
  .meta({ id: 'QueryKind' });
export type QueryKind = z.infer<typeof QueryKind>;

export const QueryTarget = z
  .strictObject({
    kind: QueryKind,
    id: Id,
  })
  .meta({ id: 'QueryTarget' });
export type QueryTarget = z.infer<typeof QueryTarget>;

export const AskInput = z
  .strictObject({
    id: Id,
    on: QueryTarget,
    /** Of those that the rules of duties list; left out, the attempt is refused and on record. */
    purpose: Code.optional(),
    basis: line(200),
    /** Of the court or supervisor that asks. */
    caseNo: line(64).optional(),
    documentDigest: Hex256.optional(),
    /** Until then nobody but whoever asks sees that it did; for courts and supervisors alone. */
    sealedUntil: Instant.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'AskInput' });
export type AskInput = z.infer<typeof AskInput>;

const base = {
  v: z.literal(1),
  ...AskInput.omit({ beacon: true }).shape,
  by: CaseActor,
  /** Whom it is about: they see who asked, and for what. */
  about: z.array(z.string().min(1).max(64)),
  at: Instant,
  txId: TransactionId,
};

/** `query~kind~target~id`: who asked for what, and for which purpose (NATIONAL_2026/30). */
export const QueryRecord = z
  .discriminatedUnion('outcome', [
    z.strictObject({ ...base, outcome: z.literal('RECORDED') }),
    z.strictObject({ ...base, ...refusedShape }),
  ])
  .meta({ id: 'QueryRecord' });
export type QueryRecord = z.infer<typeof QueryRecord>;

/** Where a record of a query is, for the list of whom it is about. */
export interface QueryPlace {
  readonly v: 1;
  readonly on: QueryTarget;
  readonly id: string;
}

export const QueryFileInput = z
  .strictObject({ case: Id, ...citedQuery })
  .meta({ id: 'QueryFileInput' });
export const QueryFile = z
  .strictObject({ record: RegistrationCase, application: Application })
  .meta({ id: 'QueryFile' });
export const QueryLogInput = z
  .strictObject({ on: QueryTarget, ...Page, ...citedQuery })
  .meta({ id: 'QueryLogInput' });
export const QueryAboutInput = z.strictObject(Page).meta({ id: 'QueryAboutInput' });
export const QueryLogPage = pageOf(QueryRecord).meta({ id: 'QueryLogPage' });

/**
 * Something is opened for the purpose that was recorded, to whoever recorded it, while it is fresh.
 *
 * @throws LedgerError QUERY_PURPOSE_EXCEEDED
 */
export function requirePurpose(
  query: QueryRecord,
  asked: { readonly uscc: string; readonly purpose: string },
  instant: string,
): void {
  const until = endOfDay(addDays(shanghaiDate(query.at), DAYS));
  const isRecorded = query.outcome === 'RECORDED' && query.purpose === asked.purpose;
  if (query.by.uscc === asked.uscc && isRecorded && instant < until) return;
  throw new LedgerError(
    'QUERY_PURPOSE_EXCEEDED',
    `Query ${query.id} was recorded for ${query.purpose ?? 'nothing'} and is good for ${DAYS} days. Record another.`,
    { query: query.id, purpose: query.purpose ?? '', until, article: ARTICLE },
  );
}

/** @throws LedgerError QUERY_PURPOSE_MISSING */
export function requireNamedQuery(
  { query, purpose }: CitedQuery,
  on: QueryTarget,
): {
  query: string;
  purpose: string;
} {
  if (query !== undefined && purpose !== undefined) return { query, purpose };
  throw new LedgerError(
    'QUERY_PURPOSE_MISSING',
    `This is opened to its sides only, or for a purpose: record a query on ${on.kind} ${on.id} first and name it here.`,
    { on, article: ARTICLE },
  );
}

export const notInFile = (on: QueryTarget, dispute: string): LedgerError =>
  new LedgerError(
    'QUERY_PURPOSE_EXCEEDED',
    `${on.kind} ${on.id} is in no file of a dispute ${dispute}. Record a query on it itself.`,
    { on, dispute, article: ARTICLE },
  );

/**
 * A purpose is stated, and is one that the rules know.
 *
 * @throws LedgerError QUERY_PURPOSE_MISSING, QUERY_PURPOSE_UNKNOWN
 */
export function requireKnownPurpose(
  purpose: string | undefined,
  rules: QueryRules | undefined,
): void {
  if (purpose === undefined) {
    throw new LedgerError('QUERY_PURPOSE_MISSING', 'A query states its purpose.', {
      article: ARTICLE,
    });
  }
  if (rules?.purposes.includes(purpose) === true) return;
  throw new LedgerError('QUERY_PURPOSE_UNKNOWN', `The rules know no purpose ${purpose}.`, {
    what: purpose,
    article: ARTICLE,
  });
}

const STATE_ORGANS: readonly string[] = ['court', 'supervisor'];

/**
 * Only a state organ with a case number keeps from the holder that it asked, and only for a while.
 *
 * @throws LedgerError QUERY_NOT_SEALABLE, QUERY_SEAL_TOO_LONG
 */
export function requireQuerySeal(
  { sealedUntil, caseNo }: Pick<AskInput, 'sealedUntil' | 'caseNo'>,
  { role }: Pick<Actor, 'role'>,
  day: string,
  rules: QueryRules | undefined,
): void {
  if (sealedUntil === undefined) return;
  if (!STATE_ORGANS.includes(role) || caseNo === undefined) {
    throw new LedgerError(
      'QUERY_NOT_SEALABLE',
      'Only a court or supervisor with a case number seals a query.',
    );
  }
  const last = endOfDay(addDays(day, rules?.sealedDays ?? 0));
  if (sealedUntil <= last) return;
  throw new LedgerError('QUERY_SEAL_TOO_LONG', `A query is sealed until ${last} at most.`, {
    until: last,
  });
}

/** A sealed query is nobody’s to see but the asker’s until its day; then time alone opens it. */
export const isShown = (
  { sealedUntil, by }: QueryRecord,
  reader: Pick<Actor, 'uscc'>,
  asOf: string,
): boolean => sealedUntil === undefined || sealedUntil <= asOf || by.uscc === reader.uscc;
