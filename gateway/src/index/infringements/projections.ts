import type { DisputeSubmission, InfringementPack } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Write } from '../keep.js';
import { ANY, keyOf, place } from '../key.js';
import type { Position } from '../rows.js';

/** A pack with its place in every list. */
export interface PackRow {
  readonly record: InfringementPack;
  readonly first: Position;
}

/** Lists of packs in the order in which they were opened: by who concerns them, by right, and all. */
export const packList = (by: 'party' | 'right' | 'all', id: string = ANY): string =>
  keyOf('infringement-list', by, id);

/** Whose statement as a witness stands in a pack. */
export const witnessesOf = ({ steps }: InfringementPack): string[] =>
  steps.flatMap((step) => (step.kind === 'ATTESTED' ? [step.by.uscc] : []));

/** Each step writes the whole record anew: its place stays that of the opening. */
async function pack(draft: Draft, { value, at }: Write): Promise<void> {
  const record = value as InfringementPack;
  const { id, holder, right } = record;
  const key = keyOf('infringement', id);
  const before = (await draft.get(key)) as PackRow | undefined;
  const first = before?.first ?? { block: at.block, index: at.index };
  const row: PackRow = { record, first };
  draft.put(key, row);
  const parties = new Set([holder, ...witnessesOf(record)]);
  for (const list of [
    ...[...parties].map((party) => packList('party', party)),
    packList('right', right),
    packList('all'),
  ]) {
    draft.put(keyOf(list, place(first.block), place(first.index), id), id);
  }
}

/** A pack that was put before a body: the lists name the dispute. */
function submission(draft: Draft, { value }: Write): void {
  const { pack: id, dispute } = value as DisputeSubmission;
  if (id !== undefined) draft.put(keyOf('infringement-dispute', id, dispute), dispute);
}

/** Rows of packs, by type of the composite key. */
export const infringementProjections = {
  infringement: pack,
  'dispute-submission': submission,
};
