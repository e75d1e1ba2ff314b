import type { Grant } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Write } from '../keep.js';
import { ANY, keyOf, place } from '../key.js';

/** Lists of grants in the order in which they were offered. */
export const grantList = (by: 'grantor' | 'grantee' | 'source', id: string = ANY): string =>
  keyOf('grant-list', by, id);

function grant(draft: Draft, { value, at }: Write): void {
  const record = value as Grant;
  const { id, grantor, grantee, source } = record;
  const position = [place(at.block), place(at.index), id];
  draft.put(keyOf('grant', id), record);
  for (const list of [
    grantList('grantor', grantor),
    grantList('grantee', grantee),
    grantList('source', source.kind === 'RIGHT' ? source.right : source.grant),
    grantList('grantor'),
  ]) {
    draft.put(keyOf(list, ...position), id);
  }
}

/** Rows of grants, and of what their effect depends on, by type of the composite key. */
export const grantProjections = {
  grant,
  'grant-answer': keep('grant-answer'),
  'grant-conduct': keep('grant-conduct'),
  'grant-proof': keep('grant-proof'),
  /** By its party, as a grant cites it. */
  qualification: keep('party-qualification'),
};
