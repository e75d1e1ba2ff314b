import type { Delivery } from '@shuquan/chaincode/model';
import type { Draft } from '../draft.js';
import { keep, type Write } from '../keep.js';
import { ANY, keyOf, place } from '../key.js';

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

/** Rows of deliveries, by type of the composite key. */
export const deliveryProjections = {
  delivery,
  'delivery-arrival': keep('delivery-arrival'),
  'delivery-receipt': keep('delivery-receipt'),
  'delivery-dispute': keep('delivery-dispute'),
  'delivery-answer': keep('delivery-answer'),
};
