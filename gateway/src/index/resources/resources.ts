import type {
  Instants,
  PublicResourceRegistration,
  ResourceStatus,
  VersionRef,
} from '@shuquan/chaincode/model';
import { under } from '../key.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { resourceList } from './projections.js';
import { stateOfResource } from './states.js';

/** A registration in a list. */
export interface ResourceItem {
  readonly lookupCode: string;
  readonly case: string;
  readonly registrar: string;
  readonly holder: string;
  readonly data: VersionRef;
  readonly status: ResourceStatus;
  readonly registeredAt: string;
  readonly lastValidDay: string;
  /** When the status changes by time alone; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface ResourceFilter {
  readonly registrar?: string | undefined;
  readonly holder?: string | undefined;
  readonly status?: ResourceStatus | undefined;
}

/** Questions to the rows of the register of public data resources. */
export class ResourceRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** Registrations by lookup code. */
  list(
    { registrar, holder, status, ...instants }: ResourceFilter & Instants,
    request: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: ResourceItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(resourceList(holder));
    return this.#rows.page({ gt: request.after ?? gt, lt }, request.limit, async (code) => {
      const record = await this.#rows.get<PublicResourceRegistration>('resource', code as string);
      if (record === undefined) return undefined;
      if (registrar !== undefined && record.registrar !== registrar) return undefined;
      const item = await this.#item(record, instants);
      return status === undefined || item.status === status ? item : undefined;
    });
  }

  async #item(record: PublicResourceRegistration, instants: Instants): Promise<ResourceItem> {
    const state = await stateOfResource(this.#rows, record, instants);
    const { lookupCode, registrar, holder, data, registeredAt } = record;
    return {
      ...{ lookupCode, case: record.case, registrar, holder, data, status: state.status },
      ...{ registeredAt, lastValidDay: state.until, nextChangeAt: state.nextChangeAt ?? null },
    };
  }
}
