import { z } from 'zod';
import { recordDigest } from '../digest.js';
import { daySpan, Hex256, Id } from '../schema.js';

/** 独家, alone on every market, or beside other listings of the same right. */
export const ListingMode = z.enum(['EXCLUSIVE', 'NON_EXCLUSIVE']).meta({ id: 'ListingMode' });
export type ListingMode = z.infer<typeof ListingMode>;

/** A right of this register, or one that another registrar’s signed answer vouches for. */
export const ListedSubject = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('RIGHT'), right: Id }),
    z.strictObject({ kind: z.literal('FOREIGN'), foreign: Id }),
  ])
  .meta({ id: 'ListedSubject' });
export type ListedSubject = z.infer<typeof ListedSubject>;

/**
 * Under which terms a right is offered. A check is made for exactly these: whatever they cite is part
 * of their digest.
 */
export const ListingTerms = z
  .strictObject({
    subject: ListedSubject,
    mode: ListingMode,
    /** First and last day of the listing. */
    term: daySpan(),
    /** Of the text of the terms. */
    text: Hex256,
    /** What is told to every bidder alike. */
    disclosure: Id.optional(),
    /** Who found the data fit for trade. */
    admission: Id.optional(),
    /** An attestation of its value. */
    valuation: Id.optional(),
  })
  .meta({ id: 'ListingTerms' });
export type ListingTerms = z.infer<typeof ListingTerms>;

export const termsDigest = (terms: ListingTerms): string => recordDigest(terms);

/** 场内, 场外: the same checks, and another label (20条 6). */
export const Venue = z.enum(['ON_EXCHANGE', 'OFF_EXCHANGE']).meta({ id: 'Venue' });
export type Venue = z.infer<typeof Venue>;

/** Whose register vouches for the right. */
export const TitleLabel = z.enum(['OWN', 'FOREIGN']).meta({ id: 'TitleLabel' });
export type TitleLabel = z.infer<typeof TitleLabel>;
