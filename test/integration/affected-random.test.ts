import type { AffectedKind, AffectedRoot } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Bench, embeddedBench } from '../support/bench.js';
import { unique } from '../support/founded.js';
import { scopeOf } from '../support/grant-desk.js';
import { namesOf, Tracing } from '../support/lineage.js';
import { filedAgreement } from '../support/operation-records.js';
import { registrationRecord } from '../support/operation-plants.js';
import { HOLDER_A } from '../support/parties.js';
import { plant } from '../support/planting.js';
import { Stage } from '../support/stage.js';

/** The kinds of a random register, and by which index one of them bears another. */
const kinds = ['RIGHT', 'GRANT', 'VERSION', 'AGREEMENT', 'PRODUCT', 'RESOURCE'] as const;
type Kind = (typeof kinds)[number];
interface Node {
  readonly kind: Kind;
  readonly id: string;
}
type Key = (from: Node, to: Node) => string[];
const version = ({ id }: Node): string[] => [id.split('@')[0] ?? '', '0001'];
const madeOn: Key = (from, to) => ['made-on', from.kind, from.id, to.id];
const by =
  (index: string): Key =>
  (from, to) => [index, from.id, to.id];

/** Written out by hand, and not taken from the rules that it checks. */
const indexes: Readonly<Record<string, Key>> = {
  'RIGHT RIGHT': by('licence-by-right'),
  'RIGHT GRANT': by('grant-by-right'),
  'RIGHT VERSION': madeOn,
  'GRANT GRANT': by('grant-by-parent'),
  'GRANT VERSION': madeOn,
  'AGREEMENT VERSION': madeOn,
  'AGREEMENT PRODUCT': by('operated-product-by-agreement'),
  'AGREEMENT RESOURCE': by('resource-by-agreement'),
  'RESOURCE RIGHT': by('right-by-code'),
  'RESOURCE PRODUCT': by('operated-product-by-code'),
  'VERSION VERSION': (from, to) => ['derived-from', ...version(from), to.id],
  'VERSION RESOURCE': (from, to) => ['resource-by-version', ...version(from), to.id],
  'VERSION RIGHT': (from, to) => ['right-by-version', ...version(from), 'USE', to.id],
  'PRODUCT VERSION': (from, to) => ['derived-from', from.id, '0001', to.id],
};

/** What every grant and product rests on beside the edges that a test draws. */
const GROUND = 'ground-1';
const NOTHING_DISPOSED = { v: 1, entries: [] };
const restrictions = { resaleAllowed: false, exportAllowed: false };
const rightNamed = (id: string): object => ({
  ...{
    v: 1,
    id,
    case: 'case-none',
    holder: HOLDER_A,
    right: 'USE',
    parts: ['WHOLE'],
    restrictions,
  },
  data: { asset: 'asset-1', version: 1 },
});
const granted = {
  ...{ grantor: HOLDER_A, grantee: HOLDER_A, offered: { at: '2026-01-01T00:00:00.000Z' } },
  scope: scopeOf('asset-1'),
};

const records: Readonly<Record<Kind, (node: Node) => [string[], object]>> = {
  RIGHT: ({ id }) => [['right', id], rightNamed(id)],
  GRANT: ({ id }) => [['grant', id], { ...granted, id, source: { kind: 'RIGHT', right: GROUND } }],
  VERSION: (node) => [['lineage', ...version(node)], { stater: HOLDER_A, links: [] }],
  AGREEMENT: ({ id }) => [['agreement', id], filedAgreement({ id })],
  PRODUCT: ({ id }) => [['operated-product', id], { operator: HOLDER_A, agreement: GROUND }],
  RESOURCE: ({ id }) => [['resource', id], registrationRecord('asset-1', id)],
};

const SIZE = 9;
const place = fc.integer({ min: 0, max: SIZE - 1 });
const register = fc.record({
  kinds: fc.array(fc.constantFrom(...kinds), { minLength: SIZE, maxLength: SIZE }),
  edges: fc.array(fc.tuple(place, place), { maxLength: 30 }),
});

type Edge = readonly [Node, Node];

async function planted(
  bench: Bench,
  nodes: readonly Node[],
  edges: readonly Edge[],
): Promise<void> {
  for (const node of nodes) {
    const [key, record] = records[node.kind](node);
    await plant(bench, key, record);
    if (node.kind === 'RIGHT') await plant(bench, ['disp', node.id], NOTHING_DISPOSED);
  }
  for (const [from, to] of edges) {
    const key = indexes[`${from.kind} ${to.kind}`];
    if (key !== undefined) await plant(bench, key(from, to), { v: 1 });
  }
}

/** Round by round over every edge: too simple to be wrong. */
function naive(root: Node, edges: readonly Edge[]): string[] {
  const found = new Set([root]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [from, to] of edges) if (found.has(from)) found.add(to);
  }
  found.delete(root);
  return [...found].map(({ kind, id }) => `${kind} ${id}`).sort();
}

const isRoot = ({ kind }: Node): boolean => kind !== 'PRODUCT';
const bears = ([from, to]: Edge): boolean =>
  from !== to && indexes[`${from.kind} ${to.kind}`] !== undefined;

describe('what is affected, on a ledger with whatever register', function () {
  this.timeout(300_000);

  it('is exactly what rests on each record, none missing and none extra', async () => {
    const bench = await embeddedBench();
    const play = new Tracing(new Stage(bench));
    await plant(bench, ['right', GROUND], rightNamed(GROUND));
    await plant(bench, ['disp', GROUND], NOTHING_DISPOSED);
    await plant(bench, ['agreement', GROUND], filedAgreement({ id: GROUND }));
    try {
      await fc.assert(
        fc.asyncProperty(register, async (given) => {
          const nodes = given.kinds.map((kind): Node => {
            const id = unique(kind.toLowerCase());
            return { kind, id: kind === 'VERSION' ? `${id}@1` : id };
          });
          const edges = given.edges
            .map(([from, to]) => [nodes[from], nodes[to]] as Edge)
            .filter(bears);
          await planted(bench, nodes, edges);
          for (const root of nodes.filter(isRoot)) {
            const of = root as { kind: AffectedKind; id: string } as AffectedRoot;
            const pages = await play.affected(of, 4);
            expect(namesOf(pages).sort(), `${of.kind} ${of.id}`).to.deep.equal(naive(root, edges));
          }
        }),
        { numRuns: 6 },
      );
    } finally {
      await bench.close();
    }
  });
});
