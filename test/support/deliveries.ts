import { randomBytes } from 'node:crypto';
import type {
  AcknowledgeDeliveryInput,
  ChunkRange,
  Delivery,
  DeliveryContent,
  DispatchInput,
} from '@shuquan/chaincode/model';
import { DeliverySigner } from '@shuquan/gateway/delivery/signer';
import { CONSUMER_C, HOLDER_A } from './parties.js';

/** Root and leaves of the scenario’s three chunks, as `digests.json` gives them. */
export const ROOT = 'dad9187aabd959eca1d96d5df3150bb0c3a867b3c2bd11be4f3bd17d2e58f5a4';
export const LEAVES = [
  '5bf0eb544061dc9fc7122697c7b59e783a79e88fa5036f2f0390a23c3202916d',
  'c0b458455afe631c48a5cae2b339a23d313a516f8e49a7ea620bf7fe1d653102',
  'e7f80b2fd7b6e82a13110fc72faf35beb6bce1d4cfebe5307613903ca2417689',
] as const;
const PATHS = [
  [LEAVES[1], LEAVES[2]],
  [LEAVES[0], LEAVES[2]],
  ['15c3cf10df724732372b9720cd7fe83257442a9c50a9cebc560ee1fb7af4d42a'],
] as const;
export const hex32 = (): string => randomBytes(32).toString('hex');

/** A chunk of the three, opened; numbers are from 1. */
export const openingOf = (chunk: 1 | 2 | 3): { leaf: string; path: string[] } => ({
  leaf: LEAVES[chunk - 1] ?? '',
  path: [...(PATHS[chunk - 1] ?? [])],
});

export const threeChunks = (over: Partial<DeliveryContent> = {}): DeliveryContent => ({
  ...{ root: ROOT, chunks: 3, chunkSize: 9000, bytes: 27_000, files: 3, manifest: '0'.repeat(64) },
  ...over,
});

export const dispatchTerms = (
  over: Partial<DispatchInput> = {},
): Omit<DispatchInput, 'key' | 'signature'> => ({
  id: 'D-1',
  grant: 'G-1',
  data: { asset: 'DS-A', version: 1 },
  purpose: 'CREDIT_VERIFY',
  recipient: CONSUMER_C,
  content: threeChunks(),
  transport: { kind: 'FOLDER', fingerprint: 'f'.repeat(64) },
  signedAt: '2026-10-21T01:00:00.000Z',
  ...over,
});

/** Both ends of a delivery, with keys of their own. */
export interface Ends {
  readonly sender: DeliverySigner;
  readonly receiver: DeliverySigner;
}

export const freshEnds = (): Ends => ({
  sender: DeliverySigner.fresh('shuquan'),
  receiver: DeliverySigner.fresh('shuquan'),
});

const by = (uscc: string): Delivery['by'] => ({
  ...{ mspId: 'RegistryMSP', uscc, role: 'rightsHolder', custody: 'CUSTODIAL' },
  ...{ fingerprint: '1'.repeat(64), person: '2'.repeat(64) },
});
const txId = '3'.repeat(64);
/** What every record has that the ledger keeps. */
export const broughtAt = (at: string, uscc = HOLDER_A): Pick<Delivery, 'by' | 'at' | 'txId'> => ({
  ...{ by: by(uscc), at, txId },
});

/** A dispatch as the ledger would keep it; its receipt is due at the end of 2026-10-26. */
export const deliveryRecord = (ends: Ends, over: Partial<DispatchInput> = {}): Delivery => ({
  v: 1,
  ...ends.sender.dispatch(dispatchTerms(over), HOLDER_A),
  sender: HOLDER_A,
  receiptDue: {
    ...{ clock: 'DELIVERY_RECEIPT', article: 'DELIVERY/RECEIPT', start: '2026-10-21' },
    ...{ startDay: 'EXCLUDED', paused: [], extended: false, calendars: [], provisional: false },
    ...{ due: '2026-10-26', dueAt: '2026-10-26T16:00:00.000Z' },
  },
  ...broughtAt('2026-10-21T01:00:01.000Z'),
});

type Found = Omit<AcknowledgeDeliveryInput, 'delivery' | 'dispatch' | 'key' | 'signature'>;
/** What a receiver finds of three chunks. */
export const foundOf = (
  accepted: ChunkRange[],
  missing: ChunkRange[],
  over: Partial<Found> = {},
): Found => ({
  ...{ root: ROOT, chunks: 3, accepted, missing, signedAt: '2026-10-22T01:00:00.000Z' },
  ...over,
});

export const range = (first: number, last = first): ChunkRange => ({ first, last });
