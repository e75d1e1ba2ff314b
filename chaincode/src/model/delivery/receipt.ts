import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { Hex256, Id } from '../schema.js';
import { ChunkNumber, ChunkRanges, requirePartition, requireRanges } from './chunks.js';
import { type Delivery, deliveryDigest } from './dispatch.js';
import { brought, ownSignature } from './key.js';

/** Which delivery a statement is about: by its id and by the digest of its record. */
export const ofDelivery = { delivery: Id, dispatch: Hex256 };

const arrivalShape = { ...ofDelivery, ...ownSignature };
export const ArriveInput = z
  .strictObject({ ...arrivalShape, beacon: BeaconCitation.optional() })
  .meta({ id: 'ArriveInput' });

/** 收到: the receiver has something of this delivery and has not said yet what of it holds. */
export const DeliveryArrival = z
  .strictObject({ v: z.literal(1), ...arrivalShape, ...brought })
  .meta({ id: 'DeliveryArrival' });
export type DeliveryArrival = z.infer<typeof DeliveryArrival>;

const receiptShape = {
  ...ofDelivery,
  /** As the receiver computed them over the leaves that came: root′ and n′. */
  root: Hex256,
  chunks: ChunkNumber,
  /** Chunks whose bytes are here and hash to their leaves. */
  accepted: ChunkRanges,
  /** All others: not here, or not what their leaves say. */
  missing: ChunkRanges,
  ...ownSignature,
};

export const AcknowledgeDeliveryInput = z
  .strictObject({ ...receiptShape, beacon: BeaconCitation.optional() })
  .meta({ id: 'AcknowledgeDeliveryInput' });
export type AcknowledgeDeliveryInput = z.infer<typeof AcknowledgeDeliveryInput>;

/** 签收: what the receiver says, under its own signature, that it has. There is one a delivery. */
export const DeliveryReceipt = z
  .strictObject({ v: z.literal(1), ...receiptShape, ...brought })
  .meta({ id: 'DeliveryReceipt' });
export type DeliveryReceipt = z.infer<typeof DeliveryReceipt>;

type Arrival = Pick<DeliveryArrival, 'delivery' | 'dispatch' | 'key' | 'signedAt'>;
/** What the receiver signs when something arrived. */
export const arrivalStatement = ({ delivery, dispatch, key, signedAt }: Arrival): object => ({
  ...{ delivery, dispatch, key, signedAt },
});

type Stated = Omit<AcknowledgeDeliveryInput, 'signature' | 'beacon'>;
/** What the receiver signs for. */
export const receiptStatement = (stated: Stated): object => {
  const { delivery, dispatch, root, chunks, accepted, missing, key, signedAt } = stated;
  return { delivery, dispatch, root, chunks, accepted, missing, key, signedAt };
};

/** @throws LedgerError DISPATCH_MISMATCH */
export function requireThisDispatch(
  { delivery: id, dispatch }: { readonly delivery: string; readonly dispatch: string },
  delivery: Delivery,
): void {
  if (dispatch === deliveryDigest(delivery)) return;
  throw new LedgerError(
    'DISPATCH_MISMATCH',
    `The statement is about another dispatch than ${id}.`,
    {
      delivery: id,
    },
  );
}

/**
 * Whether a receipt is one of this delivery, with its root, for each of its chunks once.
 *
 * @throws LedgerError DISPATCH_MISMATCH, ROOT_MISMATCH, CHUNK_COUNT_WRONG, CHUNK_RANGE_INVALID,
 *   CHUNK_RANGES_INCOMPLETE
 */
export function requireDeliveryReceipt(input: AcknowledgeDeliveryInput, delivery: Delivery): void {
  requireThisDispatch(input, delivery);
  const { id, content } = delivery;
  if (input.root !== content.root) {
    throw new LedgerError('ROOT_MISMATCH', `${id} was dispatched under another root.`, {
      delivery: id,
    });
  }
  if (input.chunks !== content.chunks) {
    throw new LedgerError('CHUNK_COUNT_WRONG', `${id} has ${String(content.chunks)} chunks.`, {
      ...{ delivery: id, chunks: content.chunks },
    });
  }
  requireRanges(input.accepted, content.chunks);
  requireRanges(input.missing, content.chunks);
  requirePartition(input.accepted, input.missing, content.chunks);
}
