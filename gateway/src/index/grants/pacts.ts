import {
  type GrantClosure,
  type Instants,
  type Pact,
  type PactAnswer,
  pactState,
  type PactStatus,
} from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Write } from '../keep.js';
import { ANY, keyOf, place, under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { Closures } from './closures.js';

/** Lists of pacts in the order in which they were proposed. */
const pactList = (party: string = ANY): string => keyOf('pact-list', party);

function pact(draft: Draft, { value, at }: Write): void {
  const record = value as Pact;
  const { id, first, second } = record;
  draft.put(keyOf('pact', id), record);
  const position = [place(at.block), place(at.index), id];
  for (const list of [pactList(first.grantor), pactList(second.grantor), pactList()]) {
    draft.put(keyOf(list, ...position), id);
  }
}

/** Rows of pacts, by type of the composite key. */
export const pactProjections = {
  pact,
  'pact-answer': keep('pact-answer'),
  'pact-of': keep('pact-of'),
};

/** A pact in a list. */
export interface PactItem {
  readonly id: string;
  readonly first: Pact['first'];
  readonly second: Pact['second'];
  readonly status: PactStatus;
  /** Codes of whatever keeps its grants from being in effect. */
  readonly reasons: readonly string[];
  /** When time alone changes the status; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface PactFilter {
  readonly party?: string | undefined;
  readonly status?: PactStatus | undefined;
}

/** Questions to the rows of pacts. */
export class Pacts {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** Status is computed out of both grants, and changes without a block. */
  list(
    { party, status }: PactFilter,
    instants: Instants,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: PactItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(pactList(party));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const item = await this.#item(id as string, instants);
      return status === undefined || item?.status === status ? item : undefined;
    });
  }

  async #item(of: string, instants: Instants): Promise<PactItem | undefined> {
    const record = await this.#rows.get<Pact>('pact', of);
    if (record === undefined || record.proposed.at > instants.asOf) return undefined;
    const answer = await this.#rows.get<PactAnswer>('pact-answer', of);
    const { id, first, second } = record;
    const closures = new Closures(this.#rows, instants.knownAt);
    const [one, other] = [await closures.of(first.grant), await closures.of(second.grant)];
    if (one === undefined || other === undefined) return undefined;
    const both: readonly [GrantClosure, GrantClosure] = [one, other];
    const { status, reasons, nextChangeAt } = pactState({ answer }, both, instants);
    const codes = [...new Set(reasons.map(({ code }) => code))];
    return { id, first, second, status, reasons: codes, nextChangeAt: nextChangeAt ?? null };
  }
}
