import {
  type DisputeCase,
  disputeStatus,
  isEnded,
  type RightsEntry,
  sidesOf,
  toExecute,
} from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Write } from '../keep.js';
import { ANY, keyOf, place } from '../key.js';
import type { Position } from '../rows.js';

/** A dispute with its place in every list, and the registrars of the rights that it is about. */
export interface DisputeRow {
  readonly record: DisputeCase;
  readonly first: Position;
  readonly registrars: readonly string[];
}

/** Lists of disputes in the order in which they were filed. */
export const disputeList = (party: string | undefined): string =>
  keyOf('dispute-list', party ?? ANY);

/** Each step writes the whole record anew: its place stays that of the filing. */
async function disputeCase(draft: Draft, { value, at }: Write): Promise<void> {
  const record = value as DisputeCase;
  const { id, body } = record;
  const key = keyOf('dispute-case', id);
  const before = (await draft.get(key)) as DisputeRow | undefined;
  const first = before?.first ?? { block: at.block, index: at.index };
  const registrars = before?.registrars ?? (await registrarsOf(draft, record));
  const row: DisputeRow = { record, first, registrars };
  draft.put(key, row);
  const parties = new Set([...sidesOf(record), body, ...registrars]);
  for (const party of [...parties, undefined]) {
    draft.put(keyOf(disputeList(party), place(first.block), place(first.index), id), id);
  }
  for (const party of parties) {
    const open = keyOf('dispute-open', party, id);
    if (isOver(record)) draft.delete(open);
    else draft.put(open, id);
  }
}

/** Nobody has anything to do about it any more: an award may still wait to be executed. */
const isOver = (record: DisputeCase): boolean =>
  isEnded(disputeStatus(record)) && toExecute(record.steps) === undefined;

async function registrarsOf(draft: Draft, { rights }: DisputeCase): Promise<string[]> {
  const found = await Promise.all(rights.map((id) => draft.get(keyOf('right', id))));
  const registrars = found.map((right) => (right as RightsEntry | undefined)?.registrar);
  return [...new Set(registrars.filter((each) => each !== undefined))];
}

/** Rows of disputes, by type of the composite key. */
export const disputeProjections = { 'dispute-case': disputeCase };
