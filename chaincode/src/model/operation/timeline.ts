import { z } from 'zod';
import {
  type Calendars,
  type ClosedPause,
  endOfDay,
  provisionalDeadline,
  shanghaiDate,
  startOfDay,
} from '../clock/index.js';
import { recordDigest } from '../digest.js';
import { Article } from '../registration/codes.js';
import { Count, DateText, Hex256, Id, Instant } from '../schema.js';
import { ActedBy } from './acted.js';
import {
  AgreementStatus,
  agreementStatus,
  type AuthorizationAgreement,
  ExitState,
} from './agreement.js';
import type { OperatedProduct } from './product.js';
import type { ExpectedStep, OperationRules } from './rules.js';
import { citedQuery } from '../registration/cited-query.js';

export const TimelineKind = z
  .enum([
    'SCHEME_DRAFTED',
    'SCHEME_DECIDED',
    'SCHEME_FILED',
    'OPERATOR_SELECTED',
    'AGREEMENT_DRAFTED',
    'AGREEMENT_SIGNED',
    'AGREEMENT_FILED',
    'AGREEMENT_SUSPENDED',
    'AGREEMENT_RESUMED',
    'AGREEMENT_TERMINATED',
    'EXIT_PLANNED',
    'HANDED_OVER',
    'EXIT_CLOSED',
    'SCOPE_PUBLISHED',
    'PRODUCT_ADDED',
    'PRODUCTS_PUBLISHED',
    'PROCESSED',
    'DERIVED',
    'DELIVERED',
    'PRODUCT_REGISTERED',
    'EVALUATED',
    'AFFILIATE_RECORDED',
    'REVENUE_STATED',
    'REVENUE_SIGNED',
  ])
  .meta({ id: 'TimelineKind' });
export type TimelineKind = z.infer<typeof TimelineKind>;

/** `operation-event~agreement~seq`: immutable, and cites the one before by its digest. */
export const TimelineEntry = z
  .strictObject({
    v: z.literal(1),
    agreement: Id,
    seq: z.int().min(1),
    kind: TimelineKind,
    /** Id of the record that the step made or changed. */
    subject: z.string().min(1).max(128),
    by: ActedBy,
    previous: Hex256.optional(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** `operation-head~agreement`: small, and read and rewritten by every step under the agreement. */
export interface TimelineHead {
  readonly v: 1;
  readonly last: number;
  readonly digest?: string;
  readonly scopePublishedAt?: string;
  readonly evaluatedAt?: readonly string[];
}

export type TimelineStep = Pick<TimelineEntry, 'kind' | 'subject' | 'by'>;

/** The next entries of an agreement, and the head that counts them. */
export function extendTimeline(
  agreement: string,
  head: TimelineHead | undefined,
  steps: readonly TimelineStep[],
): { readonly entries: TimelineEntry[]; readonly head: TimelineHead } {
  const entries: TimelineEntry[] = [];
  let [seq, digest] = [head?.last ?? 0, head?.digest];
  for (const step of steps) {
    seq += 1;
    const previous = digest === undefined ? {} : { previous: digest };
    const entry: TimelineEntry = { v: 1, agreement, seq, ...step, ...previous };
    entries.push(entry);
    digest = recordDigest(entry);
  }
  return {
    entries,
    head: { v: 1, ...head, last: seq, ...(digest === undefined ? {} : { digest }) },
  };
}

const ExpectedName = z.enum([
  'SCOPE_DISCLOSURE',
  'PRODUCT_DISCLOSURE',
  'FIRST_REGISTRATION',
  'EVALUATION',
  'EXIT',
]);

/** A step that the rules want by a day. */
export const Expectation = z
  .strictObject({
    step: ExpectedName,
    subject: Id,
    since: DateText,
    due: DateText,
    dueAt: Instant,
    article: Article,
    /** The length of the clock, or the calendar of the year, is not official. */
    provisional: z.boolean(),
    state: z.enum(['PENDING', 'DONE', 'DONE_LATE', 'OVERDUE']),
    doneAt: Instant.optional(),
  })
  .meta({ id: 'OperationExpectation' });
export type Expectation = z.infer<typeof Expectation>;

const TimelineGap = z
  .discriminatedUnion('kind', [
    /** Entries that are not there, or do not cite the one before. */
    z.strictObject({ kind: z.literal('SEQUENCE'), seq: z.int().min(1) }),
    z.strictObject({ kind: z.literal('CHAIN'), seq: z.int().min(1) }),
    z.strictObject({ kind: z.literal('EXPECTED'), step: ExpectedName, subject: Id, due: DateText }),
  ])
  .meta({ id: 'TimelineGap' });
export type TimelineGap = z.infer<typeof TimelineGap>;

export const SuperviseInput = z
  .strictObject({
    agreement: Id,
    from: z.int().min(1).optional(),
    count: z.int().min(1).max(200).optional(),
    asOf: Instant.optional(),
    knownAt: Instant.optional(),
    ...citedQuery,
  })
  .meta({ id: 'SuperviseInput' });

/** What happened under an agreement, or where that can not be said. */
export const Supervision = z
  .strictObject({
    agreement: Id,
    status: AgreementStatus,
    exit: ExitState.optional(),
    asOf: Instant,
    knownAt: Instant,
    /** The last time beacon that the answer knows of; 0: none. */
    beacon: Count,
    last: Count,
    checkedFrom: Count,
    checkedTo: Count,
    entries: z.array(TimelineEntry),
    expected: z.array(Expectation),
    gaps: z.array(TimelineGap),
    /** Present where every entry was looked at: nothing is missing and nothing is overdue. */
    complete: z.boolean().optional(),
  })
  .meta({ id: 'OperationSupervision' });
export type Supervision = z.infer<typeof Supervision>;

/** What is missing among entries that should be there, `undefined` standing for one that is not. */
export function sequenceGaps(
  from: number,
  found: readonly (TimelineEntry | undefined)[],
  before: TimelineEntry | undefined,
): TimelineGap[] {
  const gaps: TimelineGap[] = [];
  let previous = before;
  found.forEach((entry, i) => {
    const seq = from + i;
    if (entry === undefined) gaps.push({ kind: 'SEQUENCE', seq });
    else if (!follows(entry, previous)) gaps.push({ kind: 'CHAIN', seq });
    previous = entry;
  });
  return gaps;
}

/** Where the one before is missing, its own gap says so. */
const follows = (entry: TimelineEntry, previous: TimelineEntry | undefined): boolean =>
  previous === undefined
    ? entry.seq > 1 || entry.previous === undefined
    : entry.previous === recordDigest(previous);

export interface Expecting {
  readonly agreement: AuthorizationAgreement;
  readonly head: TimelineHead;
  readonly products: readonly OperatedProduct[];
  readonly rules: OperationRules;
  readonly calendars: Calendars;
  readonly asOf: string;
  /** What is younger is not taken into account. */
  readonly until: string;
}

interface Due {
  readonly step: ExpectedStep;
  readonly subject: string;
  readonly since: string;
  readonly doneAt: string | undefined;
}

/** Every step that the rules expect, with its deadline and whether it was taken. */
export function expectations(given: Expecting): Expectation[] {
  const { until } = given;
  return [...ofAgreement(given), ...given.products.flatMap((product) => ofProduct(product, until))]
    .map((due) => expectation(due, given))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

function ofAgreement({ agreement, head, asOf, until }: Expecting): Due[] {
  const { id, filing, term, exit } = agreement;
  if (filing === undefined || filing.at > until) return [];
  const filedOn = shanghaiDate(filing.at);
  const started = filedOn > term.from ? filedOn : term.from;
  const evaluations = (head.evaluatedAt ?? []).filter((at) => at <= until);
  const dues: Due[] = [
    { step: 'SCOPE_DISCLOSURE', subject: id, since: filedOn, doneAt: head.scopePublishedAt },
    ...[undefined, ...evaluations].map((at, i): Due => {
      const since = at === undefined ? started : shanghaiDate(at);
      return { step: 'EVALUATION', subject: id, since, doneAt: evaluations[i] };
    }),
  ];
  const ended = endedOn(agreement, asOf);
  if (ended === undefined) return dues;
  // An agreement that ended is not evaluated again; it is wound up.
  const done = dues.filter(({ step, doneAt }) => step !== 'EVALUATION' || doneAt !== undefined);
  return [...done, { step: 'EXIT', subject: id, since: ended, doneAt: exit?.closed?.at }];
}

/** The day on which an agreement ended, where it has. */
function endedOn(agreement: AuthorizationAgreement, asOf: string): string | undefined {
  if (!['EXPIRED', 'TERMINATED'].includes(agreementStatus(agreement, asOf))) return undefined;
  const { term, terminated, exit } = agreement;
  const days = [endOfDay(term.to)];
  if (terminated !== undefined) days.push(terminated.at);
  if (exit !== undefined) days.push(startOfDay(exit.planned.effectiveOn));
  return shanghaiDate(days.sort()[0] ?? asOf);
}

function ofProduct(product: OperatedProduct, until: string): Due[] {
  const { id, added, disclosedAt, firstDelivery, registration } = product;
  if (added.at > until) return [];
  const since = shanghaiDate(added.at);
  const dues: Due[] = [{ step: 'PRODUCT_DISCLOSURE', subject: id, since, doneAt: disclosedAt }];
  if (firstDelivery !== undefined && firstDelivery.at <= until) {
    const start = shanghaiDate(firstDelivery.at);
    const doneAt = registration?.registeredAt;
    dues.push({ step: 'FIRST_REGISTRATION', subject: id, since: start, doneAt });
  }
  return dues;
}

function expectation({ step, subject, since, doneAt }: Due, given: Expecting): Expectation {
  const { rule, provisional } = given.rules.clocks[step];
  const pauses: ClosedPause[] = [];
  const deadline = provisionalDeadline(rule, since, given.calendars, { pauses });
  const { due, dueAt, article } = deadline;
  const done = doneAt !== undefined && doneAt <= given.until ? doneAt : undefined;
  return {
    ...{ step, subject, since, due, dueAt, article },
    provisional: provisional || deadline.provisional,
    state: stateOf(dueAt, done, given.asOf),
    ...(done === undefined ? {} : { doneAt: done }),
  };
}

function stateOf(dueAt: string, done: string | undefined, asOf: string): Expectation['state'] {
  if (done !== undefined) return done < dueAt ? 'DONE' : 'DONE_LATE';
  return asOf < dueAt ? 'PENDING' : 'OVERDUE';
}

export const overdueGaps = (expected: readonly Expectation[]): TimelineGap[] =>
  expected
    .filter(({ state }) => state === 'OVERDUE')
    .map(({ step, subject, due }) => ({ kind: 'EXPECTED', step, subject, due }));
