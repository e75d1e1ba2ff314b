import { z } from 'zod';
import { echoed } from '../echo.js';
import { dataRoles, type Role, watchers } from '../access.js';
import { Hex256, Id, Instant } from '../schema.js';
import { Delivery, deliveryDigest } from './dispatch.js';
import { DeliveryDispute, DisputeAnswer } from './dispute.js';
import { chunkFacts, ChunkFacts } from './facts.js';
import { BoundKey } from './key.js';
import { DeliveryArrival, DeliveryReceipt } from './receipt.js';
import {
  closureAt,
  type DeliveryClosure,
  deliveryStatus,
  DeliverySilence,
  DeliveryStatus,
  silenceOf,
} from './status.js';
import { citedQuery } from '../registration/cited-query.js';

export const deliveryReaders: readonly Role[] = [...watchers, ...dataRoles];

export const DeliveryQuery = z
  .strictObject({
    id: Id,
    asOf: Instant.optional(),
    ...echoed,
    ...citedQuery,
  })
  .meta({ id: 'DeliveryQuery' });

const DisputeView = z
  .strictObject({ dispute: DeliveryDispute, answer: DisputeAnswer.optional() })
  .meta({ id: 'DisputeView' });

/** A delivery with everything that both sides signed, and what that proves of every chunk. */
export const DeliveryView = z
  .strictObject({
    delivery: Delivery,
    /** By which statements cite the dispatch. */
    digest: Hex256,
    status: DeliveryStatus,
    asOf: Instant,
    silence: DeliverySilence,
    arrival: DeliveryArrival.optional(),
    receipt: DeliveryReceipt.optional(),
    disputes: z.array(DisputeView).max(16),
    facts: z.array(ChunkFacts),
    /** Every key that signed any of this, as its party bound it. */
    keys: z.array(BoundKey).max(40),
    /** The latest beacon that the answering peers knew: an answer is no younger than it. */
    beacon: z.strictObject({ number: z.int().min(1), time: Instant }).optional(),
    ...echoed,
  })
  .meta({ id: 'DeliveryView' });
export type DeliveryView = z.infer<typeof DeliveryView>;

/** What follows from the records alone, for whoever has them: ledger, read model or verifier. */
export type DeliveryFindings = Omit<DeliveryView, 'keys' | 'beacon' | 'audience' | 'nonce'>;

export function deliveryFindings(whole: DeliveryClosure, asOf: string): DeliveryFindings {
  const closure = closureAt(whole, asOf);
  const { delivery, arrival, receipt, disputes } = closure;
  return {
    delivery,
    digest: deliveryDigest(delivery),
    status: deliveryStatus(closure),
    asOf,
    silence: silenceOf(closure, asOf),
    ...(arrival === undefined ? {} : { arrival }),
    ...(receipt === undefined ? {} : { receipt }),
    disputes: disputes.map(({ dispute, answer }) =>
      answer === undefined ? { dispute } : { dispute, answer },
    ),
    facts: chunkFacts(closure),
  };
}

/** Which keys signed what of a delivery stands at an instant, by party and fingerprint’s key. */
export function signersOf({
  delivery,
  arrival,
  receipt,
  disputes,
}: DeliveryClosure): { readonly party: string; readonly key: string }[] {
  const { sender, recipient } = delivery;
  const sideOf = { SENDER: sender, RECEIVER: recipient } as const;
  const signed = [
    { party: sender, key: delivery.key },
    ...[arrival, receipt].flatMap((each) => (each ? [{ party: recipient, key: each.key }] : [])),
    ...disputes.flatMap(({ dispute, answer }) =>
      [dispute, ...(answer ? [answer] : [])].map(({ side, key }) => ({ party: sideOf[side], key })),
    ),
  ];
  return [...new Map(signed.map((each) => [`${each.party} ${each.key}`, each])).values()];
}
