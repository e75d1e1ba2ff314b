import {
  effectiveScope,
  type Grant,
  type GrantStatus,
  type Instants,
  lastOf,
  ownScope,
} from '@shuquan/chaincode/model';
import { under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { Closures } from './closures.js';
import { grantList } from './projections.js';

/** A grant in a list. */
export interface GrantItem {
  readonly id: string;
  readonly grantor: string;
  readonly grantee: string;
  readonly source: Grant['source'];
  /** By itself, or SUSPENDED while something above it is not in force. */
  readonly status: GrantStatus;
  /** Codes of whatever keeps it from being in effect. */
  readonly reasons: readonly string[];
  readonly purposes: readonly string[];
  readonly term: Grant['scope']['term'];
  /** When time alone changes the status; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface GrantFilter {
  readonly grantor?: string | undefined;
  readonly grantee?: string | undefined;
  /** The right or grant that it is made of. */
  readonly source?: string | undefined;
  readonly status?: GrantStatus | undefined;
}

/** Questions to the rows of grants. */
export class Grants {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** In the order in which they were offered; status is computed, and changes without a block. */
  list(
    { status, ...filter }: GrantFilter,
    instants: Instants,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: GrantItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(listOf(filter));
    const closures = new Closures(this.#rows, instants.knownAt);
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const item = await itemOf(closures, id as string, instants);
      const isIt = item !== undefined && isOf(item, filter);
      return isIt && (status === undefined || item.status === status) ? item : undefined;
    });
  }
}

/** The list of the filter that most likely has the fewest rows. */
function listOf({ grantor, grantee, source }: GrantFilter): string {
  if (source !== undefined) return grantList('source', source);
  if (grantee !== undefined) return grantList('grantee', grantee);
  return grantList('grantor', grantor);
}

const isOf = (item: GrantItem, { grantor, grantee, source }: GrantFilter): boolean =>
  (grantor === undefined || item.grantor === grantor) &&
  (grantee === undefined || item.grantee === grantee) &&
  (source === undefined ||
    source === (item.source.kind === 'RIGHT' ? item.source.right : item.source.grant));

async function itemOf(
  closures: Closures,
  of: string,
  instants: Instants,
): Promise<GrantItem | undefined> {
  const closure = await closures.of(of);
  if (closure === undefined) return undefined;
  const link = lastOf(closure.links);
  const { id, grantor, grantee, source, offered } = link.grant;
  // What was offered later was not there at the instants asked.
  if (offered.at > instants.asOf || offered.at > instants.knownAt) return undefined;
  const { status, reasons, nextChangeAt } = effectiveScope(closure, instants);
  const { purposes, term } = ownScope(link, instants);
  return {
    ...{ id, grantor, grantee, source, status, purposes, term },
    reasons: [...new Set(reasons.map(({ code }) => code))],
    nextChangeAt: nextChangeAt ?? null,
  };
}
