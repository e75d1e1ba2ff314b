import {
  type Instants,
  platformChangesAt,
  platformEndsAt,
  type PlatformKind,
  type PlatformQualification,
  platformStanding,
  type PlatformStanding,
  type PlatformStatus,
} from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Write } from '../keep.js';
import { keyOf, under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';

const KIND = 'platform-qualification';

/** By platform and id: the order in which `platform:at` answers. */
function qualification(draft: Draft, { value }: Write): void {
  const { platform, id } = (value as PlatformQualification).facts;
  draft.put(keyOf(KIND, platform, id), value);
}

/** Rows of platform qualifications, by type of the composite key. */
export const platformProjections = { [KIND]: qualification };

/** A qualification in a list. */
export interface PlatformItem extends PlatformStanding {
  /** When it is over, as far as is known; `null`: nothing ends it. */
  readonly until: string | null;
  /** When time alone changes the status; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface PlatformFilter {
  readonly platform?: string | undefined;
  readonly kind?: PlatformKind | undefined;
  readonly status?: PlatformStatus | undefined;
  /** Those alone that end before this instant. */
  readonly endsBefore?: string | undefined;
}

/** Questions to the rows of platform qualifications: public, as what the ledger answers is. */
export class PlatformRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** Platform by platform; status is computed for the instants asked. */
  list(
    filter: PlatformFilter,
    instants: Instants,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: PlatformItem[]; readonly next: string | undefined }> {
    const { platform } = filter;
    const { gt, lt } = under(KIND, ...(platform === undefined ? [] : [platform]));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, (value) => {
      const item = itemOf(value as PlatformQualification, instants);
      return Promise.resolve(item !== undefined && fits(item, filter) ? item : undefined);
    });
  }
}

/** `undefined` while nobody knew of it. */
function itemOf(record: PlatformQualification, instants: Instants): PlatformItem | undefined {
  const standing = platformStanding(record, instants);
  if (standing === undefined) return undefined;
  return {
    ...standing,
    until: platformEndsAt(record, instants) ?? null,
    nextChangeAt: platformChangesAt(record, instants) ?? null,
  };
}

const fits = (
  { qualification, status, until }: PlatformItem,
  { kind, status: wanted, endsBefore }: PlatformFilter,
): boolean =>
  (kind === undefined || qualification.facts.kind === kind) &&
  (wanted === undefined || status === wanted) &&
  (endsBefore === undefined || (until !== null && until < endsBefore));
