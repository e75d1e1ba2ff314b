import { z } from 'zod';
import { endOfDay, type Period } from '../clock/index.js';
import {
  AgreementStatus,
  agreementChangesAt,
  agreementStatus,
  type AuthorizationAgreement,
} from '../operation/agreement.js';
import { DateText, Instant } from '../schema.js';
import { Asked } from '../registration/case.js';
import type { Instants } from '../registration/case-fold.js';
import { DataDescription } from '../registration/description.js';
import { RightReason } from '../registration/right.js';
import {
  entriesAt,
  lastValidDayAt,
  PublicResourceRegistration,
  resourceStatus,
  ResourceStatus,
} from './registration.js';
import { lastDays } from './validity.js';

/** The agreement that a resource is operated under, as it is at the instant asked. */
export const OperatedUnder = z
  .strictObject({
    agreement: z.string(),
    status: AgreementStatus,
    /** Last day of the operating term. */
    until: DateText,
    /** When time alone changes the status next. */
    changesAt: Instant.optional(),
  })
  .meta({ id: 'OperatedUnder' });
export type OperatedUnder = z.infer<typeof OperatedUnder>;

/** An agreement as a registration under it depends on it. */
export function operatedBy(agreement: AuthorizationAgreement, asOf: string): OperatedUnder {
  const changesAt = agreementChangesAt(agreement, asOf);
  return {
    agreement: agreement.id,
    status: agreementStatus(agreement, asOf),
    until: agreement.term.to,
    ...(changesAt === undefined ? {} : { changesAt }),
  };
}

/** Everything the status of a registration depends on (design: time rule 4). */
export interface ResourceClosure {
  readonly record: PublicResourceRegistration;
  readonly operation?: OperatedUnder | undefined;
}

export const ResourceState = z
  .strictObject({
    status: ResourceStatus,
    from: Instant,
    /** Last day. */
    until: DateText,
    operation: OperatedUnder.optional(),
    reasons: z.array(RightReason),
    nextChangeAt: Instant.optional(),
  })
  .meta({ id: 'ResourceState' });
export type ResourceState = z.infer<typeof ResourceState>;

/** A registration as it was known, without what came after. */
function knownBy(
  record: PublicResourceRegistration,
  { asOf, knownAt }: Instants,
): PublicResourceRegistration {
  const entries = entriesAt(record, asOf < knownAt ? asOf : knownAt);
  return entries.length === record.entries.length ? record : { ...record, entries: [...entries] };
}

const earlier = (a: string, b: string | undefined): string => (b !== undefined && b < a ? b : a);

/**
 * `effectiveStatus` of a registration: its own, and that of the agreement above it. An agreement that
 * is suspended suspends it, one that is over ends it; neither writes anything here.
 */
export function resourceState(closure: ResourceClosure, instants: Instants): ResourceState {
  const { operation } = closure;
  const record = knownBy(closure.record, instants);
  const { registeredAt: from, article } = record;
  const until = earlier(lastValidDayAt(record, instants.asOf), operation?.until);
  const own = instants.knownAt < from ? 'PENDING' : resourceStatus(record, instants.asOf);
  const base = { from, until, ...(operation === undefined ? {} : { operation }) };
  const found = own === 'ACTIVE' ? aboveIt(operation, until, instants) : undefined;
  if (found !== undefined) {
    return { ...base, status: found.status, reasons: [{ code: found.code, article }] };
  }
  if (own !== 'ACTIVE') return { ...base, status: own, reasons: [reasonOf(record, own, until)] };
  const registered = { code: 'REGISTERED', article, at: from, case: record.case };
  const nextChangeAt = [endOfDay(until), ...changesOf(operation)].sort()[0];
  return { ...base, status: own, reasons: [registered], nextChangeAt };
}

const changesOf = (operation: OperatedUnder | undefined): string[] =>
  operation?.changesAt === undefined ? [] : [operation.changesAt];

interface Found {
  readonly status: ResourceStatus;
  readonly code: string;
}

function aboveIt(
  operation: OperatedUnder | undefined,
  until: string,
  { asOf }: Instants,
): Found | undefined {
  if (operation === undefined) return undefined;
  if (operation.status === 'SUSPENDED') return { status: 'SUSPENDED', code: 'AGREEMENT_SUSPENDED' };
  if (operation.status !== 'ACTIVE') {
    return { status: 'LAPSED', code: `AGREEMENT_${operation.status}` };
  }
  return asOf < endOfDay(until) ? undefined : { status: 'LAPSED', code: 'OPERATING_TERM_ENDED' };
}

function reasonOf(
  record: PublicResourceRegistration,
  status: ResourceStatus,
  until: string,
): z.infer<typeof RightReason> {
  const { article, entries } = record;
  if (status === 'PENDING') return { code: 'NOT_REGISTERED_YET', article, case: record.case };
  if (status === 'LAPSED') return { code: 'RESOURCE_LAPSED', article, at: endOfDay(until) };
  const end = entries.find(({ kind }) => kind === status);
  return { code: status, article, ...(end === undefined ? {} : { at: end.at, case: end.case }) };
}

/** What the register says of the data at an instant: a change counts from its own registration on. */
export function describedAt(
  record: PublicResourceRegistration,
  instants: Instants,
): { readonly description: DataDescription; readonly holder: Record<string, string> } {
  const changed = knownBy(record, instants).entries.findLast(
    (entry) => entry.kind === 'CHANGED' || entry.kind === 'CORRECTED',
  );
  return changed !== undefined && 'description' in changed
    ? { description: changed.description, holder: changed.holder }
    : { description: record.description, holder: {} };
}

/** A registration with what it is at the instant asked; derived, never stored. */
export const ResourceView = z
  .strictObject({
    record: PublicResourceRegistration,
    description: DataDescription,
    state: ResourceState,
    /** On which days renewal may be applied for. */
    renewal: z.strictObject({ from: DateText, until: DateText }),
    asked: Asked,
  })
  .meta({ id: 'ResourceView' });
export type ResourceView = z.infer<typeof ResourceView>;

export const resourceView = (
  closure: ResourceClosure,
  renewalOpens: Period,
  asked: Asked,
): ResourceView => {
  const state = resourceState(closure, asked);
  const { description } = describedAt(closure.record, asked);
  return {
    record: closure.record,
    description,
    state,
    renewal: lastDays(state.until, renewalOpens),
    asked,
  };
};
