import {
  agreementChangesAt,
  agreementStatus,
  type AgreementStatus,
  type AuthorizationAgreement,
} from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Write } from '../keep.js';
import { ANY, keyOf, place, under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Position } from '../rows.js';
import type { Database } from '../store.js';

export interface AgreementRow extends Position {
  readonly record: AuthorizationAgreement;
  /** Where the draft stands: the place of the agreement in every list. */
  readonly first: Position;
}

const list = (implementingBody: string | undefined, operator: string | undefined): string =>
  keyOf('agreement-list', implementingBody ?? ANY, operator ?? ANY);

/** One row an agreement, and its place in the lists of its parties. */
async function agreement(draft: Draft, { value, at }: Write): Promise<void> {
  const record = value as AuthorizationAgreement;
  const { id, implementingBody, operator } = record;
  const key = keyOf('agreement', id);
  const before = (await draft.get(key)) as AgreementRow | undefined;
  const first = before?.first ?? { block: at.block, index: at.index };
  const row: AgreementRow = { record, first, ...at };
  draft.put(key, row);
  const position = [place(first.block), place(first.index), id];
  for (const body of [implementingBody, undefined]) {
    for (const party of [operator, undefined]) {
      draft.put(keyOf(list(body, party), ...position), id);
    }
  }
}

/** Rows of authorised operation, by type of the composite key. */
export const operationProjections = { agreement };

/** An agreement in a list. */
export interface AgreementItem {
  readonly id: string;
  readonly status: AgreementStatus;
  readonly implementingBody: string;
  readonly operator: string;
  readonly mode: AuthorizationAgreement['mode'];
  readonly term: AuthorizationAgreement['term'];
  /** When time alone changes the status; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface AgreementFilter {
  readonly implementingBody?: string | undefined;
  readonly operator?: string | undefined;
  readonly status?: AgreementStatus | undefined;
  readonly asOf: string;
}

/** Questions to the rows of authorised operation. */
export class Operation {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** In the order in which they were drafted; status is computed for `asOf`. */
  agreements(
    { implementingBody, operator, status, asOf }: AgreementFilter,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: AgreementItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(list(implementingBody, operator));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const row = await this.#rows.get<AgreementRow>('agreement', id as string);
      const item = row === undefined ? undefined : itemOf(row.record, asOf);
      return status === undefined || item?.status === status ? item : undefined;
    });
  }
}

function itemOf(record: AuthorizationAgreement, asOf: string): AgreementItem {
  const { id, implementingBody, operator, mode, term } = record;
  const status = agreementStatus(record, asOf);
  const nextChangeAt = agreementChangesAt(record, asOf) ?? null;
  return { id, status, implementingBody, operator, mode, term, nextChangeAt };
}
