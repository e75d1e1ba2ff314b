import {
  type ActedBy,
  affectedFrom,
  affectedPage,
  type AffectedPage,
  type AffectedKind,
  type AffectedRef,
  type AffectedRoot,
  deriveLinks,
  LedgerError,
  type LineageNode,
  nodeName,
  requireAcyclic,
  type TracedLink,
  tracePage,
  type VersionRef,
} from '@shuquan/chaincode/model';
import { checkAffected } from '@shuquan/verifier';
import { expect } from 'chai';
import fc from 'fast-check';

const by = { uscc: '91510100MA7DEM0166', at: '2026-01-01T00:00:00.000Z' } as ActedBy;
const at = (n: number): VersionRef => ({ asset: `a-${String(n)}`, version: 1 });
const root: AffectedRoot = { kind: 'RIGHT', id: 'R-0' };
const kinds: readonly AffectedKind[] = ['RIGHT', 'GRANT', 'VERSION', 'PRODUCT'];
const refOf = (n: number): AffectedRef =>
  n === 0 ? root : { kind: kinds[n % kinds.length] ?? 'RIGHT', id: `R-${String(n)}` };
const nameOf = ({ kind, id }: AffectedRef): string => `${kind} ${id}`;

const SIZE = 12;
const number = fc.integer({ min: 0, max: SIZE - 1 });
const edges = fc.array(fc.tuple(number, number), { maxLength: 40 });

/** What can be reached, by trying every edge until nothing changes: too simple to be wrong. */
function reachable(start: number, all: readonly (readonly [number, number])[]): Set<number> {
  const found = new Set([start]);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [from, to] of all) if (found.has(from)) found.add(to);
  }
  return found;
}

/** Length of the shortest way, by as many rounds. */
function distances(
  start: number,
  all: readonly (readonly [number, number])[],
): Map<number, number> {
  const found = new Map([[start, 0]]);
  for (let round = 1; round <= SIZE; round += 1) {
    const last = [...found].filter(([, depth]) => depth === round - 1).map(([n]) => n);
    for (const [from, to] of all) {
      if (last.includes(from) && !found.has(to)) found.set(to, round);
    }
  }
  return found;
}

/** States edges as the contract does, each after what came before it. @returns those it took */
function stated(wanted: readonly (readonly [number, number])[]): Map<string, LineageNode> {
  const nodes = new Map<string, LineageNode>();
  for (const [from, to] of wanted) {
    const [source, target] = [at(from), at(to)];
    try {
      const ancestors = new Map([[nodeName(source), source]]);
      for (const each of ancestors.values()) {
        for (const link of nodes.get(nodeName(each))?.links ?? []) {
          ancestors.set(nodeName(link.source), link.source);
        }
      }
      const basis = { kind: 'OWN_DATA' as const, reference: 'own' };
      const input = { target, sources: [{ version: source }], steps: [], basis };
      const node = deriveLinks(nodes.get(nodeName(target)), input, [], by);
      requireAcyclic(target, [...ancestors.values()]);
      nodes.set(nodeName(target), node);
    } catch (err) {
      if (!(err instanceof LedgerError)) throw err;
    }
  }
  return nodes;
}

describe('lineage, whatever the graph', () => {
  it('has no circle, in whatever order its edges are stated', () => {
    fc.assert(
      fc.property(edges, (wanted) => {
        const links = [...stated(wanted).values()].flatMap(({ links: all }) => all);
        const pairs = links.map(
          ({ source, target }) =>
            [Number(source.asset.slice(2)), Number(target.asset.slice(2))] as const,
        );

        for (const [from, to] of pairs) expect(reachable(to, pairs).has(from)).to.equal(false);
        for (const [from, to] of wanted) {
          const isTaken = pairs.some(([f, t]) => f === from && t === to);
          // An edge is left out only where it would close a circle.
          if (!isTaken) expect(reachable(to, pairs).has(from)).to.equal(true);
        }
      }),
    );
  });

  it('is read page by page as it is read at once', () => {
    const list = fc.array(fc.tuple(number, number), { maxLength: 30 });
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 7 }), (wanted, limit) => {
        const all = wanted.map(([source, target], depth) => ({
          ...{ depth, link: { source: at(source), target: at(target) } },
        })) as TracedLink[];
        const read: TracedLink[] = [];
        let cursor: string | undefined;
        do {
          const page = tracePage(all, { limit, cursor });
          read.push(...page.items);
          cursor = page.next;
        } while (cursor !== undefined);

        expect(read).to.deep.equal(all);
      }),
    );
  });
});

describe('what is affected, whatever rests on what', () => {
  const walk = (all: readonly (readonly [number, number])[]) =>
    affectedFrom(root, async ({ id }) =>
      Promise.resolve(all.filter(([from]) => id === refOf(from).id).map(([, to]) => refOf(to))),
    );

  it('is exactly what a walk too simple to be wrong finds, by the shortest way', async () => {
    await fc.assert(
      fc.asyncProperty(edges, async (all) => {
        const found = await walk(all);
        const expected = distances(0, all);
        expected.delete(0);

        expect(new Map(found.map((item) => [nameOf(item), item.depth]))).to.deep.equal(
          new Map([...expected].map(([n, depth]) => [nameOf(refOf(n)), depth])),
        );
        expect(found).to.have.length(expected.size);
        for (const { via, kind, id, depth } of found) {
          const isEdge = all.some(
            ([from, to]) => refOf(from).id === via.id && nameOf(refOf(to)) === nameOf({ kind, id }),
          );
          expect(isEdge, `${via.id} to ${id}`).to.equal(true);
          const before = found.find((item) => nameOf(item) === nameOf(via));
          expect(before?.depth ?? 0).to.equal(depth - 1);
        }
      }),
    );
  });

  it('is a list of which no page can be missing, moved or altered', async () => {
    await fc.assert(
      fc.asyncProperty(
        edges,
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        async (all, limit, pick) => {
          const items = (await walk(all)).map((item) => ({ ...item, parties: [] }));
          const asked = { asOf: by.at, knownAt: by.at, beacon: 0 };
          const pages: AffectedPage[] = [];
          let cursor: string | undefined;
          do {
            const page = affectedPage(root, items, { limit, cursor });
            const known = page.items.map((item, i) => ({ ...item, inForce: i % 2 === 0 }));
            pages.push({ ...page, items: known, asked });
            cursor = page.next;
          } while (cursor !== undefined);
          const verdict = (given: readonly AffectedPage[]): string =>
            checkAffected(root, given).verdict;
          const which = pick % pages.length;

          expect(checkAffected(root, pages)).to.deep.equal({
            ...{ verdict: 'VALID', reached: pages.at(-1)?.after },
          });
          const without = pages.filter((_, i) => i !== which);
          expect(verdict(without)).to.equal(which === pages.length - 1 ? 'INCOMPLETE' : 'INVALID');
          expect(verdict([...pages, ...pages.slice(which)])).to.equal('INVALID');
          if (pages.length < 2) return;
          expect(verdict(pages.toReversed())).to.equal('INVALID');
          const bent = pages.map((page, i) =>
            i === which ? { ...page, items: page.items.slice(1) } : page,
          );
          expect(verdict(bent)).to.equal('INVALID');
          const claimed = pages.map((page, i) => (i === 0 ? { ...page, complete: true } : page));
          expect(verdict(claimed)).to.equal('INVALID');
        },
      ),
    );
  });

  it('is refused where it is more than a list is promised to hold', async () => {
    const chain = Array.from({ length: SIZE - 1 }, (_, i) => [i, i + 1] as const);
    const reach = ({ id }: AffectedRef): Promise<AffectedRef[]> =>
      Promise.resolve(chain.filter(([from]) => id === refOf(from).id).map(([, to]) => refOf(to)));

    const all = await affectedFrom(root, reach, SIZE - 1);
    expect(all).to.have.length(SIZE - 1);
    const refused = await affectedFrom(root, reach, SIZE - 2).catch((err: unknown) => err);
    expect(refused).to.include({ code: 'AFFECTED_TOO_MANY' });
  });
});
