import { nodeName } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { LineageRows, numbered } from '../support/lineage-rows.js';
import { codeOf } from '../support/rejected.js';

type Edge = readonly [number, number];
const SIZE = 10;
/** From lower to higher numbers: no circle. */
const edge = fc
  .tuple(fc.integer({ min: 0, max: SIZE - 1 }), fc.integer({ min: 1, max: SIZE }))
  .map(([from, step]): Edge => [from, from + step]);
const graph = fc.uniqueArray(edge, {
  maxLength: 40,
  selector: ([a, b]) => `${String(a)} ${String(b)}`,
});

interface Question {
  readonly direction: 'UP' | 'DOWN';
  readonly start: number;
  readonly depth: number;
}

/** Edges with their distance, round by round over all of them: too simple to be wrong. */
function naive(all: readonly Edge[], { direction, start, depth }: Question): string[] {
  const seen = new Set([start]);
  const found: string[] = [];
  let last = [start];
  for (let round = 1; round <= depth; round += 1) {
    const next: number[] = [];
    for (const [from, to] of all) {
      const [near, far] = direction === 'UP' ? [to, from] : [from, to];
      if (!last.includes(near)) continue;
      found.push(`${String(round)} n-${String(from)}@1>n-${String(to)}@1`);
      if (!seen.has(far)) next.push(far);
      seen.add(far);
    }
    last = next;
  }
  return found.sort();
}

async function paged(
  rows: LineageRows,
  { direction, start, depth }: Question,
  limit: number,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<{ edges: string[]; truncated: boolean | undefined }> {
  const edges: string[] = [];
  const question = { version: numbered(start), direction, depth };
  let after: string | undefined;
  for (;;) {
    const page = await rows.lineage.trace(question, { limit, after }, rows.height);
    for (const { depth: at, link } of page.items) {
      edges.push(`${String(at)} ${nodeName(link.source)}>${nodeName(link.target)}`);
    }
    if (page.next === undefined) return { edges, truncated: page.truncated };
    after = page.next;
    await between();
  }
}

describe('rows of lineage', function () {
  this.timeout(120_000);

  it('are traced as a walk too simple to be wrong traces them, on pages of any size', async () => {
    const question = fc.record({
      direction: fc.constantFrom('UP' as const, 'DOWN' as const),
      start: fc.integer({ min: 0, max: SIZE }),
      depth: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(
        graph,
        question,
        fc.integer({ min: 1, max: 9 }),
        async (all, asked, limit) => {
          const rows = await LineageRows.open();
          try {
            for (let i = 0; i < all.length; i += 3) await rows.take(all.slice(i, i + 3));
            const { edges, truncated } = await paged(rows, asked, limit);

            expect(edges.sort()).to.deep.equal(naive(all, asked));
            const deeper = naive(all, { ...asked, depth: asked.depth + 1 });
            expect(truncated).to.equal(deeper.length > edges.length);
          } finally {
            await rows.dispose();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are one list while it is read, whatever is stated meanwhile', async () => {
    const rows = await LineageRows.open();
    try {
      const first: Edge[] = [
        [1, 9],
        [2, 9],
        [3, 1],
        [4, 2],
        [5, 3],
      ];
      await rows.take(first);
      const asked = { direction: 'UP' as const, start: 9, depth: 5 };
      let next = 10;
      // A shortcut each time: it would bring an old edge nearer, to where no page would show it.
      const { edges } = await paged(rows, asked, 1, async () => {
        await rows.take([
          [next, 9],
          [5, next],
        ]);
        next += 1;
      });

      expect(edges.sort()).to.deep.equal(naive(first, asked));
    } finally {
      await rows.dispose();
    }
  });

  it('take a version that thousands were made from, and no place beyond their height', async () => {
    const rows = await LineageRows.open();
    try {
      const many = Array.from({ length: 1_000 }, (_, i): Edge => [0, i + 1]);
      for (let i = 0; i < many.length; i += 250) await rows.take(many.slice(i, i + 250));
      const asked = { direction: 'DOWN' as const, start: 0, depth: 2 };

      expect((await paged(rows, asked, 100)).edges).to.have.length(1_000);
      const version = numbered(0);
      const trace = rows.lineage.trace(
        { ...asked, version },
        { limit: 1, after: `${String(rows.height + 1)}.1` },
        rows.height,
      );
      expect(await codeOf(trace)).to.equal('CURSOR_INVALID');
    } finally {
      await rows.dispose();
    }
  });
});
