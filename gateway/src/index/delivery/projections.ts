import type {
  Delivery,
  DeliveryArrival,
  DeliveryDispute,
  DeliveryReceipt,
  DisputeAnswer,
} from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keyOf, place } from '../key.js';
import type { Position } from '../rows.js';

interface Write {
  readonly attributes: readonly string[];
  readonly value: unknown;
  readonly at: Position;
}

/** Any filter left out. */
export const ANY = '*';

/** Lists of deliveries in the order in which they were dispatched. */
export const deliveryList = ({
  grant,
  sender,
  recipient,
}: {
  readonly grant?: string | undefined;
  readonly sender?: string | undefined;
  readonly recipient?: string | undefined;
}): string => keyOf('delivery-list', grant ?? ANY, sender ?? ANY, recipient ?? ANY);

function delivery(draft: Draft, { value, at }: Write): void {
  const record = value as Delivery;
  const { id, grant, sender, recipient } = record;
  draft.put(keyOf('delivery', id), record);
  const position = [place(at.block), place(at.index), id];
  for (const underGrant of [grant, undefined]) {
    for (const from of [sender, undefined]) {
      for (const to of [recipient, undefined]) {
        const list = deliveryList({ grant: underGrant, sender: from, recipient: to });
        draft.put(keyOf(list, ...position), id);
      }
    }
  }
}

const keep =
  <T>(kind: string, place: (record: T) => readonly string[]) =>
  (draft: Draft, { value }: Write): void => {
    draft.put(keyOf(kind, ...place(value as T)), value);
  };

/** Rows of deliveries, by type of the composite key. */
export const deliveryProjections = {
  delivery,
  'delivery-arrival': keep<DeliveryArrival>('delivery-arrival', (record) => [record.delivery]),
  'delivery-receipt': keep<DeliveryReceipt>('delivery-receipt', (record) => [record.delivery]),
  'delivery-dispute': keep<DeliveryDispute>('delivery-dispute', (record) => [
    ...[record.delivery, place(record.number)],
  ]),
  'delivery-answer': keep<DisputeAnswer>('delivery-answer', (record) => [
    ...[record.delivery, place(record.dispute)],
  ]),
};
