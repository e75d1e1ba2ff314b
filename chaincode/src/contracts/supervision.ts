import {
  echo,
  FEED_START,
  feedAfter,
  type FeedEntry,
  type Input,
  LedgerError,
  type Output,
} from '../model/index.js';
import { feedNumber } from '../state/emergencies.js';
import { causersOf } from './affected-parties.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { feedEnd, tell } from './feeding.js';
import { isInForce } from './in-force.js';
import { actedBy } from './operating.js';

/** 监管共享: one numbered feed of what happened, the same for every sector (20条 16). */
export class SupervisionContract extends LedgerContract {
  constructor() {
    super('supervision');
  }

  /** Nobody puts into the feed that a record fell while the ledger says that it stands. */
  async publish(
    ctx: LedgerContext,
    { of, cause, documentDigest, beacon }: Input<'supervision:publish'>,
  ): Promise<Output<'supervision:publish'>> {
    const by = await actedBy(ctx, beacon);
    await causersOf(ctx, of);
    const now = { asOf: by.at, knownAt: by.at, beacon: beacon?.number ?? 0 };
    if (await isInForce(ctx, of, now)) {
      throw new LedgerError('RECORD_STILL_IN_FORCE', `${of.kind} ${of.id} is in force.`, { of });
    }
    const facts = { kind: 'REVOCATION' as const, what: cause, id: of.id, on: of, documentDigest };
    const entry = await tell(ctx, facts, by);
    ctx.emit('supervision.published', { number: entry.number, of, cause });
    return entry;
  }

  async feed(
    ctx: LedgerContext,
    { from, limit, audience, nonce }: Input<'supervision:feed'>,
  ): Promise<Output<'supervision:feed'>> {
    const asked = await askedOf(ctx, {});
    const end = await feedEnd(ctx);
    const items: FeedEntry[] = [];
    for (let number = from; number <= end.count && items.length < limit; number += 1) {
      items.push(await ctx.world.emergencies.feed.require('RECORD_NOT_FOUND', feedNumber(number)));
    }
    const [first] = items;
    const last = items.at(-1);
    const before = first === undefined ? end : beforeOf(first);
    const after = last === undefined ? end : feedAfter(last);
    return {
      ...{ v: 1, before, items, after, total: end.count, asked },
      complete: after.count === end.count,
      ...echo({ audience, nonce }),
    };
  }
}

const beforeOf = ({ number, previous }: FeedEntry): typeof FEED_START => ({
  count: number - 1,
  digest: previous,
});
