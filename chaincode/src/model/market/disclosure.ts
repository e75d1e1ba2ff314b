import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { ActedBy } from '../operation/acted.js';
import { Code, Hex256, Id, Uscc } from '../schema.js';
import { ListedSubject } from './terms.js';

/** The field of a disclosure that says what the data costs, or how that is found. */
export const PRICE = 'PRICE';

const Field = z.strictObject({ name: Code, digest: Hex256 }).meta({ id: 'DisclosedField' });
const fields = z
  .array(Field)
  .min(1)
  .max(60)
  .refine(
    (all) => new Set(all.map(({ name }) => name)).size === all.length,
    'A field stands twice',
  );

export const DiscloseInput = z
  .strictObject({
    id: Id,
    subject: ListedSubject,
    /** What is published, each by the digest of its text. */
    fields,
    mandate: Id.optional(),
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'DiscloseInput' });

/** 交易信息披露, `market-disclosure~id`: immutable, so that every bidder is shown the same. */
export const MarketDisclosure = z
  .strictObject({
    v: z.literal(1),
    id: Id,
    subject: ListedSubject,
    seller: Uscc,
    fields,
    /** Over all fields: the one digest that bidders sign. */
    digest: Hex256,
    mandate: Id.optional(),
    disclosed: ActedBy,
  })
  .meta({ id: 'MarketDisclosure' });
export type MarketDisclosure = z.infer<typeof MarketDisclosure>;

export function disclose(
  { id, subject, fields: all, mandate }: z.infer<typeof DiscloseInput>,
  seller: string,
  disclosed: ActedBy,
): MarketDisclosure {
  const digest = recordDigest({ subject, seller, fields: all });
  const by = mandate === undefined ? {} : { mandate };
  return { v: 1, id, subject, seller, fields: all, digest, ...by, disclosed };
}

export const AcknowledgeDisclosureInput = z
  .strictObject({ disclosure: Id, digest: Hex256, beacon: BeaconCitation.optional() })
  .meta({ id: 'AcknowledgeDisclosureInput' });

/** `disclosure-seen~disclosure~bidder`: that a bidder saw what all others saw. */
export const DisclosureSeen = z
  .strictObject({
    v: z.literal(1),
    disclosure: Id,
    bidder: Uscc,
    digest: Hex256,
    acknowledged: ActedBy,
  })
  .meta({ id: 'DisclosureSeen' });
export type DisclosureSeen = z.infer<typeof DisclosureSeen>;

/** @throws LedgerError DISCLOSURE_MISMATCH where a bidder was shown something else */
export function acknowledge(
  { id, digest }: MarketDisclosure,
  seen: string,
  acknowledged: ActedBy,
): DisclosureSeen {
  if (digest !== seen) {
    throw new LedgerError('DISCLOSURE_MISMATCH', `${id} discloses something else.`, {
      ...{ disclosure: id, digest },
    });
  }
  return { v: 1, disclosure: id, bidder: acknowledged.uscc, digest, acknowledged };
}

export const MarketDisclosureKey = z.strictObject({ id: Id }).meta({ id: 'MarketDisclosureKey' });
