import { LedgerError } from '../model/index.js';
import type { ChaincodeStub } from 'fabric-shim-api';
import { iterated, type Page, type PageRequest } from './records.js';

export interface Modification {
  readonly txId: string;
  /** The client’s time of that transaction, RFC 3339: a claim. */
  readonly claimedAt: string;
  readonly deleted: boolean;
  readonly value: Uint8Array;
}

interface ShimModification {
  readonly txId: string;
  readonly isDelete: boolean;
  readonly value: Uint8Array;
  readonly timestamp: { readonly seconds: { toString(): string }; readonly nanos: number };
}

/**
 * Versions of one key, newest first, a page at a time: Fabric’s own history has no paging, so the
 * iterator is left as soon as the page is full.
 *
 * @throws LedgerError CURSOR_INVALID when the cursor’s transaction never wrote the key
 */
export async function historyOf(
  stub: ChaincodeStub,
  key: string,
  { limit, cursor }: PageRequest,
): Promise<Page<Modification>> {
  const items: Modification[] = [];
  let started = cursor === undefined;
  for await (const entry of iterated<ShimModification>(stub.getHistoryForKey(key))) {
    if (started && items.length === limit) return { items, next: items.at(-1)?.txId ?? '' };
    if (started) items.push(modification(entry));
    else started = entry.txId === cursor;
  }
  if (started) return { items };
  throw new LedgerError(
    'CURSOR_INVALID',
    'The cursor belongs to another query. Start again without it.',
  );
}

function modification({ txId, isDelete, value, timestamp }: ShimModification): Modification {
  const ms = Number(timestamp.seconds.toString()) * 1000 + Math.floor(timestamp.nanos / 1_000_000);
  return { txId, deleted: isDelete, value, claimedAt: new Date(ms).toISOString() };
}
