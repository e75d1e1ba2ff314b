import {
  type Actor,
  addDays,
  dataRoles,
  type DriftCount,
  type DriftEntry,
  maySee,
  mondays,
} from '@shuquan/chaincode/model';
import type { Certificate } from '../../ledger/port.js';
import { ANY, keyOf, under } from '../key.js';
import { actorOf } from '../register/actor.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { attemptList, type AttemptRow, driftCounts } from './projections.js';

export interface AttemptFilter {
  readonly grantee?: string | undefined;
  readonly grant?: string | undefined;
  readonly outcome?: DriftEntry['outcome'] | undefined;
}

export interface DriftAsked {
  readonly grantee: string;
  readonly from: string;
  readonly weeks: number;
  readonly grant?: string | undefined;
}

export interface Drift {
  readonly from: string;
  readonly seen: 'ALL' | 'OWN_GRANTS';
  readonly counts: readonly DriftCount[];
  readonly attempts: number;
}

/** Questions to the rows of what is done with grants. */
export class UseRows {
  readonly #db: Database;
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#db = db;
    this.#rows = new Rows(db);
  }

  /** @throws LedgerError as `actorOf` does */
  watcher(certificate: Certificate): Promise<Actor> {
    return actorOf(this.#rows, certificate, ['supervisor', ...dataRoles]);
  }

  /** Attempts that the actor may see, in the order of the ledger. A page may be short with `next`. */
  attempts(
    actor: Actor,
    { grantee, grant, outcome }: AttemptFilter,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: AttemptRow[]; readonly next: string | undefined }> {
    const { gt, lt } = under(attemptList(grantee, grant));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, (value) => {
      const row = value as AttemptRow;
      const wanted = outcome === undefined || row.entry.outcome === outcome;
      return Promise.resolve(wanted && maySee(row.entry, actor) ? row : undefined);
    });
  }

  async drift(actor: Actor, { grantee, from, weeks, grant }: DriftAsked): Promise<Drift> {
    const [first = from] = mondays(from, weeks);
    const all = actor.role === 'supervisor' || actor.uscc === grantee;
    const list = driftCounts(grantee, all ? ANY : actor.uscc, grant);
    const range = { gte: keyOf(list, first), lt: keyOf(list, addDays(first, 7 * weeks)) };
    const counts = (await this.#db.values(range).all()) as DriftCount[];
    const attempts = counts.reduce((sum, { count }) => sum + count, 0);
    return { from: first, seen: all ? 'ALL' : 'OWN_GRANTS', counts, attempts };
  }
}
