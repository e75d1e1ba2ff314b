import { z } from 'zod';
import { echoed } from '../echo.js';
import { BeaconCitation } from '../beacon.js';
import { recordDigest } from '../digest.js';
import { AffectedRoot, RunningDigest } from '../lineage/affected.js';
import { NoticeCause } from '../lineage/notice.js';
import { Asked } from '../registration/case.js';
import { Code, Count, Hex256, Instant, TransactionId, Uscc } from '../schema.js';
import { EmergencyTarget } from './emergency.js';

/** What a supervisor of one sector learns of the others’ (20条 16). */
export const FeedKind = z.enum(['INCIDENT', 'SUSPENSION', 'REVOCATION']).meta({ id: 'FeedKind' });

const said = {
  kind: FeedKind,
  /** REPORTED, CONTAINED, CLOSED; PROPOSED, IN_FORCE, LIFTED; or what became of a record. */
  what: Code,
  /** Of the incident, the suspension or the record. */
  id: z.string().max(130),
  /** What a suspension, or a revocation, is of. */
  on: z.union([EmergencyTarget, AffectedRoot]).optional(),
  reason: Code.optional(),
  documentDigest: Hex256.optional(),
};
export type FeedFacts = z.infer<z.ZodObject<typeof said>>;

/** `feed~number`: immutable; each bears the digest of everything before it. */
export const FeedEntry = z
  .strictObject({
    v: z.literal(1),
    number: z.int().min(1),
    previous: Hex256,
    ...said,
    by: Uscc,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'FeedEntry' });
export type FeedEntry = z.infer<typeof FeedEntry>;

/** `feed-head`: how many there are, and the digest over all. */
export const FeedHead = z
  .strictObject({ v: z.literal(1), last: RunningDigest, at: Instant })
  .meta({ id: 'FeedHead' });
export type FeedHead = z.infer<typeof FeedHead>;

/** Where the feed begins. */
export const FEED_START: RunningDigest = { count: 0, digest: recordDigest({ feed: 1 }) };

/** The digest once an entry stands: none can be taken out, put in or altered unseen. */
export const feedAfter = (entry: FeedEntry): RunningDigest => ({
  count: entry.number,
  digest: recordDigest(entry),
});

export const PublishRevocationInput = z
  .strictObject({
    of: AffectedRoot,
    cause: NoticeCause,
    documentDigest: Hex256,
    beacon: BeaconCitation.optional(),
  })
  .meta({ id: 'PublishRevocationInput' });

export const MAX_FEED_PAGE = 100;
export const FeedQuery = z
  .strictObject({
    /** The first number wanted. */
    from: z.int().min(1).max(999_999_999),
    limit: z.int().min(1).max(MAX_FEED_PAGE),
    ...echoed,
  })
  .meta({ id: 'FeedQuery' });

/** `after` of one page is `before` of the next; the last one is `complete`. */
export const FeedPage = z
  .strictObject({
    v: z.literal(1),
    before: RunningDigest,
    items: z.array(FeedEntry),
    after: RunningDigest,
    /** How many there were when it was answered. */
    total: Count,
    complete: z.boolean(),
    asked: Asked,
    ...echoed,
  })
  .meta({ id: 'FeedPage' });
export type FeedPage = z.infer<typeof FeedPage>;
