import {
  competent,
  type Encumbered,
  type EncumbranceStatus,
  type Hold,
  holdEnd,
  type HoldHead,
  type Instants,
  positionIn,
  wasOrdered,
} from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import type { Projection } from '../keep.js';
import { ANY, keyOf, under } from '../key.js';
import { Rows } from '../register/rows.js';
import { States } from '../register/states.js';
import type { Database } from '../store.js';

/** Where an order stands: its head, and its id within that. */
interface Place {
  readonly on: Encumbered;
  readonly id: string;
}

const orderList = (court?: string): string => keyOf('order-list', court ?? ANY);

/** A head, and each of its orders in the list of every court that ever had it, as they were given. */
export const laidOn =
  (kind: 'hold' | 'hold-party'): Projection =>
  (draft, { attributes: [target = ''], value }) => {
    draft.put(keyOf(kind, target), value);
    const on = { kind: kind === 'hold' ? ('RIGHT' as const) : ('PARTY' as const), id: target };
    for (const hold of (value as HoldHead).orders) keepPlace(draft, { on, id: hold.id }, hold);
  };

function keepPlace(draft: Draft, { on, id }: Place, { ordered, handOvers }: Hold): void {
  const courts = new Set([ordered.uscc, ...handOvers.map(({ to }) => to)]);
  for (const list of [orderList(), ...[...courts].map(orderList)]) {
    draft.put(keyOf(list, ordered.at, on.kind, on.id, id), { on, id });
  }
}

/** An order in a list, as it is at an instant. */
export interface OrderItem extends Place {
  /** Whose it is now. */
  readonly court: string;
  readonly caseNo: string;
  readonly blocks: Hold['blocks'];
  readonly status: EncumbranceStatus;
  readonly position?: number;
  readonly from: string;
  readonly until: string;
  /** Since when it binds, where another had been before it. */
  readonly attachedAt?: string;
}

export interface OrderFilter {
  readonly court?: string | undefined;
  readonly status?: EncumbranceStatus | undefined;
  /** Those alone that end before this instant. */
  readonly endsBefore?: string | undefined;
}

/** As many orders of one court as its worklist looks at. */
const MAX_OWN = 1_000;

/** Questions about judicial orders. */
export class OrderRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** In the order in which they were given; what each is is computed. */
  list(
    filter: OrderFilter,
    instants: Instants,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: OrderItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(orderList(filter.court));
    const states = new States(this.#rows, instants);
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (place) => {
      const item = await itemAt(this.#rows, states, place as Place);
      return item !== undefined && fits(item, filter) ? item : undefined;
    });
  }
}

/** Orders of one court that are not over. */
export async function ownOrders(rows: Rows, states: States, court: string): Promise<OrderItem[]> {
  const places = await rows.values<Place>(MAX_OWN, 'order-list', court);
  const items = await Promise.all(places.map((place) => itemAt(rows, states, place)));
  return items.filter(
    (item) => item?.court === court && ['ATTACHED', 'QUEUED'].includes(item.status),
  ) as OrderItem[];
}

const fits = (item: OrderItem, { court, status, endsBefore }: OrderFilter): boolean =>
  (court === undefined || item.court === court) &&
  (status === undefined || item.status === status) &&
  (endsBefore === undefined || item.until < endsBefore);

async function itemAt(rows: Rows, states: States, place: Place): Promise<OrderItem | undefined> {
  const { on, id } = place;
  const head = await rows.get<HoldHead>(on.kind === 'RIGHT' ? 'hold' : 'hold-party', on.id);
  const hold = head?.orders.find((each) => each.id === id);
  if (head === undefined || hold === undefined || !wasOrdered(hold, states.instants)) {
    return undefined;
  }
  const { caseNo, blocks, ordered } = hold;
  const facts = { ...place, court: competent(hold), caseNo, blocks, from: ordered.at };
  return on.kind === 'RIGHT' ? ofRight(states, facts) : ofParty(head, hold, facts, states.instants);
}

type Facts = Omit<OrderItem, 'status' | 'until'>;

async function ofRight(states: States, facts: Facts): Promise<OrderItem | undefined> {
  const view = await states.rightById(facts.on.id);
  const found = view?.encumbrances.find(
    ({ kind, id, on }) => kind === 'FREEZE' && id === facts.id && on.kind === 'RIGHT',
  );
  if (found === undefined) return undefined;
  const { status, position, until, liftedAt, attachedAt } = found;
  return {
    ...{ ...facts, status, until: until ?? liftedAt ?? facts.from },
    ...(position === undefined ? {} : { position }),
    ...(attachedAt === undefined || attachedAt === facts.from ? {} : { attachedAt }),
  };
}

/** Upon all that a party holds it has its place in that line; upon each right, in the right’s. */
function ofParty(head: HoldHead, hold: Hold, facts: Facts, { asOf, knownAt }: Instants): OrderItem {
  const { at: until, how } = holdEnd(hold, knownAt);
  if (until <= asOf) return { ...facts, until, status: how };
  const position = positionIn(head, hold.id, asOf);
  const status = position === 1 ? 'ATTACHED' : 'QUEUED';
  return { ...facts, until, status, ...(position === undefined ? {} : { position }) };
}
