import { z } from 'zod';
import { countOf, holdsChunk } from './chunks.js';
import type { Delivery } from './dispatch.js';
import type { DeliveryDispute, DisputeAnswer } from './dispute.js';
import type { DeliveryArrival, DeliveryReceipt } from './receipt.js';

export const DeliveryStatus = z
  .enum(['DISPATCHED', 'RECEIVED', 'ACCEPTED', 'PARTIAL', 'DISPUTED'])
  .meta({ id: 'DeliveryStatus' });
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export interface DisputeFile {
  readonly dispute: DeliveryDispute;
  readonly answer?: DisputeAnswer | undefined;
}

/** Every record that a delivery’s status and facts depend on. */
export interface DeliveryClosure {
  readonly delivery: Delivery;
  readonly arrival: DeliveryArrival | undefined;
  readonly receipt: DeliveryReceipt | undefined;
  readonly disputes: readonly DisputeFile[];
}

/** The closure as an instant saw it: later acts are not part of it. */
export function closureAt(closure: DeliveryClosure, asOf: string): DeliveryClosure {
  const known = <T extends { readonly at: string }>(record: T | undefined): T | undefined =>
    record !== undefined && record.at <= asOf ? record : undefined;
  return {
    delivery: closure.delivery,
    arrival: known(closure.arrival),
    receipt: known(closure.receipt),
    disputes: closure.disputes
      .filter(({ dispute }) => dispute.at <= asOf)
      .map(({ dispute, answer }) => ({ dispute, answer: known(answer) })),
  };
}

/** A dispute is over once the other side says that its opener is right. */
export const isConceded = ({ answer }: DisputeFile): boolean => answer?.answer === 'CONCEDED';

/** Who says in the end that a chunk is with the receiver, once a dispute about it is conceded. */
export const concededAsReceived = (file: DisputeFile): boolean =>
  isConceded(file) && file.dispute.claim === 'SENT';

/**
 * What is accepted when both sides’ last words count: the receipt, less what the sender conceded not to
 * have delivered, more what the receiver conceded to have.
 */
function acceptedCount(receipt: DeliveryReceipt, disputes: readonly DisputeFile[]): number {
  return disputes.filter(isConceded).reduce((count, file) => {
    const was = holdsChunk(receipt.accepted, file.dispute.chunk);
    const is = concededAsReceived(file);
    return was === is ? count : count + (is ? 1 : -1);
  }, countOf(receipt.accepted));
}

/** Of a closure as an instant saw it. Time alone makes no acceptance of silence. */
export function deliveryStatus({
  delivery,
  arrival,
  receipt,
  disputes,
}: DeliveryClosure): DeliveryStatus {
  if (disputes.some((file) => !isConceded(file))) return 'DISPUTED';
  if (receipt === undefined) return arrival === undefined ? 'DISPATCHED' : 'RECEIVED';
  const { chunks } = delivery.content;
  return acceptedCount(receipt, disputes) === chunks ? 'ACCEPTED' : 'PARTIAL';
}

/** What is known about a receiver who does not say what it has. */
export const DeliverySilence = z
  .enum(['NOT_YET_DUE', 'SILENT', 'ANSWERED', 'ANSWERED_LATE'])
  .meta({ id: 'DeliverySilence' });
export type DeliverySilence = z.infer<typeof DeliverySilence>;

/** SILENT says that nothing was said in time, and nothing about what arrived. */
export function silenceOf(
  { delivery, receipt }: Pick<DeliveryClosure, 'delivery' | 'receipt'>,
  asOf: string,
): DeliverySilence {
  const { dueAt } = delivery.receiptDue;
  if (receipt !== undefined) return receipt.at < dueAt ? 'ANSWERED' : 'ANSWERED_LATE';
  return asOf < dueAt ? 'NOT_YET_DUE' : 'SILENT';
}
