import { expect } from 'chai';
import { parseAnchors, Verifier } from '@shuquan/verifier';
import { Block } from '@shuquan/verifier/wire';
import { nodeCrypto } from '../support/crypto.js';
import { block, pick, world, type World } from '../support/fabric-block.js';
import { answerText, transaction } from '../support/fabric-transaction.js';

/** Every bit of every byte, as `[offset, bit]`. */
function* flips(length: number, from = 0): Generator<[offset: number, bit: number]> {
  for (let offset = from; offset < length; offset++) {
    for (let bit = 0; bit < 8; bit++) yield [offset, bit];
  }
}

describe('every single-bit flip', function () {
  this.timeout(600_000);

  const verifierOf = (w: World): Verifier =>
    new Verifier(parseAnchors(JSON.stringify(w.anchors)), nodeCrypto());
  const signed = (w: World): Parameters<typeof transaction>[0] => ({
    creator: w.client,
    endorsers: [pick(w.peers, 'RegistryMSP'), pick(w.peers, 'CourtMSP')],
  });

  /** Offsets and bits of a block whose flip leaves it VALID, and those named unsigned. */
  const surviving = (
    w: World,
    bytes: Uint8Array,
    from = 0,
  ): { missed: string[]; named: string[]; names: string[] } => {
    const verifier = verifierOf(w);
    const previousHash = Buffer.from(w.genesis.hash).toString('hex');
    const { unsigned, verdict } = verifier.block(bytes, { previousHash });
    expect(verdict).to.equal('VALID');
    const missed: string[] = [];
    for (const [offset, bit] of flips(bytes.length, from)) {
      const changed = bytes.slice();
      changed[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
      if (verifier.block(changed, { previousHash }).verdict === 'VALID') {
        missed.push(`${String(offset)}.${String(bit)}`);
      }
    }
    const named = unsigned.flatMap((range) =>
      [...flips(range.to, range.from)].map(([offset, bit]) => `${String(offset)}.${String(bit)}`),
    );
    return { missed, named, names: unsigned.map(({ name }) => name) };
  };
  const unsignedNames = ['block metadata: validation flags', 'block metadata: commit hash'];

  it('of a Raft block is caught, except in exactly the bytes named unsigned', async () => {
    const w = await world();
    const { bytes } = block({
      number: 1n,
      previousHash: w.genesis.hash,
      envelopes: [transaction(signed(w))],
      orderers: [w.orderer],
    });

    const { missed, named, names } = surviving(w, bytes);

    expect(names).to.deep.equal(unsignedNames);
    expect(missed).to.deep.equal(named);
  });

  it('of a BFT block’s metadata is caught, except in exactly the bytes named unsigned', async () => {
    const w = await world({ consensus: 'bft' });
    const { bytes } = block({
      number: 1n,
      previousHash: w.genesis.hash,
      envelopes: [transaction(signed(w))],
      consenters: w.consenters.slice(0, 3),
    });
    const [envelope] = Block.decode(bytes).data?.data ?? [];
    if (envelope === undefined) throw new TypeError('unreachable');

    // The data before it is covered as in a Raft block.
    const { missed, named, names } = surviving(
      w,
      bytes,
      envelope.byteOffset - bytes.byteOffset + envelope.length,
    );

    expect(names).to.deep.equal(unsignedNames);
    expect(missed).to.deep.equal(named);
  });

  it('of an answer is caught', async () => {
    const w = await world();
    const verifier = verifierOf(w);
    const bytes = Buffer.from(answerText(signed(w)));
    expect(verifier.answer(bytes).verdict).to.equal('VALID');

    const missed: string[] = [];
    for (const [offset, bit] of flips(bytes.length)) {
      const changed = Uint8Array.from(bytes);
      changed[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
      if (verifier.answer(changed).verdict === 'VALID')
        missed.push(`${String(offset)}.${String(bit)}`);
    }

    expect(missed).to.deep.equal([]);
  });

  it('of block 0 is caught, except in bytes named unsigned', async () => {
    const w = await world();
    const verifier = verifierOf(w);
    const { bytes } = w.genesis;
    const { unsigned, verdict } = verifier.block(bytes);
    expect(verdict).to.equal('VALID');

    for (const [offset, bit] of flips(bytes.length)) {
      const changed = bytes.slice();
      changed[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
      const caught = verifier.block(changed).verdict !== 'VALID';
      const named = unsigned.some(({ from, to }) => offset >= from && offset < to);
      expect(caught || named, `bit ${String(offset)}.${String(bit)}`).to.equal(true);
    }
  });
});
