import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sketchBands, sketchSimilarity } from '@shuquan/chaincode/model';
import { RowDigests } from '@shuquan/gateway/fingerprint/row-digests';
import { Sketcher } from '@shuquan/gateway/fingerprint/sketch';
import { expect } from 'chai';
import fc from 'fast-check';
import { readBy, type Read, testKey } from '../support/tables.js';

const sha256 = (text: string | Uint8Array): Buffer<ArrayBuffer> =>
  Buffer.from(createHash('sha256').update(text).digest());

/** The definitions once more, word by word. */
function expectedRows(rows: readonly Readonly<Record<string, string>>[]): string {
  const digests = rows.map((row) =>
    sha256(
      Object.entries(row)
        .filter(([, value]) => value !== '')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}\0${value}\0`)
        .join(''),
    ),
  );
  const sorted = digests.sort((a, b) => Buffer.compare(a, b));
  return sha256(Buffer.concat([Buffer.from('shuquan-rows-1\n'), ...sorted])).toString('hex');
}

const tableOf = (names: readonly string[], rows: readonly (readonly string[])[]): Promise<Read> =>
  readBy((table) => {
    const columns = table.columns.named(names, {});
    for (const row of rows) table.add(columns, row);
  });

describe('a table', () => {
  const names = ['b', 'a', 'c'];
  const rows = [
    ['x', '1', ''],
    ['y', '2', 'z'],
    ['x', '1', ''],
  ];

  it('has the digests that are documented', async () => {
    const read = await tableOf(names, rows);

    const objects = rows.map(([b = '', a = '', c = '']) => ({ a, b, c }));
    expect(read.rowsDigest).to.equal(expectedRows(objects));
    expect(read.tokens[0]).to.equal(sha256('1\0x\0').toString('hex').slice(0, 32));
    expect(read.schemaDigest).to.equal(
      sha256('shuquan-schema-1\na\0NUMBER\nb\0TEXT\nc\0TEXT\n').toString('hex'),
    );
  });

  const values = fc.array(
    fc.array(fc.constantFrom('', '1', 'x', '2025-01-01'), {
      size: 'max',
      minLength: 3,
      maxLength: 3,
    }),
    { minLength: 1 },
  );

  it('is the same in any order of rows and columns', async () => {
    await fc.assert(
      fc.asyncProperty(
        values.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        async ([all, shuffled], order) => {
          const pick = (row: readonly string[]): string[] => order.map((i) => row[i] ?? '');
          const [one, other] = [
            await tableOf(names, all),
            await tableOf(pick(names), shuffled.map(pick)),
          ];

          expect(other.rowsDigest).to.equal(one.rowsDigest);
          expect(other.schemaDigest).to.equal(one.schemaDigest);
          expect([...other.tokens].sort()).to.deep.equal([...one.tokens].sort());
        },
      ),
    );
  });

  it('keeps its tokens under other column names, and nothing else', async () => {
    const [one, other] = [await tableOf(names, rows), await tableOf(['p', 'q', 'r'], rows)];

    expect(other.tokens).to.deep.equal(one.tokens);
    expect(other.rowsDigest).to.not.equal(one.rowsDigest);
    expect(other.schemaDigest).to.not.equal(one.schemaDigest);
  });

  it('counts repeated rows', async () => {
    const [one, other] = [await tableOf(names, rows), await tableOf(names, rows.slice(1))];

    expect(other.rowsDigest).to.not.equal(one.rowsDigest);
  });

  it('does not confuse where a value ends', async () => {
    const pairs = [
      [
        ['ab', 'c', ''],
        ['a', 'bc', ''],
      ],
      [
        ['a', '', 'b'],
        ['a', 'b', ''],
      ],
    ];
    for (const [a = [], b = []] of pairs) {
      const [one, other] = [await tableOf(names, [a]), await tableOf(names, [b])];
      expect(other.rowsDigest).to.not.equal(one.rowsDigest);
    }
  });

  it('refuses column names that are one name, or none', async () => {
    for (const bad of [
      ['A', ' a'],
      ['e\u0301', 'é'],
      ['a', ''],
    ]) {
      const err: unknown = await tableOf(bad, []).catch((cause: unknown) => cause);
      expect(err).to.include({ code: 'DATA_MALFORMED' });
    }
  });
});

describe('digest of rows', () => {
  const digestOf = (items: readonly Uint8Array[], runRows?: number): string => {
    using digests = new RowDigests(runRows);
    for (const item of items) digests.add(item);
    return digests.finish();
  };
  const temporary = (): string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('shuquan-rows-'));

  it('is the same whether it fits into memory or goes to disk, and leaves nothing there', () => {
    const before = temporary();
    const alike = fc
      .uint8Array({ minLength: 1, maxLength: 1 })
      .map((tail) => Buffer.concat([Buffer.alloc(31), tail]));
    const item = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), alike);
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (items, run) => {
          const sorted = [...items].sort((a, b) => Buffer.compare(a, b));
          const expected = sha256(Buffer.concat([Buffer.from('shuquan-rows-1\n'), ...sorted]));

          expect(digestOf(items)).to.equal(expected.toString('hex'));
          expect(digestOf(items, run)).to.equal(expected.toString('hex'));
        },
      ),
      { numRuns: 60 },
    );
    expect(temporary()).to.deep.equal(before);
  });
});

describe('a sketch', () => {
  const token = (n: number): Uint8Array => sha256(`row ${n}`).subarray(0, 16);
  const sketchOf = (from: number, to: number, secret = testKey.secret) => {
    const sketcher = new Sketcher({ keyId: 'TEST', secret });
    for (let n = from; n < to; n += 1) sketcher.add(token(n));
    const sketch = sketcher.finish();
    if (sketch === undefined) throw new Error('There were no rows.');
    return sketch;
  };

  it('does not depend on the order of rows, nor on repeated ones', () => {
    const sketcher = new Sketcher(testKey);
    for (const n of [3, 1, 2, 0, 1, 1]) sketcher.add(token(n));

    expect(sketcher.finish()).to.deep.equal(sketchOf(0, 4));
    expect(sketchBands(sketchOf(0, 4))).to.deep.equal(sketchBands(sketchOf(0, 4)));
  });

  it('is nothing without rows', () => {
    expect(new Sketcher(testKey).finish()).to.equal(undefined);
  });

  it('is another under another key', () => {
    const other = sketchOf(0, 1000, new Uint8Array(32).fill(8));

    expect(sketchSimilarity(sketchOf(0, 1000), other)).to.be.below(100);
  });

  // Overlap of [0, n) and [n·(1−s), …): each estimate within five standard deviations, also where
  // bins are borrowed, and their mean near the truth.
  for (const size of [20, 300, 2000]) {
    it(`estimates the similarity of tables with ${size} rows within its error`, () => {
      for (const shared of [0.1, 0.5, 0.9]) {
        const common = Math.round(size * shared);
        const truth = common / (2 * size - common);
        const estimates = Array.from({ length: 12 }, (_, key) => {
          const secret = sha256(`key ${key}`);
          const other = sketchOf(size - common, 2 * size - common, secret);
          return sketchSimilarity(sketchOf(0, size, secret), other) / 10_000;
        });
        // Borrowing costs accuracy: with n rows no more than about n bins are independent.
        const error = Math.sqrt((truth * (1 - truth)) / Math.min(256, size / 1.3));
        const mean = estimates.reduce((a, b) => a + b) / estimates.length;
        for (const each of estimates) expect(each).to.be.closeTo(truth, 5 * error);
        expect(mean).to.be.closeTo(truth, (4 * error) / Math.sqrt(estimates.length));
      }
    });
  }
});
