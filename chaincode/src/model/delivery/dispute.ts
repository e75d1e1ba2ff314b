import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { verifyHashPath } from '../merkle.js';
import { Hex256, Id, setOf } from '../schema.js';
import { ChunkNumber } from './chunks.js';
import type { Delivery } from './dispatch.js';
import { brought, ownSignature } from './key.js';
import { ofDelivery } from './receipt.js';

/** A chunk opened against the root: its leaf, and the hashes from there up. */
export const ChunkOpening = z
  .strictObject({ leaf: Hex256, path: z.array(Hex256).max(32) })
  .meta({ id: 'ChunkOpening' });
export type ChunkOpening = z.infer<typeof ChunkOpening>;

export const DeliverySide = z.enum(['SENDER', 'RECEIVER']).meta({ id: 'DeliverySide' });
export type DeliverySide = z.infer<typeof DeliverySide>;

/** The sender says that it sent a chunk; the receiver, that it has none, or another than committed. */
export const DisputeClaim = z
  .enum(['SENT', 'NOT_RECEIVED', 'DIFFERENT'])
  .meta({ id: 'DisputeClaim' });

/** Deposits that are to bear a side out, such as batches of transport logs. */
const evidence = setOf(Id, { min: 0, max: 10, twice: 'An evidence stands twice' });

const disputeShape = {
  ...ofDelivery,
  chunk: ChunkNumber,
  claim: DisputeClaim,
  opening: ChunkOpening.optional(),
  evidence,
  ...ownSignature,
};

export const OpenDisputeInput = z
  .strictObject({ ...disputeShape, beacon: BeaconCitation.optional() })
  .refine(({ claim, opening }) => claim !== 'SENT' || opening !== undefined, {
    path: ['opening'],
    message: 'Whoever says that a chunk was sent opens it',
  })
  .meta({ id: 'OpenDisputeInput' });
export type OpenDisputeInput = z.infer<typeof OpenDisputeInput>;

/** `delivery-dispute~delivery~number`: one chunk in dispute. */
export const DeliveryDispute = z
  .strictObject({
    v: z.literal(1),
    number: z.int().min(1),
    side: DeliverySide,
    ...disputeShape,
    ...brought,
  })
  .meta({ id: 'DeliveryDispute' });
export type DeliveryDispute = z.infer<typeof DeliveryDispute>;

const answerShape = {
  ...ofDelivery,
  dispute: z.int().min(1),
  /** CONCEDED: the other side is right. */
  answer: z.enum(['CONCEDED', 'CONTESTED']),
  opening: ChunkOpening.optional(),
  evidence,
  ...ownSignature,
};

export const AnswerDisputeInput = z
  .strictObject({ ...answerShape, beacon: BeaconCitation.optional() })
  .meta({ id: 'AnswerDisputeInput' });
export type AnswerDisputeInput = z.infer<typeof AnswerDisputeInput>;

/** `delivery-answer~delivery~number`: what the other side says to it. */
export const DisputeAnswer = z
  .strictObject({ v: z.literal(1), side: DeliverySide, ...answerShape, ...brought })
  .meta({ id: 'DisputeAnswer' });
export type DisputeAnswer = z.infer<typeof DisputeAnswer>;

type StatedDispute = Omit<OpenDisputeInput, 'signature' | 'beacon'>;
/** What a side signs to open a dispute. */
export const disputeStatement = (stated: StatedDispute): object => {
  const { delivery, dispatch, chunk, claim, opening, evidence: named, key, signedAt } = stated;
  const opened = opening === undefined ? {} : { opening };
  return { delivery, dispatch, chunk, claim, ...opened, evidence: named, key, signedAt };
};

type StatedAnswer = Omit<AnswerDisputeInput, 'signature' | 'beacon'>;
/** What the other side signs. */
export const answerStatement = (stated: StatedAnswer): object => {
  const { delivery, dispatch, dispute, answer, opening, evidence: named, key, signedAt } = stated;
  const opened = opening === undefined ? {} : { opening };
  return { delivery, dispatch, dispute, answer, ...opened, evidence: named, key, signedAt };
};

/** @throws LedgerError CALLER_FORBIDDEN */
export function sideOfDelivery(
  { id, sender, recipient }: Pick<Delivery, 'id' | 'sender' | 'recipient'>,
  uscc: string,
): DeliverySide {
  if (uscc === sender) return 'SENDER';
  if (uscc === recipient) return 'RECEIVER';
  throw new LedgerError('CALLER_FORBIDDEN', `${id} is between others.`, { delivery: id });
}

/** Whether an opening leads from a chunk to the root that the sender signed. */
export const opensChunk = (
  { content }: Pick<Delivery, 'content'>,
  chunk: number,
  { leaf, path }: ChunkOpening,
): boolean =>
  verifyHashPath({ hash: leaf, index: chunk - 1, size: content.chunks, path }, content.root);

/** @throws LedgerError ROOT_MISMATCH */
export function requireOpens(
  delivery: Delivery,
  chunk: number,
  opening: ChunkOpening | undefined,
): void {
  if (opening === undefined || opensChunk(delivery, chunk, opening)) return;
  throw new LedgerError(
    'ROOT_MISMATCH',
    `The path does not lead from chunk ${String(chunk)} to the root of ${delivery.id}.`,
    { delivery: delivery.id, chunk },
  );
}

/** One chunk decides most disputes; whoever needs more than these has another delivery to make. */
export const MAX_DISPUTES = 16;

/**
 * @throws LedgerError CHUNK_RANGE_INVALID, CALLER_FORBIDDEN, ROOT_MISMATCH, DISPUTE_EXISTS,
 *   DISPUTE_LIMIT_EXCEEDED
 */
export function requireDisputable(
  input: Pick<OpenDisputeInput, 'chunk' | 'claim' | 'opening'>,
  delivery: Delivery,
  side: DeliverySide,
  before: readonly Pick<DeliveryDispute, 'chunk'>[],
): void {
  const { chunk, claim, opening } = input;
  const params = { delivery: delivery.id, chunk };
  if (chunk > delivery.content.chunks) {
    throw new LedgerError('CHUNK_RANGE_INVALID', `There is no chunk ${String(chunk)}.`, params);
  }
  if ((claim === 'SENT') !== (side === 'SENDER')) {
    throw new LedgerError('CALLER_FORBIDDEN', `${claim} is for the other side to say.`, params);
  }
  requireOpens(delivery, chunk, opening);
  if (before.some((each) => each.chunk === chunk)) {
    throw new LedgerError('DISPUTE_EXISTS', `Chunk ${String(chunk)} is in dispute.`, params);
  }
  if (before.length < MAX_DISPUTES) return;
  throw new LedgerError(
    'DISPUTE_LIMIT_EXCEEDED',
    `${delivery.id} has ${String(MAX_DISPUTES)} disputes.`,
    params,
  );
}

/** @throws LedgerError CALLER_FORBIDDEN, ROOT_MISMATCH */
export function requireAnswerable(
  { opening }: Pick<AnswerDisputeInput, 'opening'>,
  delivery: Delivery,
  dispute: DeliveryDispute,
  side: DeliverySide,
): void {
  if (side === dispute.side) {
    throw new LedgerError('CALLER_FORBIDDEN', 'The other side answers a dispute.', {
      ...{ delivery: delivery.id, dispute: dispute.number },
    });
  }
  requireOpens(delivery, dispute.chunk, opening);
}
