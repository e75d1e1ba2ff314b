import {
  appendLeaf,
  frontierRoot,
  merklePath,
  merkleRoot,
  verifyPath,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';

/** The leaves and roots with which logs of RFC 6962 and RFC 9162 are tested, each leaf in hex. */
const LEAVES = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657'],
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex').toString('utf8'));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const named = (size: number): string[] => Array.from({ length: size }, (_, i) => `leaf ${i}`);

describe('Merkle tree', () => {
  for (const [size, root] of ROOTS.entries()) {
    it(`of ${size} leaves has the root that RFC 9162 gives it`, () => {
      expect(merkleRoot(LEAVES.slice(0, size))).to.equal(root);
    });
  }

  it('has the root of its frontier, at every size', () => {
    let frontier: string[] = [];
    for (let size = 0; size <= 200; size += 1) {
      expect(frontierRoot(frontier), String(size)).to.equal(merkleRoot(named(size)));
      frontier = appendLeaf(frontier, size, `leaf ${size}`);
    }
  });

  it('proves every leaf of every size to 40, at its own place and at no other', () => {
    for (let size = 1; size <= 40; size += 1) {
      const leaves = named(size);
      const root = merkleRoot(leaves);
      for (const [index, leaf] of leaves.entries()) {
        const path = merklePath(leaves, index);
        expect(verifyPath({ leaf, index, size, path }, root)).to.equal(true);
        const other = (index + 1) % size;
        if (other === index) continue;
        expect(verifyPath({ leaf, index: other, size, path }, root)).to.equal(false);
      }
    }
  });

  it('proves nothing by a path that was touched', () => {
    const proof = fc.integer({ min: 2, max: 64 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        index: fc.nat({ max: size - 1 }),
        at: fc.nat(),
        bit: fc.nat({ max: 255 }),
        how: fc.constantFrom('flip', 'drop', 'repeat', 'swap', 'leaf'),
      }),
    );
    fc.assert(
      fc.property(proof, ({ size, index, at, bit, how }) => {
        const leaves = named(size);
        const path = merklePath(leaves, index);
        const place = at % path.length;
        const leaf = leaves[index] ?? '';
        const proof2 = { leaf, index, size, path: touched(path, how, { place, bit }) };
        if (how === 'leaf') proof2.leaf = `${leaf}.`;
        if (how !== 'leaf' && proof2.path.join() === path.join()) return;
        expect(verifyPath(proof2, merkleRoot(leaves))).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('takes what can not be a proof for none', () => {
    const leaves = named(3);
    const root = merkleRoot(leaves);
    const path = merklePath(leaves, 0);
    const proof = { leaf: 'leaf 0', index: 0, size: 3, path };
    for (const over of [{ index: -1 }, { index: 3 }, { index: 0.5 }, { size: 0 }, { path: [] }]) {
      expect(verifyPath({ ...proof, ...over }, root)).to.equal(false);
    }
    expect(verifyPath({ ...proof, path: ['no hex', ...path] }, root)).to.equal(false);
    expect(verifyPath({ ...proof, path: [...path, ...path] }, root)).to.equal(false);
  });
});

function touched(
  path: readonly string[],
  how: string,
  { place, bit }: { readonly place: number; readonly bit: number },
): string[] {
  const hash = Buffer.from(path[place] ?? '', 'hex');
  switch (how) {
    case 'flip': {
      const byte = Math.floor(bit / 8);
      hash[byte] = (hash[byte] ?? 0) ^ (1 << (bit % 8));
      return path.with(place, hash.toString('hex'));
    }
    case 'drop':
      return path.filter((_, i) => i !== place);
    case 'repeat':
      return [...path, path[place] ?? ''];
    case 'swap':
      return [...path].reverse();
    default:
      return [...path];
  }
}
