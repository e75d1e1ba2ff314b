import {
  type CaseState,
  evidenceStatus,
  type EvidenceView,
  type Party,
  type PartyQualification,
  type ProvenInterval,
  qualificationStatus,
  type QualificationStatus,
  type RightState,
} from '@shuquan/chaincode/model';
import type { Certificate } from '../ledger/port.js';
import { Fusions } from './fusions/fusions.js';
import { Decisions } from './grants/decisions.js';
import { Grants } from './grants/grants.js';
import { DeliveryRows } from './delivery/deliveries.js';
import { DisputeRows } from './disputes/disputes.js';
import { Pacts } from './grants/pacts.js';
import { InfringementRows } from './infringements/infringements.js';
import { keyOf, place, under } from './key.js';
import { Lineage } from './lineage/lineage.js';
import { Notices } from './lineage/notices.js';
import { OrderRows } from './encumbrances/orders.js';
import { MarketRows } from './market/market.js';
import type { ReadModel } from './model.js';
import { PlatformRows } from './platforms/platforms.js';
import { evidenceLists, partyLists } from './projections.js';
import { PublicCatalog } from './public-catalog/lists.js';
import { Operation } from './operation/agreements.js';
import { requireNotSuspended } from './register/actor.js';
import { Register } from './register/register.js';
import { Rows } from './register/rows.js';
import { ResourceRows } from './resources/resources.js';
import { UseRows } from './uses/uses.js';
import { VoucherRows } from './vouchers/vouchers.js';
import type {
  BeaconRow,
  BlockRow,
  EventRow,
  EvidenceRow,
  PartyRow,
  QualificationRow,
  TombstoneRow,
  TransactionRow,
} from './rows.js';

/** How long an answer waits for a block that this gateway itself committed. */
const CATCH_UP_MS = 2_000;
/** Successors shown with a record, as in the contract. */
const SUCCESSORS = 100;
/** Rows looked at for one page where a filter is computed; the page may be short then. */
const SCAN = 1_000;

/** `next` is the key after which the next page starts. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
  readonly height: number;
}

export interface ListRequest {
  readonly limit: number;
  readonly after: string | undefined;
}

export interface EvidenceItem extends EvidenceView {
  readonly block: number | null;
  readonly provenInterval: ProvenInterval;
}

export interface EvidenceFilter {
  readonly uscc?: string | undefined;
  readonly kind?: string | undefined;
  /** RFC 3339; `from` included, `to` not. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface QualificationItem {
  readonly qualification: PartyQualification;
  readonly status: QualificationStatus;
  /** When the status changes by time alone; `null`: never. */
  readonly nextChangeAt: string | null;
}

const OPEN: ProvenInterval = { notBefore: null, notAfter: null };

/** Questions to the read model. */
export class Queries {
  /** Of the data-property register. */
  readonly register: Register;
  readonly publicCatalog: PublicCatalog;
  /** Of the register of public data resources. */
  readonly resources: ResourceRows;
  /** Of authorised operation. */
  readonly operation: Operation;
  /** Of where data comes from. */
  readonly lineage: Lineage;
  /** Of notices to whoever is affected by a change. */
  readonly notices: Notices;
  /** What was granted, and whether it is in effect. */
  readonly grants: Grants;
  /** Whether uses are permitted. */
  readonly decisions: Decisions;
  readonly deliveries: DeliveryRows;
  /** Of what is done with grants. */
  readonly uses: UseRows;
  /** Of consents and vouchers. */
  readonly vouchers: VoucherRows;
  readonly pacts: Pacts;
  /** Of listings, deals and the checks behind them. */
  readonly market: MarketRows;
  /** Judicial orders, by court and status. */
  readonly orders: OrderRows;
  /** Of disputes before their bodies. */
  readonly disputes: DisputeRows;
  /** Of packs about suspected copies. */
  readonly infringements: InfringementRows;
  /** What platforms are qualified by. */
  readonly platforms: PlatformRows;
  /** Of projects in which data is fused. */
  readonly fusions: Fusions;
  readonly #model: ReadModel;

  constructor(model: ReadModel) {
    this.#model = model;
    this.register = new Register(model.db);
    this.publicCatalog = new PublicCatalog(model.db);
    this.resources = new ResourceRows(model.db);
    this.operation = new Operation(model.db);
    this.lineage = new Lineage(model.db);
    this.notices = new Notices(model.db);
    this.market = new MarketRows(model.db);
    this.orders = new OrderRows(model.db);
    this.disputes = new DisputeRows(model.db);
    this.infringements = new InfringementRows(model.db);
    this.platforms = new PlatformRows(model.db);
    this.grants = new Grants(model.db);
    this.decisions = new Decisions(model);
    this.deliveries = new DeliveryRows(model.db);
    this.uses = new UseRows(model.db);
    this.vouchers = new VoucherRows(model.db);
    this.pacts = new Pacts(model.db);
    this.fusions = new Fusions(model.db);
  }

  get height(): number {
    return this.#model.height;
  }

  get stopped(): boolean {
    return this.#model.stopped !== undefined;
  }

  /** Whoever wrote here reads what was written here. */
  async ready(): Promise<void> {
    this.#model.requireRunning();
    await this.#model.reach(this.#model.expected, CATCH_UP_MS);
    this.#model.requireRunning();
  }

  /** @throws LedgerError CERTIFICATE_SUSPENDED */
  requireStanding(certificate: Certificate): Promise<void> {
    return requireNotSuspended(new Rows(this.#model.db), certificate);
  }

  transaction(txId: string): Promise<TransactionRow | undefined> {
    return this.#get<TransactionRow>('transaction', txId);
  }

  block(number: number): Promise<BlockRow | undefined> {
    return this.#get<BlockRow>('block', place(number));
  }

  /** Between the time of the beacon cited and that of the first beacon that saw the block. */
  async interval(block: number, cited: number | undefined): Promise<ProvenInterval> {
    const lower =
      cited === undefined ? undefined : await this.#get<BeaconRow>('beacon', place(cited));
    const range = {
      gte: keyOf('beacon-height', place(block + 1)),
      lt: under('beacon-height').lt,
      limit: 1,
    };
    for await (const value of this.#model.db.values(range)) {
      return { notBefore: lower?.time ?? null, notAfter: (value as BeaconRow).time };
    }
    return { notBefore: lower?.time ?? null, notAfter: null };
  }

  /** What is known here about a record read from the ledger. */
  async placed(view: EvidenceView): Promise<EvidenceItem> {
    const row = await this.#get<EvidenceRow>('evidence', view.record.id);
    if (row === undefined) return { ...view, block: null, provenInterval: OPEN };
    const provenInterval = await this.interval(row.block, view.record.beacon?.number);
    return { ...view, block: row.block, provenInterval };
  }

  async evidence(filter: EvidenceFilter, request: ListRequest): Promise<ListPage<EvidenceItem>> {
    const list = evidenceLists(filter);
    const { gt, lt } = under(list);
    const start = filter.from === undefined ? gt : keyOf(list, filter.from);
    const range = {
      gt: request.after ?? start,
      lt: filter.to === undefined ? lt : keyOf(list, filter.to),
    };
    const page = await this.#page(range, request.limit);
    const items: EvidenceItem[] = [];
    for (const [, id] of page.entries) {
      const item = await this.#evidenceItem(id as string);
      if (item !== undefined) items.push(item);
    }
    return { items, next: page.next, height: this.height };
  }

  async #evidenceItem(id: string): Promise<EvidenceItem | undefined> {
    const row = await this.#get<EvidenceRow>('evidence', id);
    if (row === undefined) return undefined;
    const { record } = row;
    const tombstone = (await this.#get<TombstoneRow>('tombstone', id))?.tombstone;
    const range = { ...under('evidence-next', id), limit: SUCCESSORS };
    const supersededBy = (await this.#model.db.values(range).all()) as string[];
    const status = evidenceStatus(tombstone, supersededBy);
    const provenInterval = await this.interval(row.block, record.beacon?.number);
    return {
      record,
      status,
      supersededBy,
      ...(tombstone === undefined ? {} : { tombstone }),
      block: row.block,
      provenInterval,
    };
  }

  async parties(
    filter: { readonly state?: string | undefined; readonly type?: string | undefined },
    request: ListRequest,
  ): Promise<ListPage<Party>> {
    const { gt, lt } = under(partyLists(filter));
    const page = await this.#page({ gt: request.after ?? gt, lt }, request.limit);
    const items: Party[] = [];
    for (const [, uscc] of page.entries) {
      const row = await this.#get<PartyRow>('party', uscc as string);
      if (row !== undefined) items.push(row.party);
    }
    return { items, next: page.next, height: this.height };
  }

  /** Status is computed for `asOf`, never stored: it changes without a block. */
  async qualifications(
    code: string,
    filter: { readonly asOf: string; readonly status?: string | undefined },
    request: ListRequest,
  ): Promise<ListPage<QualificationItem>> {
    const { gt, lt } = under('qualification', code);
    const items: QualificationItem[] = [];
    let [seen, last]: [number, string | undefined] = [0, undefined];
    for await (const [key, value] of this.#model.db.iterator({ gt: request.after ?? gt, lt })) {
      if (items.length === request.limit || seen === SCAN) {
        return { items, next: last, height: this.height };
      }
      [seen, last] = [seen + 1, key];
      const item = asOfItem((value as QualificationRow).qualification, filter.asOf);
      if (filter.status === undefined || item.status === filter.status) items.push(item);
    }
    return { items, next: undefined, height: this.height };
  }

  /** As `registration:read` answers; `undefined` where there is no such case. */
  stateOfCase(id: string, asOf: string, knownAt: string): Promise<CaseState | undefined> {
    return this.register.stateOfCase(id, asOf, knownAt);
  }

  /** As `register:right` answers; `undefined` where there is no such right. */
  stateOfRight(id: string, asOf: string, knownAt: string): Promise<RightState | undefined> {
    return this.register.stateOfRight(id, asOf, knownAt);
  }

  /** Events after a position, in block order. */
  async events(after: string | undefined, limit: number): Promise<[string, EventRow][]> {
    const { gt, lt } = under('event');
    const range = { gt: after ?? gt, lt, limit };
    return (await this.#model.db.iterator(range).all()) as [string, EventRow][];
  }

  next(signal: AbortSignal): Promise<void> {
    return this.#model.next(signal);
  }

  /** The id of the first VALID transaction with this input by this signer from a block on. */
  async request(
    fingerprint: string,
    name: string,
    digest: string,
    fromBlock: bigint,
  ): Promise<string | undefined> {
    const { lt } = under('request', fingerprint, name, digest);
    const gte = keyOf('request', fingerprint, name, digest, place(fromBlock));
    for await (const txId of this.#model.db.values({ gte, lt, limit: 1 })) return txId as string;
    return undefined;
  }

  async #get<T>(...key: string[]): Promise<T | undefined> {
    return (await this.#model.db.get(keyOf(...key))) as T | undefined;
  }

  async #page(
    range: { gt: string; lt: string },
    limit: number,
  ): Promise<{ entries: [string, unknown][]; next: string | undefined }> {
    // An empty range may have its ends the wrong way round: then it is empty.
    if (range.gt >= range.lt) return { entries: [], next: undefined };
    const entries = await this.#model.db.iterator({ ...range, limit: limit + 1 }).all();
    const more = entries.length > limit;
    const page = entries.slice(0, limit);
    return { entries: page, next: more ? page.at(-1)?.[0] : undefined };
  }
}

/** `12-3`: block and place in it; `12-3-d1` of what follows from that and nobody announced. */
export const eventId = ({ block, index, derived }: EventRow): string =>
  `${String(block)}-${String(index)}${derived === undefined ? '' : `-d${String(derived)}`}`;

/** The key behind which events after this id stand, or `undefined` for what is no id. */
export function eventKey(id: string): string | undefined {
  const match = /^(\d{1,15})-(\d{1,15})(?:-d(\d{1,15}))?$/.exec(id);
  if (match === null) return undefined;
  const [, block = '0', index = '0', derived] = match;
  const key = keyOf('event', place(BigInt(block)), place(BigInt(index)));
  return derived === undefined ? key : keyOf(key, `d${place(BigInt(derived))}`);
}

function asOfItem(qualification: PartyQualification, asOf: string): QualificationItem {
  const { validFrom, validTo, withdrawn } = qualification;
  const changes = [validFrom, validTo, withdrawn?.at].filter((at) => at !== undefined && at > asOf);
  const status = qualificationStatus(qualification, asOf);
  const isOver = status === 'WITHDRAWN';
  return { qualification, status, nextChangeAt: (isOver ? undefined : changes.sort()[0]) ?? null };
}
