import { expect } from 'chai';
import { parseAnchors, Verifier } from '@shuquan/verifier';
import { nodeCrypto } from '../support/crypto.js';
import { block, pick, world, type World } from '../support/fabric-block.js';
import { answerText, transaction } from '../support/fabric-transaction.js';

/** One bit of each byte position is `[offset, bit]`. */
function* flips(length: number): Generator<[offset: number, bit: number]> {
  for (let offset = 0; offset < length; offset++) {
    for (let bit = 0; bit < 8; bit++) yield [offset, bit];
  }
}

describe('every single-bit flip', function () {
  this.timeout(120_000);

  const verifierOf = (w: World): Verifier =>
    new Verifier(parseAnchors(JSON.stringify(w.anchors)), nodeCrypto());
  const signed = (w: World): Parameters<typeof transaction>[0] => ({
    creator: w.client,
    endorsers: [pick(w.peers, 'RegistryMSP'), pick(w.peers, 'CourtMSP')],
  });

  for (const consensus of ['raft', 'bft'] as const) {
    it(`of a ${consensus} block is caught, except in exactly the bytes named unsigned`, async () => {
      const w = await world({ consensus });
      const verifier = verifierOf(w);
      const previousHash = Buffer.from(w.genesis.hash).toString('hex');
      const { bytes } = block({
        number: 1n,
        previousHash: w.genesis.hash,
        envelopes: [transaction(signed(w))],
        ...(consensus === 'raft'
          ? { orderers: [w.orderer] }
          : { consenters: w.consenters.slice(0, 3) }),
      });
      const { unsigned, verdict } = verifier.block(bytes, { previousHash });
      expect(verdict).to.equal('VALID');

      const missed: string[] = [];
      for (const [offset, bit] of flips(bytes.length)) {
        const changed = bytes.slice();
        changed[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
        if (verifier.block(changed, { previousHash }).verdict === 'VALID') {
          missed.push(`${String(offset)}.${String(bit)}`);
        }
      }

      const named = unsigned.flatMap(({ from, to }) =>
        [...flips(to - from)].map(([offset, bit]) => `${String(from + offset)}.${String(bit)}`),
      );
      expect(unsigned.map(({ name }) => name)).to.deep.equal([
        'block metadata: validation flags',
        'block metadata: commit hash',
      ]);
      expect(missed).to.deep.equal(named);
    });
  }

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
