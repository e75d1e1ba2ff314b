import {
  type Actor,
  answerDueAt,
  type DisputeCase,
  disputeFindings,
  type DisputePath,
  disputeReaders,
  type DisputeStatus,
  type DisputeSubject,
  type DisputeView,
  type Instants,
  isWatcher,
  sidesOf,
} from '@shuquan/chaincode/model';
import type { Certificate } from '../../ledger/port.js';
import { same } from '../filter.js';
import { under } from '../key.js';
import { actorOf } from '../register/actor.js';
import type { Reader } from '../register/opened.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { disputeList, type DisputeRow } from './projections.js';

/** A dispute in a list. */
export interface DisputeItem {
  readonly id: string;
  readonly path: DisputePath;
  readonly body: string;
  readonly claimant: string;
  readonly respondents: readonly string[];
  readonly subjects: readonly DisputeSubject[];
  readonly rights: readonly string[];
  readonly status: DisputeStatus;
  readonly blocks: boolean;
  /** Sides that were not heard yet and may still be. */
  readonly unheard: readonly string[];
  readonly executionOpen: boolean;
  readonly filedAt: string;
  /** When time alone changes what is said here; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface DisputeFilter {
  readonly status?: DisputeStatus | undefined;
  readonly path?: DisputePath | undefined;
  readonly body?: string | undefined;
  readonly side?: string | undefined;
  /** One of the rights that it is about. */
  readonly right?: string | undefined;
}

/**
 * Who is shown a dispute in a list: its sides, its body, and the registrars of the rights that it is
 * about. Another office reads a side’s list, for a purpose that it put on record.
 */
export const isShown = ({ record, registrars }: DisputeRow, { role, uscc }: Reader): boolean =>
  sidesOf(record).includes(uscc) ||
  (isWatcher(role) && record.body === uscc) ||
  (role === 'registrar' && registrars.includes(uscc));

/** Questions to the rows of disputes. */
export class DisputeRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** @throws LedgerError as `actorOf` does */
  reader(certificate: Certificate): Promise<Actor> {
    return actorOf(this.#rows, certificate, disputeReaders);
  }

  /** In the order of filing; status is computed for the instants asked. */
  list(
    reader: Reader,
    filter: DisputeFilter,
    instants: Instants,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: DisputeItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(disputeList(reader.uscc));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const row = await this.#rows.get<DisputeRow>('dispute-case', id as string);
      if (row === undefined || !isShown(row, reader) || !fits(row.record, filter)) {
        return undefined;
      }
      const item = itemOf(row.record, instants);
      // What was filed later was not there at the instants asked.
      if (item.status === 'NOT_YET_FILED') return undefined;
      return filter.status === undefined || item.status === filter.status ? item : undefined;
    });
  }
}

const among = (wanted: string | undefined, all: readonly string[]): boolean =>
  wanted === undefined || all.includes(wanted);

const fits = (record: DisputeCase, { path, body, side, right }: DisputeFilter): boolean =>
  same(path, record.path) &&
  same(body, record.body) &&
  among(side, sidesOf(record)) &&
  among(right, record.rights);

function itemOf(record: DisputeCase, instants: Instants): DisputeItem {
  const { id, path, body, claimant, respondents, subjects, rights, filed } = record;
  const found = disputeFindings(record, [], instants);
  const { status, blocks, unheard, executionOpen } = found;
  return {
    ...{ id, path, body, claimant, respondents, subjects, rights },
    ...{ status, blocks, unheard, executionOpen, filedAt: filed.at },
    nextChangeAt: nextChange(found),
  };
}

/** A side counts as heard once its day has passed. */
function nextChange({ dispute, unheard }: Pick<DisputeView, 'dispute' | 'unheard'>): string | null {
  const due = unheard.map((side) => answerDueAt(dispute, side));
  return due.filter((at) => at !== undefined).sort()[0] ?? null;
}
