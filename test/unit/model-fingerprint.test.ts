import {
  check,
  Fingerprint,
  overlapOf,
  overlapTier,
  type Sketch,
  sketchBands,
  sketchContainment,
  sketchSimilarity,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';

/** A sketch that agrees with `sketchOf(0)` in all but so many values. */
const sketchOf = (others: number, keyId = 'K_1'): Sketch => {
  const values = Array.from({ length: 256 }, (_, i) => (i < others ? `f${i}` : String(i)));
  return { v: 1, keyId, k: 256, values: values.map((text) => text.padStart(8, '0')).join('') };
};
const digest = (digit: string): string => digit.repeat(64);
const fingerprintOf = (over: Partial<Fingerprint> = {}): Fingerprint => ({
  v: 1,
  fileDigests: { 'SHA-256': digest('1'), SM3: digest('2') },
  rowsDigest: digest('3'),
  schemaDigest: digest('4'),
  ...{ rows: 1000, columns: 7 },
  ...over,
});

describe('similarity of sketches', () => {
  it('is the share of equal values in basis points, rounded down', () => {
    const similarities = [0, 1, 16, 128, 255, 256].map((others) =>
      sketchSimilarity(sketchOf(0), sketchOf(others)),
    );

    expect(similarities).to.deep.equal([10_000, 9960, 9375, 5000, 39, 0]);
  });

  it('is not known across keys', () => {
    const refused = refusal(() => sketchSimilarity(sketchOf(0), sketchOf(0, 'K_2')));

    expect(refused).to.deep.include({
      code: 'SKETCHES_NOT_COMPARABLE',
      params: { keyIds: ['K_1', 'K_2'] },
    });
  });
});

describe('containment', () => {
  const contained = (others: number, rows: number): number =>
    sketchContainment(
      fingerprintOf({ sketch: sketchOf(0) }),
      fingerprintOf({ sketch: sketchOf(others), rows }),
    );

  it('finds the slice of a large table: a tenth of the rows gives a tenth of the values', () => {
    // J = 26/256, so |A∩B| = 26/282 · 1100 = 101.4 of 100 rows.
    expect(contained(230, 100)).to.equal(10_000);
    // J = 13/256 of the same sizes: 13/269 · 1100 = 53.16.
    expect(contained(243, 100)).to.equal(5315);
  });

  it('says nothing on fewer than eight values, which chance may give', () => {
    expect(contained(248, 10)).to.equal(10_000);
    expect(contained(249, 10)).to.equal(0);
  });

  it('is exact where numbers outgrow 2^53', () => {
    const rows = Number.MAX_SAFE_INTEGER;
    const huge = fingerprintOf({ sketch: sketchOf(0), rows });

    expect(sketchContainment(huge, { ...huge, sketch: sketchOf(128) })).to.equal(6666);
  });
});

describe('overlap of fingerprints', () => {
  const thresholds = { similarity: 5000, containment: 8000 };
  const one = fingerprintOf({ sketch: sketchOf(0) });
  const otherFile = { fileDigests: { 'SHA-256': digest('a'), SM3: digest('2') } };
  const otherRows = { ...otherFile, rowsDigest: digest('b') };

  it('names the strongest view that agrees', () => {
    const tier = (over: Partial<Fingerprint>): string =>
      overlapTier(overlapOf(one, { ...one, ...over }), thresholds);

    expect(tier({})).to.equal('SAME_FILE');
    expect(tier(otherFile)).to.equal('SAME_ROWS');
    expect(tier({ ...otherRows, sketch: sketchOf(128) })).to.equal('SIMILAR_ROWS');
    expect(tier({ ...otherRows, sketch: sketchOf(129) })).to.equal('NONE');
    expect(tier({ ...otherRows, sketch: sketchOf(230), rows: 100 })).to.equal('SIMILAR_ROWS');
  });

  it('is not seen in tables without rows, nor without sketches', () => {
    const empty = fingerprintOf({ rows: 0 });
    const bare = fingerprintOf();

    expect(overlapOf(empty, { ...empty, ...otherFile })).to.deep.equal({
      ...{ sameFile: false, sameRows: false, sameSchema: true },
    });
    expect(overlapOf(one, { ...bare, ...otherRows })).to.not.have.property('similarity');
  });

  it('is the same from both sides', () => {
    const any = fc
      .tuple(fc.nat(256), fc.nat(1_000_000))
      .map(([others, rows]) => fingerprintOf({ sketch: sketchOf(others), rows }));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(overlapOf(a, b)).to.deep.equal(overlapOf(b, a));
      }),
    );
  });
});

describe('bands of a sketch', () => {
  it('are equal where all their values are, and differ from band to band', () => {
    const layout = { bands: 16, rows: 8 };
    const one = sketchBands(sketchOf(0), layout);
    const other = sketchBands(sketchOf(9), layout);

    expect(one).to.deep.equal(sketchBands(sketchOf(0), layout));
    expect(new Set(one)).to.have.length(16);
    expect(one.map((key, i) => key === other[i]).indexOf(true)).to.equal(2);
    expect(one[10]).to.match(/^0a[0-9a-f]{16}$/);
  });

  it('are 32 of one value each, and never met under another key', () => {
    const keys = sketchBands(sketchOf(0));

    expect(keys).to.have.length(32);
    expect(keys.filter((key) => sketchBands(sketchOf(0, 'K_2')).includes(key))).to.deep.equal([]);
  });

  it('are no more than a sketch has values for', () => {
    expect(() => sketchBands(sketchOf(0), { bands: 65, rows: 4 })).to.throw(TypeError);
  });
});

describe('a fingerprint', () => {
  it('is read strictly', () => {
    const good = fingerprintOf({ sketch: sketchOf(0) });
    const bad = [
      { ...good, v: 2 },
      { ...good, rows: -1 },
      { ...good, note: 'x' },
      { ...good, rowsDigest: 'ab' },
      { ...good, sketch: { ...sketchOf(0), values: 'ab' } },
      { ...good, sketch: { ...sketchOf(0), k: 128 } },
    ];

    expect(check(Fingerprint, good)).to.deep.equal(good);
    for (const each of bad) {
      expect(refusal(() => check(Fingerprint, each))).to.include({ code: 'INPUT_INVALID' });
    }
  });
});
