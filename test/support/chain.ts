import { nodeCrypto } from '@shuquan/gateway/crypto';
import type { Block, Ledger } from '@shuquan/gateway/ledger/port';
import { type Anchors, type ChainReport, type Step, verifyChain } from '@shuquan/verifier';

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

/** Every block up to the head, as its bytes. */
export async function wholeChain(ledger: Ledger): Promise<Uint8Array[]> {
  const { height } = await ledger.info();
  return (await takeBlocks(ledger, 0n, Number(height))).map(({ bytes }) => bytes);
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
