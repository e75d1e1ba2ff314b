import type { Consent, ConsentWithdrawal, Grant } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keyOf, place } from '../key.js';
import type { Position } from '../rows.js';

export interface Write {
  readonly attributes: readonly string[];
  readonly value: unknown;
  readonly at: Position;
}

/** Any filter left out. */
export const ANY = '*';

/** Lists of grants in the order in which they were offered. */
export const grantList = (by: 'grantor' | 'grantee' | 'source', id: string = ANY): string =>
  keyOf('grant-list', by, id);

/** One row per record, under its own key: kind and attributes. */
export const keep =
  (kind: string) =>
  (draft: Draft, { attributes, value }: Write): void => {
    draft.put(keyOf(kind, ...attributes), value);
  };

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

/** A consent as far as a grant depends on it: its end, and whether it stands. */
export interface ConsentRow {
  readonly consent: Consent;
  readonly withdrawal?: ConsentWithdrawal;
}

function consent(draft: Draft, { value }: Write): void {
  const row: ConsentRow = { consent: value as Consent };
  draft.put(keyOf('consent', row.consent.id), row);
}

async function withdrawal(draft: Draft, { value }: Write): Promise<void> {
  const record = value as ConsentWithdrawal;
  const key = keyOf('consent', record.consent);
  const before = (await draft.get(key)) as ConsentRow | undefined;
  if (before !== undefined) draft.put(key, { ...before, withdrawal: record });
}

/** Beside whatever else is made of a qualification: by its party, as a grant cites it. */
export const citedQualifications = keep('party-qualification');

/** Rows of grants, and of what their effect depends on, by type of the composite key. */
export const grantProjections = {
  grant,
  'grant-answer': keep('grant-answer'),
  'grant-conduct': keep('grant-conduct'),
  'grant-proof': keep('grant-proof'),
  consent,
  'consent-withdrawal': withdrawal,
};
