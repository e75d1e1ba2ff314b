import { nodeCrypto } from '@shuquan/gateway/crypto';
import type { Block, Ledger } from '@shuquan/gateway/ledger/port';
import {
  type Anchors,
  type ChainReport,
  type NamespaceReadWriteSet,
  readTransaction,
  readWriteSet,
  splitCompositeKey,
  type Step,
  verifyChain,
} from '@shuquan/verifier';
import { Block as WireBlock } from '@shuquan/verifier/wire';

/** The next `count` blocks from one on; fewer when the signal ends it. */
export async function takeBlocks(
  ledger: Ledger,
  from: bigint,
  count: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<Block[]> {
  const blocks: Block[] = [];
  for await (const block of ledger.blocks(from, signal)) {
    blocks.push(block);
    if (blocks.length === count) break;
  }
  return blocks;
}

/** Every block from the first, or from one on, up to the head, as its bytes. */
export async function blocksOf(ledger: Ledger, from = 0n): Promise<Uint8Array[]> {
  const { height } = await ledger.info();
  return (await takeBlocks(ledger, from, Number(height - from))).map(({ bytes }) => bytes);
}

export const reportOn = (blocks: Iterable<Uint8Array>, anchors: Anchors): Promise<ChainReport> =>
  verifyChain(blocks, anchors, {}, nodeCrypto);

/** What is wrong with the block that breaks a chain, and with which of its transactions. */
export function faultsOf({ fault }: ChainReport): string[] {
  const { number = '?', steps = [], transactions = [] } = fault ?? {};
  return [
    ...failed(steps, `block ${number}`),
    ...transactions.flatMap((tx) => failed(tx.steps, `${tx.transaction ?? tx.kind} in ${number}`)),
  ];
}

const failed = (steps: readonly Step[], of: string): string[] =>
  steps
    .filter(({ outcome }) => outcome === 'FAILED')
    .map(({ step, detail }) => `${of} ${step}: ${detail}`);

/** What a transaction of the product read and wrote in the open. */
export interface Simulated {
  readonly txId: string;
  readonly name: string;
  readonly set: NamespaceReadWriteSet;
}

/** In the order of the block, whatever came of them. */
export function simulatedIn(bytes: Uint8Array): Simulated[] {
  return (WireBlock.decode(bytes).data?.data ?? []).flatMap((envelope) => {
    const tx = readTransaction(envelope);
    if (tx.kind !== 'endorser') return [];
    const sets = readWriteSet(tx.results).filter(({ namespace }) => namespace === 'shuquan');
    return sets.map((set) => ({ txId: tx.txId, name: tx.transaction, set }));
  });
}

/** The type of a composite key. */
export const typeOf = (key: string): string => splitCompositeKey(key)?.type ?? key;
