import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { Deadline } from '../clock/index.js';
import { recordDigest } from '../digest.js';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { isSameVersion, VersionRef } from '../registration/description.js';
import { Code, Hex256, Id, Uscc } from '../schema.js';
import { DeliveryContent, requireChunkCount } from './chunks.js';
import { brought, ownSignature } from './key.js';

/** Over what the bytes went, and the fingerprint that both ends can compare: a server’s key, a seal. */
export const Transport = z
  .strictObject({
    kind: z.enum(['FOLDER', 'HTTPS', 'SFTP', 'MEDIA', 'OTHER']),
    fingerprint: Hex256,
  })
  .meta({ id: 'DeliveryTransport' });

const dispatchShape = {
  id: Id,
  grant: Id,
  data: VersionRef,
  /** What the receiver may use it for. */
  purpose: Code,
  recipient: Uscc,
  content: DeliveryContent,
  transport: Transport,
  ...ownSignature,
};

export const DispatchInput = z
  .strictObject({ ...dispatchShape, beacon: BeaconCitation.optional() })
  .meta({ id: 'DispatchInput' });
export type DispatchInput = z.infer<typeof DispatchInput>;

/** 交付: what a sender says, under its own signature, that it sent. Immutable. */
export const Delivery = z
  .strictObject({
    v: z.literal(1),
    ...dispatchShape,
    sender: Uscc,
    /** Until when the receiver has to say what arrived, with the rules that say so. */
    receiptDue: Deadline,
    ...brought,
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;

/** By what a receipt or a dispute cites a dispatch. */
export const deliveryDigest = (delivery: Delivery): string => recordDigest(delivery);

type Stated = Omit<DispatchInput, 'signature' | 'beacon'>;

/** What the sender signs. */
export const dispatchStatement = (stated: Stated & { readonly sender: string }): object => {
  const { id, grant, data, purpose, sender, recipient, content, transport, key, signedAt } = stated;
  return { id, grant, data, purpose, sender, recipient, content, transport, key, signedAt };
};

/** The two ends of a grant, as far as a delivery under it is concerned. */
export interface GrantEnds {
  readonly grantor: string;
  readonly grantee: string;
  readonly data: { readonly asset: string; readonly version: number };
}

/**
 * Whether this is a dispatch under that grant at all; what the grant permits is the decision point’s.
 *
 * @throws LedgerError PERSONAL_DATA_REFUSED, CHUNK_COUNT_WRONG, CALLER_FORBIDDEN, DELIVERY_OF_OTHER_DATA
 */
export function requireDispatchable(
  input: DispatchInput,
  sender: string,
  { grantor, grantee, data }: GrantEnds,
): void {
  refusePersonalData({ id: input.id });
  requireChunkCount(input.content);
  if (grantor !== sender || grantee !== input.recipient) {
    throw new LedgerError(
      'CALLER_FORBIDDEN',
      `Under ${input.grant} its grantor delivers to its grantee.`,
      { grant: input.grant },
    );
  }
  if (isSameVersion(data, input.data)) return;
  throw new LedgerError('DELIVERY_OF_OTHER_DATA', `${input.grant} is about other data.`, {
    ...{ grant: input.grant, granted: data, data: input.data },
  });
}
