import { dataRoles, type Role } from '../access.js';
import { reasonErrors } from '../check/reason.js';
import * as c from '../check/rights.js';
import { Check } from '../check/check.js';
import type { ErrorCode } from '../errors.js';
import { Asked } from '../registration/case.js';
import { Id, Instant } from '../schema.js';
import {
  accessErrors,
  actingErrors,
  enrolledErrors,
  evaluate,
  submit,
  writingErrors,
} from '../transaction.js';
import { z } from 'zod';
import * as m from './index.js';
import { citedQueryErrors } from '../registration/cited-query.js';

/** Who decides what is fit for trade: an exchange, or outside of one a registrar or supervisor. */
const admitting: readonly Role[] = ['exchange', 'registrar', 'supervisor'];
const declaring: readonly Role[] = [...dataRoles, 'supervisor'];

/** What relying on a mandate may be refused for. */
const mandated = [
  'MANDATE_NOT_FOUND',
  'MANDATE_NOT_ACTIVE',
  'MANDATE_EXCEEDED',
  'QUALIFICATION_NOT_VALID',
  'CALLER_FORBIDDEN',
] as const satisfies readonly ErrorCode[];

/** What relying on a submitted answer may be refused for. */
const relying = [
  'ANSWER_NOT_FOUND',
  'ANSWER_AUDIENCE_MISMATCH',
  'ANSWER_TERMS_MISMATCH',
  'ANSWER_EXPIRED',
  'ANSWER_USED',
  'PROFILE_NOT_IN_FORCE',
  ...reasonErrors,
] as const satisfies readonly ErrorCode[];

const ListingQuery = z
  .strictObject({ id: Id, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'ListingQuery' });
const AffiliationQuery = m.AffiliationKey.extend({ asOf: Instant.optional() }).meta({
  id: 'AffiliationQuery',
});
const CheckView = z
  .strictObject({ check: Check, usedBy: z.string().optional(), expired: z.boolean(), asked: Asked })
  .meta({ id: 'CheckView' });

const ofCustody = { access: dataRoles, output: m.CustodyRecord, citesBeacon: true } as const;
const onCustody = [
  'RECORD_NOT_FOUND',
  'CALLER_FORBIDDEN',
  'RECORD_STATE_FORBIDS',
] as const satisfies readonly ErrorCode[];
const ofListing = { access: dataRoles, citesBeacon: true };

/** 权属核验, 挂牌, 交易, and what an exchange may rely on. */
export const marketCatalogue = {
  'check:evaluate': evaluate({
    summary: 'What stands for and against listing a right under terms, every reason told',
    access: 'ENROLLED',
    input: c.EvaluateCheckInput,
    output: c.RightsAnswer,
    errors: [...enrolledErrors, 'PROFILE_NOT_IN_FORCE', 'AS_OF_TOO_LATE'],
  }),
  'check:submit': submit({
    summary: 'Submit a rights check: its commit proves it, and one listing may rely on it, once',
    access: dataRoles,
    input: c.SubmitCheckInput,
    output: c.RightsCheck,
    event: 'check.submitted',
    citesBeacon: true,
    errors: [...actingErrors, ...mandated, 'USCC_INVALID', 'PROFILE_NOT_IN_FORCE'],
  }),
  'check:read': evaluate({
    summary: 'A submitted answer, and whether it can still be relied on',
    access: 'ENROLLED',
    input: c.CheckKey,
    output: CheckView,
    errors: [...enrolledErrors, 'ANSWER_NOT_FOUND'],
  }),
  'listing:disclose': submit({
    ...ofListing,
    summary: 'Publish what every bidder is told, under one digest',
    input: m.DiscloseInput,
    output: m.MarketDisclosure,
    event: 'listing.disclosed',
    errors: [...writingErrors, ...mandated, 'DISCLOSURE_EXISTS'],
  }),
  'listing:acknowledge': submit({
    ...ofListing,
    summary: 'Sign as a bidder what was disclosed to you',
    input: m.AcknowledgeDisclosureInput,
    output: m.DisclosureSeen,
    event: 'listing.acknowledged',
    errors: [...actingErrors, 'DISCLOSURE_NOT_FOUND', 'DISCLOSURE_MISMATCH', 'RECORD_EXISTS'],
  }),
  'listing:apply': submit({
    ...ofListing,
    summary: 'Apply for a listing on an exchange under terms: it waits for its check',
    input: m.ApplyListingInput,
    output: m.Listing,
    event: 'listing.applied',
    errors: [
      ...writingErrors,
      ...mandated,
      'LISTING_EXISTS',
      'SEPARATION_VIOLATION',
      'RIGHT_NOT_HELD',
      'EXCHANGE_UNKNOWN',
    ],
  }),
  'listing:list': submit({
    summary: 'List: the check is repeated, and consumed',
    access: ['exchange'],
    input: m.ListInput,
    output: m.ListingStart,
    event: 'listing.listed',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      ...relying,
      'LISTING_NOT_FOUND',
      'LISTING_STATE_FORBIDS',
      'CALLER_FORBIDDEN',
    ],
  }),
  'listing:suspend': submit({
    summary: 'Suspend a listing as its exchange',
    access: ['exchange'],
    input: m.SayListingInput,
    output: m.ListingConduct,
    event: 'listing.suspended',
    citesBeacon: true,
    errors: [...writingErrors, 'LISTING_NOT_FOUND', 'LISTING_STATE_FORBIDS', 'CALLER_FORBIDDEN'],
  }),
  'listing:resume': submit({
    summary: 'Resume a listing that its exchange suspended',
    access: ['exchange'],
    input: m.SayListingInput,
    output: m.ListingConduct,
    event: 'listing.resumed',
    citesBeacon: true,
    errors: [...writingErrors, 'LISTING_NOT_FOUND', 'LISTING_STATE_FORBIDS', 'CALLER_FORBIDDEN'],
  }),
  'listing:delist': submit({
    ...ofListing,
    summary: 'End a listing, as its exchange or its seller',
    input: m.SayListingInput.extend({ mandate: Id.optional() }).meta({ id: 'DelistInput' }),
    output: m.ListingConduct,
    event: 'listing.delisted',
    errors: [...writingErrors, ...mandated, 'LISTING_NOT_FOUND', 'LISTING_STATE_FORBIDS'],
  }),
  'listing:read': evaluate({
    summary: 'A listing, what it is at an instant, and where else the right is listed',
    access: 'ENROLLED',
    input: ListingQuery,
    output: m.ListingView,
    errors: [...enrolledErrors, 'LISTING_NOT_FOUND', 'AS_OF_TOO_LATE', 'PROFILE_NOT_IN_FORCE'],
  }),
  'listing:disclosure': evaluate({
    summary: 'What is disclosed, with the one digest for all bidders',
    access: 'ENROLLED',
    input: m.MarketDisclosureKey,
    output: m.MarketDisclosure,
    errors: [...enrolledErrors, 'DISCLOSURE_NOT_FOUND'],
  }),
  'admission:decide': submit({
    summary: 'Decide whether data is fit for trade: source, privacy, trade, each with its evidence',
    access: admitting,
    input: m.DecideAdmissionInput,
    output: m.AdmissionDecision,
    event: 'admission.decided',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'RECORD_EXISTS',
      'ATTESTATION_MISSING',
      'EVIDENCE_NOT_FOUND',
      'CERTIFICATE_NOT_FOUND',
      'CONSENT_NOT_FOUND',
      'AGREEMENT_NOT_FOUND',
      'STEP_NOT_FOUND',
    ],
  }),
  'admission:read': evaluate({
    summary: 'A decision on admission',
    access: 'ENROLLED',
    input: m.AdmissionKey,
    output: m.AdmissionDecision,
    errors: [...enrolledErrors, 'RECORD_NOT_FOUND'],
  }),
  'affiliate:declare': submit({
    summary: 'Declare that two parties are affiliates',
    access: declaring,
    input: m.DeclareAffiliateInput,
    output: m.AffiliatePair,
    event: 'affiliate.declared',
    citesBeacon: true,
    errors: [...actingErrors, 'CALLER_FORBIDDEN', 'RECORD_STATE_FORBIDS', 'USCC_INVALID'],
  }),
  'affiliate:end': submit({
    summary: 'State that two parties are affiliates no more',
    access: declaring,
    input: m.EndAffiliationInput,
    output: m.AffiliatePair,
    event: 'affiliate.ended',
    citesBeacon: true,
    errors: [...actingErrors, 'CALLER_FORBIDDEN', 'RECORD_NOT_FOUND', 'RECORD_STATE_FORBIDS'],
  }),
  'affiliate:read': evaluate({
    summary: 'Whether two parties are declared affiliates',
    access: 'ENROLLED',
    input: AffiliationQuery,
    output: m.AffiliationView,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE'],
  }),
  'mandate:give': submit({
    summary: 'Mandate a broker: powers, rights and term',
    access: dataRoles,
    input: m.GiveMandateInput,
    output: m.Mandate,
    event: 'mandate.given',
    citesBeacon: true,
    errors: [...writingErrors, 'RECORD_EXISTS', 'QUALIFICATION_NOT_VALID', 'CALLER_FORBIDDEN'],
  }),
  'mandate:end': submit({
    summary: 'End a mandate, as its principal or its broker',
    access: dataRoles,
    input: m.EndMandateInput,
    output: m.MandateEnd,
    event: 'mandate.ended',
    citesBeacon: true,
    errors: [...writingErrors, 'MANDATE_NOT_FOUND', 'CALLER_FORBIDDEN', 'RECORD_STATE_FORBIDS'],
  }),
  'mandate:read': evaluate({
    summary: 'A mandate, and its end',
    access: 'ENROLLED',
    input: m.MandateKey,
    output: m.MandateView,
    errors: [...enrolledErrors, 'MANDATE_NOT_FOUND'],
  }),
  'custody:entrust': submit({
    ...ofCustody,
    summary: 'Entrust the bytes of a version to a custodian, with what its proofs are held against',
    input: m.EntrustInput,
    event: 'custody.entrusted',
    errors: [
      ...actingErrors,
      ...(['RECORD_EXISTS', 'VERSION_UNKNOWN', 'RIGHT_NOT_HELD'] as const),
      ...(['QUALIFICATION_NOT_VALID', 'CALLER_FORBIDDEN'] as const),
    ],
  }),
  'custody:take': submit({
    ...ofCustody,
    summary: 'Take bytes into custody, by both digests of what was got',
    input: m.TakeCustodyInput,
    event: 'custody.taken',
    errors: [...actingErrors, ...onCustody, 'ROOT_MISMATCH', 'QUALIFICATION_NOT_VALID'],
  }),
  'custody:challenge': submit({
    ...ofCustody,
    summary: 'Ask the custodian to show that it still has the bytes, by telling the next nonce',
    input: m.ChallengeCustodyInput,
    event: 'custody.challenged',
    errors: [...actingErrors, ...onCustody, 'ROOT_MISMATCH'],
  }),
  'custody:prove': submit({
    ...ofCustody,
    summary: 'Answer a challenge, which only the bytes themselves can',
    input: m.ProvePossessionInput,
    event: 'custody.proven',
    errors: [...actingErrors, ...onCustody, 'ROOT_MISMATCH'],
  }),
  'custody:release': submit({
    ...ofCustody,
    summary: 'Let go of the bytes, saying what became of them',
    input: m.ReleaseCustodyInput,
    event: 'custody.released',
    errors: [...writingErrors, ...onCustody],
  }),
  'custody:read': evaluate({
    summary: 'A custody with every challenge and what it showed, at an instant',
    access: [...dataRoles, 'court', 'arbitrator', 'supervisor'],
    input: m.CustodyQuery,
    output: m.CustodyView,
    openedBy: 'CUSTODY',
    errors: [
      ...accessErrors,
      ...(['RECORD_NOT_FOUND', 'CALLER_FORBIDDEN', 'AS_OF_TOO_LATE'] as const),
      ...citedQueryErrors,
    ],
  }),
  'custody:own': evaluate({
    summary: 'What the caller gave into custody or keeps, and what the latest challenge showed',
    access: dataRoles,
    input: m.OwnCustodiesInput,
    output: m.CustodyPage,
    errors: [...accessErrors, 'AS_OF_TOO_LATE', 'CURSOR_INVALID'],
  }),
  'deal:propose': submit({
    summary: 'Propose a deal: on an exchange as the exchange, outside as the seller or its broker',
    access: dataRoles,
    input: m.ProposeDealInput,
    output: m.Deal,
    event: 'deal.proposed',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      ...mandated,
      'SEPARATION_VIOLATION',
      'RIGHT_NOT_HELD',
      'DEAL_EXISTS',
      'LISTING_NOT_FOUND',
      'LISTING_NOT_LISTED',
      'DISCLOSURE_NOT_FOUND',
      'INTERMEDIARY_DUTIES_MISSING',
      'USCC_INVALID',
      'PROFILE_NOT_IN_FORCE',
    ],
  }),
  'deal:accept': submit({
    summary: 'Accept a deal as its buyer, under the digest that every bidder was shown',
    access: dataRoles,
    input: m.AcceptDealInput,
    output: m.DealAcceptance,
    event: 'deal.concluded',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      ...relying,
      'DEAL_NOT_FOUND',
      'DEAL_STATE_FORBIDS',
      'LISTING_NOT_LISTED',
      'DISCLOSURE_MISMATCH',
      'CALLER_FORBIDDEN',
    ],
  }),
  'deal:settle': submit({
    summary: 'State that a deal was paid: order, amount and receipt by digest, and the delivery',
    access: dataRoles,
    input: m.SettleDealInput,
    output: m.SettlementRef,
    event: 'deal.settled',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      ...mandated,
      'DEAL_NOT_FOUND',
      'DEAL_STATE_FORBIDS',
      'DELIVERY_NOT_FOUND',
      'DELIVERY_NOT_ACCEPTED',
      'SETTLEMENT_MISMATCH',
    ],
  }),
  'deal:read': evaluate({
    summary: 'A deal, where it was made, and how far it got',
    access: [...dataRoles, 'court', 'arbitrator', 'supervisor'],
    input: m.DealQuery,
    output: m.DealView,
    openedBy: 'DEAL',
    errors: [...accessErrors, 'DEAL_NOT_FOUND', 'CALLER_FORBIDDEN', ...citedQueryErrors],
  }),
  'foreign:present': submit({
    summary: 'Present a certificate of another register by its signed answer',
    access: dataRoles,
    input: m.PresentForeignInput,
    output: m.ForeignCertificate,
    event: 'foreign.presented',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'RECORD_EXISTS',
      'FOREIGN_NOT_ACCEPTED',
      'FOREIGN_ANSWER_INVALID',
      'ANSWER_EXPIRED',
      'RIGHT_NOT_HELD',
      'PROFILE_NOT_IN_FORCE',
    ],
  }),
  'foreign:read': evaluate({
    summary: 'A certificate of another register, as it was presented',
    access: 'ENROLLED',
    input: m.ForeignKey,
    output: m.ForeignCertificate,
    errors: [...enrolledErrors, 'RECORD_NOT_FOUND'],
  }),
} as const;
