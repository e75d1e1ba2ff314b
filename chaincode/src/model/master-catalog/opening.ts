import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { flowShape } from '../flow.js';
import { CatalogNo, ListCitation } from '../negative-list.js';
import { CaseActor } from '../registration/case-steps.js';
import {
  Code,
  Hex256,
  Id,
  Instant,
  line,
  Page,
  pageOf,
  TransactionId,
  Uscc,
  Version,
} from '../schema.js';
import type { CatalogEntry } from './entry.js';
import { requireTerm, Term } from './sharing.js';

const made = { by: CaseActor, at: Instant, txId: TransactionId };

/** 开放审核: a decision about one version, and the negative list that it was checked against. */
export const OpenReview = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    catalogNo: CatalogNo,
    version: Version,
    department: Uscc,
    outcome: z.enum(['APPROVED', 'REFUSED']),
    reasons: line(300),
    list: ListCitation,
    /** Attestations that the decision rests on: security assessment, impact assessment. */
    attestations: z.array(Id).max(4),
    ...made,
  })
  .meta({ id: 'OpenReview' });
export type OpenReview = z.infer<typeof OpenReview>;

/** A set that is open to everybody under a licence, by a decision. */
export const OpenSet = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    review: Id,
    catalogNo: CatalogNo,
    version: Version,
    category: Code,
    licence: Code,
    licenceDigest: Hex256,
    list: ListCitation,
    ...made,
  })
  .meta({ id: 'OpenSet' });
export type OpenSet = z.infer<typeof OpenSet>;

/** 定向开放 / 授权开放: to named recipients, for named purposes, in a term. */
export const OpenGrant = z
  .strictObject({
    ...flowShape(['ACTIVE', 'REVOKED']),
    kind: z.enum(['DIRECTED_OPEN', 'AUTHORISED_OPEN']),
    review: Id,
    catalogNo: CatalogNo,
    version: Version,
    department: Uscc,
    recipients: z.array(Uscc).min(1).max(50),
    purposes: z.array(Code).min(1).max(20),
    term: Term,
    licenceDigest: Hex256,
    list: ListCitation,
  })
  .meta({ id: 'OpenGrant' });
export type OpenGrant = z.infer<typeof OpenGrant>;

export const OpenDelivery = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    grant: Id,
    recipient: Uscc,
    purpose: Code,
    deliveryDigest: Hex256,
    ...made,
  })
  .meta({ id: 'OpenDelivery' });
export type OpenDelivery = z.infer<typeof OpenDelivery>;

export const OpenGrantStatus = z
  .enum(['PENDING', 'ACTIVE', 'EXPIRED', 'REVOKED'])
  .meta({ id: 'OpenGrantStatus' });

/** By the day in Shanghai, and never before the step that revoked it. */
export function openGrantStatus(
  { steps, term }: OpenGrant,
  asOf: string,
  day: string,
): z.infer<typeof OpenGrantStatus> {
  if (steps.some(({ status, at }) => status === 'REVOKED' && at <= asOf)) return 'REVOKED';
  if (day < term.from) return 'PENDING';
  return day <= term.to ? 'ACTIVE' : 'EXPIRED';
}

/**
 * What is opened was decided on, in the version that stands now.
 *
 * @throws LedgerError OPEN_REVIEW_REQUIRED
 */
export function requireOpenReview(review: OpenReview | undefined, entry: CatalogEntry): OpenReview {
  if (
    review?.outcome === 'APPROVED' &&
    review.catalogNo === entry.catalogNo &&
    review.version === entry.version
  ) {
    return review;
  }
  throw new LedgerError(
    'OPEN_REVIEW_REQUIRED',
    `Version ${String(entry.version)} of ${entry.catalogNo} was not decided to be opened.`,
    { catalogNo: entry.catalogNo, version: entry.version },
  );
}

/** @throws LedgerError GRANT_RECIPIENT_UNKNOWN, PURPOSE_DRIFT, GRANT_EXPIRED */
export function requireGranted(
  { id, recipients, purposes, term }: OpenGrant,
  { recipient, purpose }: { readonly recipient: string; readonly purpose: string },
  at: string,
): void {
  if (!recipients.includes(recipient)) {
    throw new LedgerError('GRANT_RECIPIENT_UNKNOWN', `${id} does not name ${recipient}.`, {
      id,
      recipient,
    });
  }
  if (!purposes.includes(purpose)) {
    throw new LedgerError('PURPOSE_DRIFT', `${id} is not for ${purpose}.`, { id, purpose });
  }
  requireTerm(id, term, at);
}

const beacon = BeaconCitation.optional();
export const ReviewOpenInput = z
  .strictObject({
    ...{ id: Id, catalogNo: CatalogNo, outcome: z.enum(['APPROVED', 'REFUSED']) },
    ...{ reasons: line(300), beacon },
  })
  .meta({ id: 'ReviewOpenInput' });
export const OpenSetInput = z
  .strictObject({
    ...{ id: Id, review: Id, category: Code, licence: Code, licenceDigest: Hex256, beacon },
  })
  .meta({ id: 'OpenSetInput' });
export const GrantOpenInput = z
  .strictObject({
    ...{ id: Id, kind: OpenGrant.shape.kind, review: Id, recipients: OpenGrant.shape.recipients },
    ...{ purposes: OpenGrant.shape.purposes, term: Term, licenceDigest: Hex256, beacon },
  })
  .meta({ id: 'GrantOpenInput' });
export const RevokeOpenInput = z
  .strictObject({ id: Id, reasons: line(300), beacon })
  .meta({ id: 'RevokeOpenInput' });
export const DeliverOpenInput = z
  .strictObject({
    ...{ grant: Id, id: Id, recipient: Uscc, purpose: Code, deliveryDigest: Hex256, beacon },
  })
  .meta({ id: 'DeliverOpenInput' });
export const OpenKey = z.strictObject({ id: Id }).meta({ id: 'OpenKey' });
export const OpenGrantQuery = z
  .strictObject({ id: Id, asOf: Instant.optional() })
  .meta({ id: 'OpenGrantQuery' });
export const OpenGrantView = z
  .strictObject({ grant: OpenGrant, status: OpenGrantStatus, asOf: Instant })
  .meta({ id: 'OpenGrantView' });
export const OpenDeliveriesInput = z
  .strictObject({ grant: Id, ...Page })
  .meta({ id: 'OpenDeliveriesInput' });
export const OpenDeliveryPage = pageOf(OpenDelivery).meta({ id: 'OpenDeliveryPage' });
