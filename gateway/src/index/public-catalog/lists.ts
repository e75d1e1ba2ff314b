import {
  type Attestation,
  attestationStatus,
  type AttestationStatus,
  type CatalogEntry,
  type Complaint,
  type CorrectionTicket,
  isOverdue,
  isUndecided,
} from '@shuquan/chaincode/model';
import { under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';

interface Request {
  readonly limit: number;
  readonly after: string | undefined;
}
interface Page<T> {
  readonly items: T[];
  readonly next: string | undefined;
}

/** Every member that a filter names, with this value. */
type Filter<T> = { readonly [K in keyof T]?: T[K] | undefined };

const fits = <T extends object>(record: T, filter: Filter<T>): boolean =>
  Object.entries(filter).every(
    ([member, wanted]) => wanted === undefined || record[member as keyof T] === wanted,
  );

export interface AttestationItem {
  readonly attestation: Attestation;
  readonly status: AttestationStatus;
}
export interface Due<T> {
  readonly record: T;
  readonly overdue: boolean;
}

/** Lists of the master catalogue by number or id. Time alone changes a status: it is never stored. */
export class PublicCatalog {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  entries(
    filter: Filter<Pick<CatalogEntry, 'department' | 'state' | 'shareType' | 'openType'>>,
    request: Request,
  ): Promise<Page<CatalogEntry>> {
    return this.#page<CatalogEntry, CatalogEntry>('catalog-entry', request, (entry) =>
      fits<Filter<CatalogEntry>>(entry, filter) ? entry : undefined,
    );
  }

  tickets(
    {
      overdue,
      ...filter
    }: Filter<Pick<CorrectionTicket, 'department' | 'status'>> & {
      readonly overdue?: boolean | undefined;
    },
    asOf: string,
    request: Request,
  ): Promise<Page<Due<CorrectionTicket>>> {
    return this.#page<CorrectionTicket, Due<CorrectionTicket>>('correction', request, (record) => {
      const item = { record, overdue: isOverdue(record, asOf) };
      const wanted = overdue === undefined || overdue === item.overdue;
      return wanted && fits<Filter<CorrectionTicket>>(record, filter) ? item : undefined;
    });
  }

  attestations(
    {
      status,
      ...filter
    }: Filter<Pick<Attestation, 'kind' | 'subject' | 'issuer'>> & {
      readonly status?: AttestationStatus | undefined;
    },
    asOf: string,
    request: Request,
  ): Promise<Page<AttestationItem>> {
    return this.#page<Attestation, AttestationItem>('attestation', request, (attestation) => {
      const item = { attestation, status: attestationStatus(attestation, asOf) };
      const wanted = status === undefined || status === item.status;
      return wanted && fits<Filter<Attestation>>(attestation, filter) ? item : undefined;
    });
  }

  complaints(
    {
      overdue,
      ...filter
    }: Filter<Pick<Complaint, 'about' | 'status'>> & {
      readonly overdue?: boolean | undefined;
    },
    asOf: string,
    request: Request,
  ): Promise<Page<Due<Complaint>>> {
    return this.#page<Complaint, Due<Complaint>>('complaint', request, (record) => {
      const item = { record, overdue: isUndecided(record, asOf) };
      const wanted = overdue === undefined || overdue === item.overdue;
      return wanted && fits<Filter<Complaint>>(record, filter) ? item : undefined;
    });
  }

  #page<R, T>(
    kind: string,
    { limit, after }: Request,
    take: (record: R) => T | undefined,
  ): Promise<Page<T>> {
    const { gt, lt } = under(kind);
    return this.#rows.page({ gt: after ?? gt, lt }, limit, (value) =>
      Promise.resolve(take(value as R)),
    );
  }
}
