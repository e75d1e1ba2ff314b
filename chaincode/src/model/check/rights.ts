import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import {
  ListedSubject,
  ListingMode,
  ListingTerms,
  termsDigest,
  TitleLabel,
  Venue,
} from '../market/terms.js';
import { OtherListing } from '../market/listing.js';
import type { MarketRules } from '../market/rules.js';
import type { Instants } from '../registration/case-fold.js';
import { Asked } from '../registration/case.js';
import { Hex256, Id, Instant, instant, millis, TransactionId, Uscc } from '../schema.js';
import { Nonce } from '../voucher/presentation.js';
import { checkBase } from './base.js';
import type { CheckFacts } from './facts.js';
import { reasonsAgainst } from './judge.js';
import { CheckReason } from './reason.js';

const asking = {
  /** Whose right it is said to be. */
  seller: Uscc,
  venue: Venue,
  terms: ListingTerms,
  /** The exchange; outside of one, whoever is to get the data. */
  audience: Uscc,
  nonce: Nonce,
};

export const EvaluateCheckInput = z
  .strictObject({ ...asking, asOf: Instant.optional(), knownAt: Instant.optional() })
  .meta({ id: 'EvaluateCheckInput' });
export const SubmitCheckInput = z
  .strictObject({ ...asking, mandate: Id.optional(), beacon: BeaconCitation.optional() })
  .meta({ id: 'SubmitCheckInput' });
export const CheckKey = z.strictObject({ txId: TransactionId }).meta({ id: 'CheckKey' });

const found = {
  seller: Uscc,
  venue: Venue,
  subject: ListedSubject,
  mode: ListingMode,
  /** Digest of the terms that it was made for; it is good for no others. */
  terms: Hex256,
  label: TitleLabel,
  verdict: z.enum(['CLEAR', 'NOT_CLEAR']),
  /** Everything that speaks against it, not only the first. */
  reasons: z.array(CheckReason),
  /** Other listings of the right that are not over. */
  others: z.array(OtherListing),
};

/** 权属核验: what stands for and against listing a right under certain terms. */
export const RightsCheck = z
  .strictObject({
    ...checkBase,
    kind: z.literal('RIGHTS'),
    ...found,
    /** The last beacon that an act relying on it may cite, where the rules count beacons. */
    lastBeacon: z.int().min(0).optional(),
  })
  .meta({ id: 'RightsCheck' });
export type RightsCheck = z.infer<typeof RightsCheck>;

/** The same as a quick answer: signed by peers, committed by nobody, and so consumed by nothing. */
export const RightsAnswer = z
  .strictObject({
    ...found,
    audience: Uscc,
    nonce: Nonce,
    validUntil: Instant,
    lastBeacon: z.int().min(0).optional(),
    asked: Asked,
  })
  .meta({ id: 'RightsAnswer' });
export type RightsAnswer = z.infer<typeof RightsAnswer>;

export type RightsFindings = z.infer<z.ZodObject<typeof found>>;

/** The verdict over a closure: pure, and the same wherever it is asked. */
export function rightsFindings(
  facts: CheckFacts,
  venue: Venue,
  instants: Instants,
): RightsFindings {
  const { seller, terms } = facts.standing;
  const reasons = reasonsAgainst(facts, instants);
  return {
    ...{ seller, venue, subject: terms.subject, mode: terms.mode, terms: termsDigest(terms) },
    label: terms.subject.kind === 'RIGHT' ? 'OWN' : 'FOREIGN',
    verdict: reasons.length === 0 ? 'CLEAR' : 'NOT_CLEAR',
    reasons,
    others: [...facts.open],
  };
}

/** Until when an answer of now may be relied on. */
export const validityOf = (
  { checkSeconds, checkBeacons }: Pick<MarketRules, 'checkSeconds' | 'checkBeacons'>,
  at: string,
  beacon: number,
): Pick<RightsAnswer, 'validUntil' | 'lastBeacon'> => ({
  validUntil: instant(millis(at) + checkSeconds * 1000),
  ...(checkBeacons === undefined ? {} : { lastBeacon: beacon + checkBeacons }),
});
