import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { isSameVersion, VersionRef } from '../registration/description.js';
import { DateText, Hex256, Id, TransactionId, Uscc } from '../schema.js';
import { Nonce } from '../voucher/presentation.js';
import { ListingTerms, TitleLabel, Venue } from './terms.js';
import { citedQuery } from '../registration/cited-query.js';

/** 数据安全法 33: what whoever brings two sides together asks for, looks at and keeps. */
export const IntermediaryDuties = z
  .strictObject({
    /** Where the seller says that the data comes from. */
    sourceStatement: Hex256,
    sellerIdentity: Hex256,
    buyerIdentity: Hex256,
    /** Of the file that is kept, and until when. */
    records: Hex256,
    retainedUntil: DateText,
  })
  .meta({ id: 'IntermediaryDuties' });
export type IntermediaryDuties = z.infer<typeof IntermediaryDuties>;

/** Digests of what the parties have on paper; no money and no text is here. */
const papers = {
  order: Hex256,
  /** Of the amount with its salt. */
  amount: Hex256,
  contract: Hex256,
};

export const ProposeDealInput = z
  .strictObject({
    id: Id,
    buyer: Uscc,
    /** 场内: the listing. Its exchange proposes. */
    listing: Id.optional(),
    /** 场外: the terms. Their seller proposes, or its broker. */
    terms: ListingTerms.optional(),
    ...papers,
    mandate: Id.optional(),
    duties: IntermediaryDuties.optional(),
    beacon: BeaconCitation.optional(),
  })
  .refine(({ listing, terms }) => (listing === undefined) !== (terms === undefined), {
    path: ['listing'],
    message: 'Name a listing, or state the terms of a deal outside of an exchange',
  })
  .meta({ id: 'ProposeDealInput' });

/** 交易, `deal~id`: immutable, with the label of where it was made. */
export const Deal = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    venue: Venue,
    listing: Id.optional(),
    exchange: Uscc.optional(),
    seller: Uscc,
    buyer: Uscc,
    terms: ListingTerms,
    termsDigest: Hex256,
    label: TitleLabel,
    data: VersionRef,
    /** What every bidder was shown. */
    disclosure: Hex256,
    ...papers,
    mandate: Id.optional(),
    duties: IntermediaryDuties.optional(),
    proposed: ActedBy,
  })
  .meta({ id: 'Deal' });
export type Deal = z.infer<typeof Deal>;

export const AcceptDealInput = z
  .strictObject({
    id: Id,
    /** The digest of the disclosure as the buyer has it. */
    disclosure: Hex256,
    /** 场外: the check that was made for this buyer, and its nonce. */
    check: TransactionId.optional(),
    nonce: Nonce.optional(),
    beacon: BeaconCitation.optional(),
  })
  .refine(({ check, nonce }) => (check === undefined) === (nonce === undefined), {
    path: ['nonce'],
    message: 'Belongs to a check, and every check has one',
  })
  .meta({ id: 'AcceptDealInput' });

/** `deal-accept~id`: absent while the buyer did not accept (rule 8). */
export const DealAcceptance = z
  .strictObject({
    v: z.literal(1),
    deal: Id,
    disclosure: Hex256,
    check: TransactionId.optional(),
    accepted: ActedBy,
  })
  .meta({ id: 'DealAcceptance' });
export type DealAcceptance = z.infer<typeof DealAcceptance>;

export const SettleDealInput = z
  .strictObject({
    id: Id,
    order: Hex256,
    amount: Hex256,
    /** Of the bank’s receipt. */
    receipt: Hex256,
    /** What was paid for, as its receiver accepted it. */
    delivery: Id,
    mandate: Id.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'SettleDealInput' });

/** 结算凭据, `settlement~deal`: that it was paid, never how much. */
export const SettlementRef = z
  .strictObject({
    v: z.literal(1),
    deal: Id,
    order: Hex256,
    amount: Hex256,
    receipt: Hex256,
    delivery: Id,
    mandate: Id.optional(),
    settled: ActedBy,
  })
  .meta({ id: 'SettlementRef' });
export type SettlementRef = z.infer<typeof SettlementRef>;

export const DealQuery = z.strictObject({ id: Id, ...citedQuery }).meta({ id: 'DealQuery' });
export const DealStatus = z.enum(['PROPOSED', 'CONCLUDED', 'SETTLED']).meta({ id: 'DealStatus' });
export type DealStatus = z.infer<typeof DealStatus>;

export const DealView = z
  .strictObject({
    deal: Deal,
    status: DealStatus,
    acceptance: DealAcceptance.optional(),
    settlement: SettlementRef.optional(),
  })
  .meta({ id: 'DealView' });
export type DealView = z.infer<typeof DealView>;

export interface DealFile {
  readonly deal: Deal;
  readonly acceptance: DealAcceptance | undefined;
  readonly settlement: SettlementRef | undefined;
}

export function dealStatus({ acceptance, settlement }: DealFile): DealStatus {
  if (settlement !== undefined) return 'SETTLED';
  return acceptance === undefined ? 'PROPOSED' : 'CONCLUDED';
}

/**
 * Whoever brings two sides together does its duties, an exchange as well as a broker.
 *
 * @throws LedgerError INTERMEDIARY_DUTIES_MISSING
 */
export function requireDuties(duties: IntermediaryDuties | undefined, day: string): void {
  if (duties !== undefined && duties.retainedUntil > day) return;
  throw new LedgerError(
    'INTERMEDIARY_DUTIES_MISSING',
    'An intermediary states the source, both identities and until when it keeps its records.',
    { article: 'DSL_2021/33' },
  );
}

/** @throws LedgerError CALLER_FORBIDDEN, DEAL_STATE_FORBIDS, DISCLOSURE_MISMATCH */
export function requireAcceptable(
  { deal, acceptance }: DealFile,
  disclosure: string,
  by: string,
): void {
  const params = { deal: deal.id };
  if (by !== deal.buyer) {
    throw new LedgerError('CALLER_FORBIDDEN', `${deal.id} is offered to somebody else.`, params);
  }
  if (acceptance !== undefined) {
    throw new LedgerError('DEAL_STATE_FORBIDS', `${deal.id} was accepted already.`, params);
  }
  if (disclosure === deal.disclosure) return;
  throw new LedgerError('DISCLOSURE_MISMATCH', `${deal.id} discloses something else.`, {
    ...{ ...params, digest: deal.disclosure },
  });
}

export interface Delivered {
  readonly sender: string;
  readonly recipient: string;
  readonly data: VersionRef;
  readonly status: string;
}

/** In what a payment or what it was for is not as agreed. */
function differencesOf(
  deal: Deal,
  paid: Pick<z.infer<typeof SettleDealInput>, 'order' | 'amount'>,
  { sender, recipient, data }: Delivered,
): string[] {
  const same = {
    order: paid.order === deal.order,
    amount: paid.amount === deal.amount,
    parties: sender === deal.seller && recipient === deal.buyer,
    data: isSameVersion(data, deal.data),
  };
  return Object.entries(same).flatMap(([what, isSame]) => (isSame ? [] : [what]));
}

/**
 * What was paid is what was agreed, for what arrived and was accepted.
 *
 * @throws LedgerError DEAL_STATE_FORBIDS, SETTLEMENT_MISMATCH, DELIVERY_NOT_ACCEPTED
 */
export function settle(
  { deal, acceptance, settlement }: DealFile,
  { beacon: _, id, ...paid }: z.infer<typeof SettleDealInput>,
  delivered: Delivered,
  settled: ActedBy,
): SettlementRef {
  const params = { deal: id, delivery: paid.delivery };
  if (acceptance === undefined || settlement !== undefined) {
    throw new LedgerError('DEAL_STATE_FORBIDS', `${id} is not waiting to be settled.`, params);
  }
  const differs = differencesOf(deal, paid, delivered);
  if (differs.length > 0) {
    throw new LedgerError('SETTLEMENT_MISMATCH', `${differs.join(', ')}: not as agreed.`, {
      ...{ ...params, differs },
    });
  }
  if (delivered.status !== 'ACCEPTED') {
    throw new LedgerError('DELIVERY_NOT_ACCEPTED', `${paid.delivery} is ${delivered.status}.`, {
      ...{ ...params, status: delivered.status },
    });
  }
  return { v: 1, deal: id, ...paid, settled };
}
