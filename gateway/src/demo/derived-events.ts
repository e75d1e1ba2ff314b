import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STATUS_DERIVED } from '../index/market/derived.js';
import { ReadModel } from '../index/model.js';
import { eventKey, Queries } from '../index/queries.js';
import type { EventRow } from '../index/rows.js';
import { createLog } from '../log/log.js';
import type { Stage } from './stage.js';

const PAGE = 500;

/**
 * What a gateway would tell of a listing: a read model of its own reads the blocks as every gateway
 * does, and is gone afterwards.
 */
export async function derivedEvents(
  { ledger, patienceMs }: Pick<Stage, 'ledger' | 'patienceMs'>,
  listing: string,
): Promise<EventRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'shuquan-events-'));
  const log = createLog('silent');
  const model = await ReadModel.open({ dir, ledger, chaincode: 'shuquan', log });
  try {
    await model.reach(Number((await ledger.info()).height), patienceMs);
    return await eventsOf(new Queries(model), listing);
  } finally {
    await model.close();
    await rm(dir, { recursive: true });
  }
}

async function eventsOf(queries: Queries, listing: string): Promise<EventRow[]> {
  const found: EventRow[] = [];
  let after = eventKey('0-0');
  for (;;) {
    const rows = await queries.events(after, PAGE);
    for (const [, row] of rows) {
      const { name, payload } = row;
      if (name === STATUS_DERIVED && (payload as { listing?: string }).listing === listing) {
        found.push(row);
      }
    }
    after = rows.at(-1)?.[0];
    if (rows.length < PAGE) return found;
  }
}
