import { divided, drawEvenly, laneOf, planned, weekOf } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

interface Cell {
  left: number;
  version: number;
}

/** Keys with versions, as a peer has them: what was read in another version makes a write void. */
class Keys {
  readonly cells: Cell[];

  constructor(count: number) {
    this.cells = divided(count).map((left) => ({ left, version: 0 }));
  }

  get left(): number {
    return sum(this.cells.map((cell) => cell.left));
  }

  cell(shard: number): Cell {
    const found = this.cells[shard];
    if (found === undefined) throw new TypeError(`There is no shard ${String(shard)}.`);
    return found;
  }

  async endorse(kind: Step['kind'], units: number, lane: number): Promise<Pending> {
    const read = new Map<number, number>();
    const leftIn = (shard: number): Promise<number> => {
      read.set(shard, this.cell(shard).version);
      return Promise.resolve(this.cell(shard).left);
    };
    if (kind === 'WITHDRAW') {
      const lefts = await Promise.all(this.cells.map((_, shard) => leftIn(shard)));
      const taken = drawEvenly(lefts, Math.min(units, sum(lefts)));
      const writes = new Map(
        taken.map((each) => [each.shard, (lefts[each.shard] ?? 0) - each.units]),
      );
      return { read, writes, units: sum(taken.map((each) => each.units)), refused: false };
    }
    const { draws, missing } = await planned({ shards: this.cells.length, units, lane }, leftIn);
    const refused = missing > 0;
    const writes = new Map(refused ? [] : draws.map(({ shard, left }) => [shard, left]));
    return { read, writes, units: refused ? 0 : units, refused };
  }

  /** @returns whether it was VALID */
  commit({ read, writes }: Pending): boolean {
    if ([...read].some(([shard, version]) => this.cell(shard).version !== version)) return false;
    for (const [shard, left] of writes) {
      const cell = this.cell(shard);
      [cell.left, cell.version] = [left, cell.version + 1];
    }
    return true;
  }
}

interface Pending {
  readonly read: ReadonlyMap<number, number>;
  readonly writes: ReadonlyMap<number, number>;
  readonly units: number;
  readonly refused: boolean;
}

interface Step {
  readonly kind: 'USE' | 'WITHDRAW' | 'COMMIT';
  readonly units: number;
  readonly lane: number;
}

const step = fc.record<Step>({
  kind: fc.constantFrom('USE', 'USE', 'USE', 'WITHDRAW', 'COMMIT', 'COMMIT'),
  units: fc.integer({ min: 1, max: 40 }),
  lane: fc.integer({ min: 0, max: 1023 }),
});

describe('a divided count', () => {
  it('is divided into parts that differ by one at most, sixteen of them at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (count) => {
        const parts = divided(count);
        expect(sum(parts)).to.equal(count);
        expect(parts.length).to.equal(Math.min(16, count));
        expect(Math.max(...parts) - Math.min(...parts)).to.be.at.most(1);
      }),
    );
  });

  it('is never overspent, however uses of many gateways lie over each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.array(step, { maxLength: 80 }),
        async (count, steps) => {
          const keys = new Keys(count);
          const waiting: Pending[] = [];
          let taken = 0;
          const commit = (pending: Pending): void => {
            // Before it: whoever is refused on record must have seen that too little was left then.
            const before = keys.left;
            if (!keys.commit(pending)) return;
            taken += pending.units;
            expect(keys.left).to.equal(before - pending.units);
          };
          for (const { kind, units, lane } of steps) {
            if (kind !== 'COMMIT') waiting.push(await keys.endorse(kind, units, lane));
            else waiting.splice(lane % Math.max(1, waiting.length), 1).forEach(commit);
            expect(Math.min(...keys.cells.map(({ left }) => left))).to.be.at.least(0);
          }
          waiting.forEach(commit);
          expect(keys.left).to.equal(count - taken);
          expect(taken).to.be.at.most(count);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is spent to the last unit by uses that are tried again after every conflict', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 1023 }), { minLength: 60, maxLength: 90 }),
        async (count, lanes) => {
          const keys = new Keys(count);
          const outcomes = { OK: 0, EXHAUSTED: 0 };
          let waiting = [...lanes];
          while (waiting.length > 0) {
            // All are endorsed on what is committed before any of them is.
            const round = await Promise.all(waiting.map((lane) => keys.endorse('USE', 1, lane)));
            waiting = waiting.filter((_, i) => {
              const pending = round[i];
              if (pending === undefined || !keys.commit(pending)) return true;
              outcomes[pending.refused ? 'EXHAUSTED' : 'OK'] += 1;
              return false;
            });
          }
          expect(outcomes).to.deep.equal({ OK: count, EXHAUSTED: lanes.length - count });
          expect(keys.left).to.equal(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is drawn from as evenly as it goes, and never beyond what a part holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 16 }),
        fc.integer({ min: 1, max: 900 }),
        (lefts, asked) => {
          const units = Math.min(asked, sum(lefts));
          const taken = drawEvenly(lefts, units);
          expect(sum(taken.map((each) => each.units))).to.equal(units);
          for (const each of taken) expect(each.units).to.be.at.most(lefts[each.shard] ?? 0);
        },
      ),
    );
  });

  it('gives whoever names no lane one by its transaction', () => {
    expect(laneOf(`ff${'0'.repeat(62)}`)).to.equal(255);
    expect(laneOf('0'.repeat(64))).to.equal(0);
  });
});

describe('the week of an attempt', () => {
  const mondays: Readonly<Record<string, string>> = {
    '2026-09-14T00:00:00.000Z': '2026-09-14',
    '2026-09-20T15:59:59.999Z': '2026-09-14',
    '2026-09-20T16:00:00.000Z': '2026-09-21',
    '1969-12-31T00:00:00.000Z': '1969-12-29',
  };
  for (const [at, monday] of Object.entries(mondays)) {
    it(`of ${at} begins on ${monday} in Shanghai`, () => {
      expect(weekOf(at)).to.equal(monday);
    });
  }
});
