import { pathToFileURL } from 'node:url';
import {
  type Banding,
  type Fingerprint,
  sketchBands,
  sketchContainment,
  sketchSimilarity,
} from '@shuquan/chaincode/model';
import { Sketcher } from '@shuquan/gateway/fingerprint/sketch';
import { Table } from '@shuquan/gateway/fingerprint/table';
import { machine, median } from './machine.js';
import { type Data, perturbations, randomFrom, tableOf } from './perturbations.js';

const THRESHOLDS = [1000, 3000, 5000, 7000, 9000];
const CONTAINMENTS = [5000, 8000];
const BANDINGS: readonly Banding[] = [
  { bands: 16, rows: 8 },
  { bands: 32, rows: 4 },
  { bands: 32, rows: 2 },
  { bands: 16, rows: 1 },
  { bands: 32, rows: 1 },
];

/** One kind of change, over all trials: shares are of the trials that were found. */
export interface Measured {
  readonly name: string;
  readonly isOverlap: boolean;
  readonly similarity: { readonly median: number; readonly least: number; readonly most: number };
  readonly found: Readonly<Record<string, number>>;
  readonly contained: Readonly<Record<string, number>>;
  readonly candidates: Readonly<Record<string, number>>;
}

type Keyed = Fingerprint & { readonly sketch: NonNullable<Fingerprint['sketch']> };

/** The fingerprint as the command makes it, but for the bytes of a file, which there is not. */
export function keyed({ columns, rows }: Data, secret: Uint8Array): Keyed {
  const sketcher = new Sketcher({ keyId: 'BENCH', secret });
  using table = new Table([
    (token) => {
      sketcher.add(token);
    },
  ]);
  const named = table.columns.named(columns, {});
  for (const row of rows) table.add(named, row);
  const sketch = sketcher.finish();
  if (sketch === undefined) throw new Error('There were no rows.');
  const none = '0'.repeat(64);
  return {
    v: 1,
    fileDigests: { 'SHA-256': none, SM3: none },
    rowsDigest: table.rowsDigest(),
    schemaDigest: table.columns.digest(),
    ...{ rows: table.rows, columns: table.columns.size, sketch },
  };
}

/** Every trial has data, a change and a key of its own, all from its number. */
export function benchOverlap(rows: number, trials: number): Measured[] {
  return perturbations.map((perturbation, kind) => {
    const { name, isOverlap } = perturbation;
    const pairs = Array.from({ length: trials }, (_, trial) => {
      const random = randomFrom(trial * 1000 + kind);
      const secret = Buffer.from(Array.from({ length: 32 }, () => random.below(256)));
      const original = tableOf(random, rows);
      const changed = perturbation.apply(original, random);
      return [keyed(changed.original ?? original, secret), keyed(changed, secret)] as const;
    });
    return { name, isOverlap, ...measured(pairs) };
  });
}

function measured(
  pairs: readonly (readonly [Keyed, Keyed])[],
): Omit<Measured, 'name' | 'isOverlap'> {
  const shares = pairs.map(([a, b]) => sketchSimilarity(a.sketch, b.sketch));
  const contained = pairs.map(([a, b]) => sketchContainment(a, b));
  const meets = ([a, b]: readonly [Keyed, Keyed], banding: Banding): boolean => {
    const keys = new Set(sketchBands(a.sketch, banding));
    return sketchBands(b.sketch, banding).some((key) => keys.has(key));
  };
  const share = (count: number): number => count / pairs.length;
  const atLeast = (values: readonly number[], limits: readonly number[]): Record<string, number> =>
    Object.fromEntries(
      limits.map((limit) => [limit, share(values.filter((value) => value >= limit).length)]),
    );
  return {
    similarity: {
      ...{ median: median(shares), least: Math.min(...shares), most: Math.max(...shares) },
    },
    found: atLeast(shares, THRESHOLDS),
    contained: atLeast(contained, CONTAINMENTS),
    candidates: Object.fromEntries(
      BANDINGS.map((banding) => [
        `${banding.bands}×${banding.rows}`,
        share(pairs.filter((pair) => meets(pair, banding)).length),
      ]),
    ),
  };
}

const percent = (value: number): string =>
  (value * 100).toFixed(value === 0 || value === 1 ? 0 : 1);

/** What is missed of overlaps and what is found of others, in percent, as a table of Markdown. */
export function reportOf(measurements: readonly Measured[]): string {
  const [first] = measurements;
  if (first === undefined) return '';
  const heads = [
    ...Object.keys(first.found).map((limit) => `s≥${limit}`),
    ...Object.keys(first.contained).map((limit) => `c≥${limit}`),
    ...Object.keys(first.candidates),
  ];
  const lines = measurements.map(({ name, isOverlap, similarity: s, ...shares }) => {
    const values = [shares.found, shares.contained, shares.candidates]
      .flatMap((each) => Object.values(each))
      .map((found) => percent(isOverlap ? 1 - found : found));
    const range = `${s.median} (${s.least}–${s.most})`;
    return `| ${[name, isOverlap ? 'missed' : 'found', range, ...values].join(' | ')} |`;
  });
  return [
    `| The second table is | % | similarity | ${heads.join(' | ')} |`,
    `|${'---|'.repeat(heads.length + 3)}`,
    ...lines,
  ].join('\n');
}

/** `node test/dist/bench/overlap.js [ROWS] [TRIALS]` */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [rows = 10_000, trials = 50] = process.argv.slice(2).map(Number);
  process.stdout.write(`${machine()}\nrows      ${rows}, ${trials} trials each\n\n`);
  process.stdout.write(`${reportOf(benchOverlap(rows, trials))}\n`);
}
