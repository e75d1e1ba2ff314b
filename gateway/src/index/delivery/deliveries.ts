import {
  type Actor,
  closureAt,
  type Delivery,
  type DeliveryArrival,
  type DeliveryClosure,
  type DeliveryDispute,
  type DeliveryReceipt,
  type DeliverySilence,
  deliveryReaders,
  deliveryStatus,
  type DeliveryStatus,
  type DisputeAnswer,
  isWatcher,
  MAX_DISPUTES,
  silenceOf,
  type VersionRef,
} from '@shuquan/chaincode/model';
import type { Certificate } from '../../ledger/port.js';
import { under } from '../key.js';
import { actorOf } from '../register/actor.js';
import { Rows } from '../register/rows.js';
import type { Database } from '../store.js';
import { deliveryList } from './projections.js';

/** A delivery in a list. */
export interface DeliveryItem {
  readonly id: string;
  readonly grant: string;
  readonly sender: string;
  readonly recipient: string;
  readonly data: VersionRef;
  readonly status: DeliveryStatus;
  readonly silence: DeliverySilence;
  readonly dispatchedAt: string;
  readonly receiptDueAt: string;
  /** When time alone changes what is said here; `null`: never. */
  readonly nextChangeAt: string | null;
}

export interface DeliveryFilter {
  readonly grant?: string | undefined;
  readonly sender?: string | undefined;
  readonly recipient?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly asOf: string;
}

/** Questions to the rows of deliveries. */
export class DeliveryRows {
  readonly #rows: Rows;

  constructor(db: Database) {
    this.#rows = new Rows(db);
  }

  /** @throws LedgerError as `actorOf` does */
  reader(certificate: Certificate): Promise<Actor> {
    return actorOf(this.#rows, certificate, deliveryReaders);
  }

  /** In the order in which they were dispatched, to its sides; an office was let in before. */
  list(
    actor: Actor,
    { status, asOf, ...ends }: DeliveryFilter,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<{ readonly items: DeliveryItem[]; readonly next: string | undefined }> {
    const { gt, lt } = under(deliveryList(ends));
    return this.#rows.page({ gt: after ?? gt, lt }, limit, async (id) => {
      const whole = await this.#closure(id as string);
      if (whole === undefined || whole.delivery.at > asOf) return undefined;
      const { sender, recipient } = whole.delivery;
      const isOpen = isWatcher(actor.role) || [sender, recipient].includes(actor.uscc);
      if (!isOpen) return undefined;
      const item = itemOf(closureAt(whole, asOf), asOf);
      return status === undefined || item.status === status ? item : undefined;
    });
  }

  async #closure(id: string): Promise<DeliveryClosure | undefined> {
    const delivery = await this.#rows.get<Delivery>('delivery', id);
    if (delivery === undefined) return undefined;
    const disputes = await this.#rows.values<DeliveryDispute>(MAX_DISPUTES, 'delivery-dispute', id);
    const answers = await this.#rows.values<DisputeAnswer>(MAX_DISPUTES, 'delivery-answer', id);
    return {
      delivery,
      arrival: await this.#rows.get<DeliveryArrival>('delivery-arrival', id),
      receipt: await this.#rows.get<DeliveryReceipt>('delivery-receipt', id),
      disputes: disputes.map((dispute) => ({
        dispute,
        answer: answers.find((answer) => answer.dispute === dispute.number),
      })),
    };
  }
}

function itemOf(closure: DeliveryClosure, asOf: string): DeliveryItem {
  const { id, grant, sender, recipient, data, at, receiptDue } = closure.delivery;
  const silence = silenceOf(closure, asOf);
  return {
    ...{ id, grant, sender, recipient, data, status: deliveryStatus(closure), silence },
    ...{ dispatchedAt: at, receiptDueAt: receiptDue.dueAt },
    nextChangeAt: silence === 'NOT_YET_DUE' ? receiptDue.dueAt : null,
  };
}
