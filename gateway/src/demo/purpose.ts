import type { QueryTarget } from '@shuquan/chaincode/model';
import { act, documentDigest } from './registration-desk.js';
import type { Stage } from './stage.js';

/** How a read names the query that was recorded for it. */
export interface Named {
  readonly query: string;
  readonly purpose: string;
}

/** The query of this run that somebody recorded on a record. */
export const named = ({ run }: Stage, by: string, on: QueryTarget, purpose: string): Named => ({
  query: `q-${run}-${by}-${documentDigest(`${on.kind} ${on.id}`).slice(0, 8)}`,
  purpose,
});

/** An office that is no side of a record states what it looks for, before it looks. */
export async function recordPurpose(
  stage: Stage,
  by: string,
  on: QueryTarget,
  { purpose, basis }: { readonly purpose: string; readonly basis: string },
): Promise<Named> {
  const asked = named(stage, by, on, purpose);
  await act(stage, 'query:ask', { id: asked.query, on, purpose, basis }, by);
  return asked;
}
