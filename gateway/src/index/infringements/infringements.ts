import {
  type Actor,
  type InfringementPack,
  type InfringementRemark,
  type Instants,
  MAX_PACK_DISPUTES,
  packAt,
  packReaders,
} from '@shuquan/chaincode/model';
import type { Certificate } from '../../ledger/port.js';
import { under } from '../key.js';
import { actorOf } from '../register/actor.js';
import { keeper } from '../register/keeper.js';
import type { Reader } from '../register/opened.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { packList, type PackRow, witnessesOf } from './projections.js';

/** A pack in a list. */
export interface InfringementItem extends InfringementRemark {
  readonly registrar: string;
  /** Disputes in which it was submitted. */
  readonly disputes: readonly string[];
}

export interface InfringementFilter {
  readonly status?: InfringementRemark['status'] | undefined;
  readonly holder?: string | undefined;
  readonly right?: string | undefined;
  /** Those alone that were submitted in it. */
  readonly dispute?: string | undefined;
}

/** Questions to the rows of infringement packs. */
export class InfringementRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** @throws LedgerError as `actorOf` does */
  reader(certificate: Certificate): Promise<Actor> {
    return actorOf(this.#rows, certificate, packReaders);
  }

  /** In the order in which they were opened, to whomever they concern. */
  list(
    reader: Reader,
    filter: InfringementFilter,
    instants: Instants,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: InfringementItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(listOf(reader, filter));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const row = await this.#rows.get<PackRow>('infringement', id as string);
      if (row === undefined || !(await this.#isShown(row.record, reader))) return undefined;
      const item = await this.#item(row.record, instants);
      // What was opened later was not there at the instants asked.
      return item.status !== 'NOT_YET_OPENED' && fits(item, filter) ? item : undefined;
    });
  }

  /**
   * Who is shown a pack in a list: its holder, the registrar that keeps the file of the right, and
   * whoever was a witness. An office reads a holder’s list, for a purpose that it put on record.
   */
  async #isShown(record: InfringementPack, { role, uscc }: Reader): Promise<boolean> {
    if (record.holder === uscc || witnessesOf(record).includes(uscc)) return true;
    return role === 'registrar' && (await keeper(this.#rows, record.registrar)) === uscc;
  }

  async #item(record: InfringementPack, instants: Instants): Promise<InfringementItem> {
    const { id, right, holder, registrar, opened } = record;
    const { status } = packAt(record, instants);
    const disputes = await this.#rows.values<string>(MAX_PACK_DISPUTES, 'infringement-dispute', id);
    return { id, right, holder, registrar, status, openedAt: opened.at, disputes };
  }
}

/** Whose files a registrar keeps changes: it goes through all, and is asked of each. */
function listOf({ role, uscc }: Reader, { right }: InfringementFilter): string {
  if (right !== undefined) return packList('right', right);
  return role === 'registrar' ? packList('all') : packList('party', uscc);
}

const fits = (
  item: InfringementItem,
  { status, holder, right, dispute }: InfringementFilter,
): boolean =>
  (status === undefined || item.status === status) &&
  (holder === undefined || item.holder === holder) &&
  (right === undefined || item.right === right) &&
  (dispute === undefined || item.disputes.includes(dispute));
