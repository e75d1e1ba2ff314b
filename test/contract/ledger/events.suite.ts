import { readTransaction } from '@shuquan/verifier';
import { Block as WireBlock, BlockMetadata, metadataIndex } from '@shuquan/verifier/wire';
import type { Block } from '@shuquan/gateway/ledger/port';
import { expect } from 'chai';
import { faultsOf, reportOn, takeBlocks, blocksOf } from '../../support/chain.js';
import { depositInput } from '../../support/founded.js';
import type { Use } from '../ledger.suite.js';

/** Blocks in order, from anywhere on, as bytes that anybody can check. */
export function events(use: Use): void {
  it('gives every block from the first to the head, and the verifier takes the chain', async function () {
    this.timeout(120_000);
    const { ledger, anchors } = use();
    const { height, hash } = await ledger.info();

    const report = await reportOn(await blocksOf(ledger), anchors);

    expect(faultsOf(report)).to.deep.equal([]);
    expect(report.verdict).to.equal('VALID');
    expect(report.head).to.deep.equal({
      number: String(height - 1n),
      hash: Buffer.from(hash).toString('hex'),
    });
  });

  it('tells the event of every valid transaction, in the order of the ledger', async () => {
    const ground = use();
    const { ledger } = ground;
    const { height } = await ledger.info();
    const inputs = [depositInput(), depositInput(), depositInput()];
    const blocks: bigint[] = [];
    for (const input of inputs) {
      const { block } = await ledger.submit('evidence:deposit', input, ground.as('holder-a'));
      blocks.push(block);
    }

    const seen = await takeBlocks(ledger, height, Number((blocks.at(-1) ?? 0n) - height) + 1);

    const told = seen.flatMap(eventsOf).filter(({ name }) => name === 'evidence.deposited');
    expect(told.map(({ payload }) => payload['id'])).to.deep.equal(inputs.map(({ id }) => id));
    expect(told.map(({ block }) => block)).to.deep.equal(blocks);
  });

  it('waits for the next block and goes on where it was left', async () => {
    const ground = use();
    const { ledger } = ground;
    const { height } = await ledger.info();
    const waiting = takeBlocks(ledger, height, 1);

    const { block } = await ledger.submit(
      'evidence:deposit',
      depositInput(),
      ground.as('holder-a'),
    );

    const [first] = await waiting;
    expect(first?.number).to.equal(height);
    const [again] = await takeBlocks(ledger, block, 1);
    expect(again?.bytes).to.deep.equal(first?.bytes);
  });

  it('ends when it is aborted, also while it waits', async () => {
    const { ledger } = use();
    const { height } = await ledger.info();
    const abort = new AbortController();
    const numbers: bigint[] = [];

    setTimeout(() => {
      abort.abort();
    }, 300);
    for await (const { number } of ledger.blocks(height - 1n, abort.signal)) numbers.push(number);

    expect(numbers).to.deep.equal([height - 1n]);
  });

  it('gives nothing on a signal that was aborted before', async () => {
    const { ledger } = use();

    expect(await takeBlocks(ledger, 0n, 1, AbortSignal.abort())).to.deep.equal([]);
  });
}

interface Told {
  readonly name: string;
  readonly payload: Record<string, unknown>;
  readonly block: bigint;
}

function eventsOf({ number, bytes }: Block): Told[] {
  const { data, metadata } = WireBlock.decode(bytes);
  const flags = BlockMetadata.encode(metadata ?? {}).length > 0 ? metadata?.metadata : undefined;
  const filter = flags?.[metadataIndex.transactionsFilter];
  return (data?.data ?? []).flatMap((envelope, i) => {
    const tx = readTransaction(envelope);
    if (tx.kind !== 'endorser' || tx.event === undefined || filter?.[i] !== 0) return [];
    const payload = JSON.parse(Buffer.from(tx.event.payload).toString()) as Told['payload'];
    return [{ name: tx.event.name, payload, block: number }];
  });
}
