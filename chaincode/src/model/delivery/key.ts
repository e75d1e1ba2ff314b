import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { CaseActor } from '../registration/case-steps.js';
import { Hex256, Instant, TransactionId, Uscc } from '../schema.js';
import { HolderKey, HolderSignature } from '../voucher/signature.js';

/** What every statement of a party about a delivery bears: its own key, its clock, its signature. */
export const ownSignature = {
  key: HolderKey,
  /** By the signer’s own clock: a claim. */
  signedAt: Instant,
  signature: HolderSignature,
};

/** Who brought a record to the ledger, when, and by which transaction. */
export const brought = { by: CaseActor, at: Instant, txId: TransactionId };

export const BindKeyInput = z
  .strictObject({ ...ownSignature, beacon: BeaconCitation.optional() })
  .meta({ id: 'BindKeyInput' });

/** `delivery-key~uscc~holder`: with this key a party signs about deliveries. No gateway ever has it. */
export const BoundKey = z
  .strictObject({
    v: z.literal(1),
    party: Uscc,
    /** Fingerprint of the key. */
    holder: Hex256,
    ...ownSignature,
    ...brought,
  })
  .meta({ id: 'BoundKey' });
export type BoundKey = z.infer<typeof BoundKey>;

export const DropKeyInput = z
  .strictObject({ holder: Hex256, beacon: BeaconCitation.optional() })
  .meta({ id: 'DropKeyInput' });

/** `delivery-key-drop~uscc~holder`: from here on the key signs nothing; what it signed stands. */
export const BoundKeyDrop = z
  .strictObject({ v: z.literal(1), party: Uscc, holder: Hex256, ...brought })
  .meta({ id: 'BoundKeyDrop' });
export type BoundKeyDrop = z.infer<typeof BoundKeyDrop>;

/** What a party signs to make a key its own: nobody binds a key that it does not hold. */
export const keyStatement = ({
  party,
  key,
  signedAt,
}: Pick<BoundKey, 'party' | 'key' | 'signedAt'>): object => ({ party, key, signedAt });

/** @throws LedgerError DELIVERY_KEY_NOT_BOUND, DELIVERY_KEY_DROPPED */
export function requireBound(
  holder: string,
  bound: BoundKey | undefined,
  dropped: BoundKeyDrop | undefined,
): void {
  if (bound === undefined) {
    throw new LedgerError('DELIVERY_KEY_NOT_BOUND', 'The key is none that the caller bound.', {
      holder,
    });
  }
  if (dropped === undefined) return;
  throw new LedgerError('DELIVERY_KEY_DROPPED', 'The caller gave this key up.', {
    ...{ holder, at: dropped.at },
  });
}
