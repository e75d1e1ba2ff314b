import { z } from 'zod';
import { Hex256, Id } from '../schema.js';
import { ChunkNumber, holdsChunk } from './chunks.js';
import { DeliverySide, DisputeClaim, opensChunk } from './dispute.js';
import { concededAsReceived, type DeliveryClosure, type DisputeFile } from './status.js';

/** As everywhere: PROVEN by signatures and hashes, STATED by somebody named, NOT_PROVEN. */
export const FactStatus = z.enum(['PROVEN', 'STATED', 'NOT_PROVEN']).meta({ id: 'FactStatus' });

/** What somebody says about a chunk, under its signature. Saying it proves that it was said. */
export const ChunkStatement = z
  .strictObject({
    side: DeliverySide,
    says: z.enum(['ACCEPTED', 'MISSING', ...DisputeClaim.options, 'CONCEDED', 'CONTESTED']),
  })
  .meta({ id: 'ChunkStatement' });
export type ChunkStatement = z.infer<typeof ChunkStatement>;

/** The table of facts about chunks that stand alike, from the first to the last. */
export const ChunkFacts = z
  .strictObject({
    first: ChunkNumber,
    last: ChunkNumber,
    /**
     * PROVEN: an opened leaf leads to the root that the sender signed. STATED: the sender signed a root
     * over so many chunks, and what stands in this place was not opened.
     */
    committed: FactStatus,
    leaf: Hex256.optional(),
    /** PROVEN: the receiver signed that it has it. That bytes were sent proves no receipt. */
    received: FactStatus,
    openedBy: z.array(DeliverySide).max(2),
    statements: z.array(ChunkStatement).max(4),
    /** STATED: logs are deposited; what they say is their depositor’s word. */
    transport: FactStatus,
    evidence: z.array(Id).max(20),
    dispute: z.int().min(1).optional(),
  })
  .meta({ id: 'ChunkFacts' });
export type ChunkFacts = z.infer<typeof ChunkFacts>;

/** Chunks at which the table changes: ends of ranges, and the chunks in dispute. */
function startsOf({ delivery, receipt, disputes }: DeliveryClosure): number[] {
  const { chunks } = delivery.content;
  const ranges = [...(receipt?.accepted ?? []), ...(receipt?.missing ?? [])];
  const starts = [
    1,
    ...ranges.map(({ first }) => first),
    ...disputes.flatMap(({ dispute }) => [dispute.chunk, dispute.chunk + 1]),
  ].filter((start) => start <= chunks);
  return [...new Set(starts)].sort((one, other) => one - other);
}

/** Of a closure as an instant saw it: what is proven of every chunk, and what is only said. */
export function chunkFacts(closure: DeliveryClosure): ChunkFacts[] {
  const starts = startsOf(closure);
  return starts.map((first, at) => {
    const last = (starts[at + 1] ?? closure.delivery.content.chunks + 1) - 1;
    const file = closure.disputes.find(({ dispute }) => dispute.chunk === first);
    return { first, last, ...factsOf(closure, first, file) };
  });
}

function factsOf(
  closure: DeliveryClosure,
  chunk: number,
  file: DisputeFile | undefined,
): Omit<ChunkFacts, 'first' | 'last'> {
  const { receipt } = closure;
  const signed = receipt !== undefined && holdsChunk(receipt.accepted, chunk);
  const conceded = file !== undefined && concededAsReceived(file);
  const said = receipt === undefined ? [] : [receiverSays(signed)];
  const base = { received: signed || conceded ? ('PROVEN' as const) : ('NOT_PROVEN' as const) };
  if (file === undefined) {
    const nothing = { openedBy: [], transport: 'NOT_PROVEN' as const, evidence: [] };
    return { committed: 'STATED', ...base, statements: said, ...nothing };
  }
  return { ...base, ...disputed(closure, file, said) };
}

const receiverSays = (signed: boolean): ChunkStatement => ({
  side: 'RECEIVER',
  says: signed ? 'ACCEPTED' : 'MISSING',
});

function disputed(
  { delivery }: DeliveryClosure,
  { dispute, answer }: DisputeFile,
  said: readonly ChunkStatement[],
): Omit<ChunkFacts, 'first' | 'last' | 'received'> {
  const voices = [dispute, ...(answer === undefined ? [] : [answer])];
  const opened = voices.filter(
    ({ opening }) => opening !== undefined && opensChunk(delivery, dispute.chunk, opening),
  );
  const leaf = opened[0]?.opening?.leaf;
  const evidence = [...new Set(voices.flatMap((voice) => voice.evidence))];
  return {
    committed: leaf === undefined ? 'STATED' : 'PROVEN',
    ...(leaf === undefined ? {} : { leaf }),
    openedBy: opened.map(({ side }) => side),
    statements: [
      ...said,
      { side: dispute.side, says: dispute.claim },
      ...(answer === undefined ? [] : [{ side: answer.side, says: answer.answer }]),
    ],
    transport: evidence.length > 0 ? 'STATED' : 'NOT_PROVEN',
    evidence,
    dispute: dispute.number,
  };
}
