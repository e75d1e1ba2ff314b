/** A table as generated, and as somebody may present it again. */
export interface Data {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Random {
  /** A whole number from 0 on. */
  below(limit: number): number;
}

interface Changed extends Data {
  /** What it is compared with, where that is not the table it was made from. */
  readonly original?: Data;
}

interface Perturbation {
  readonly name: string;
  readonly isOverlap: boolean;
  apply(data: Data, random: Random): Changed;
}

/** Seeded, so that every run measures the same (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) | 0;
      let x = Math.imul(state ^ (state >>> 15), 1 | state);
      x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
      return Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * limit);
    },
  };
}

const GRADES = ['AAA', 'AA', 'A', 'A-', 'BBB', 'BB', 'B', 'CCC'];

/** Companies with their credit: the table of the scenarios, grown. */
export function tableOf(random: Random, count: number): Data {
  const row = (): string[] => [
    `9151${String(random.below(1e9)).padStart(9, '0')}${String(random.below(1e5)).padStart(5, '0')}`,
    GRADES[random.below(GRADES.length)] ?? '',
    String(300 + random.below(600)),
    String(random.below(2)),
    String(random.below(48)),
    String(random.below(5)),
    '2025-12-31',
  ];
  const columns = ['uscc', 'credit_grade', 'score', 'tax_ok', 'months', 'litigation_cnt', 'as_of'];
  return { columns, rows: Array.from({ length: count }, row) };
}

/** Few columns with few values: 248 rows that anybody's table of this kind has. */
function lookupOf(random: Random, count: number): Data {
  const row = (): string[] => [
    String(110_000 + 1000 * random.below(31)),
    GRADES[random.below(GRADES.length)] ?? '',
  ];
  return { columns: ['region', 'grade'], rows: Array.from({ length: count }, row) };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

const withRows = ({ columns }: Data, rows: Data['rows']): Data => ({ columns, rows });

/** That share of the rows gets another score; which rows they are is chance. */
const changedIn =
  (share: number) =>
  (data: Data, random: Random): Data => {
    const rows = shuffled(data.rows, random);
    const count = Math.round(rows.length * share);
    return withRows(
      data,
      rows.map((row, i) => (i < count ? row.with(2, String(1000 + random.below(9000))) : row)),
    );
  };

const sliceOf =
  (share: number) =>
  (data: Data, random: Random): Data =>
    withRows(data, shuffled(data.rows, random).slice(0, Math.round(data.rows.length * share)));

const reordered = (data: Data, random: Random): Data => {
  const order = shuffled([...data.columns.keys()], random);
  const pick = (items: readonly string[]): string[] => order.map((i) => items[i] ?? '');
  return { columns: pick(data.columns), rows: data.rows.map(pick) };
};

const renamed = ({ columns, rows }: Data): Data => ({
  columns: columns.map((name, i) => (i < 2 ? `x_${name}` : name)),
  rows,
});

export const perturbations: readonly Perturbation[] = [
  {
    name: 'the same, rows shuffled',
    isOverlap: true,
    apply: (data, random) => withRows(data, shuffled(data.rows, random)),
  },
  { name: 'the same, two columns renamed', isOverlap: true, apply: renamed },
  { name: 'the same, columns in another order', isOverlap: true, apply: reordered },
  { name: '1 % of the rows changed', isOverlap: true, apply: changedIn(0.01) },
  {
    name: '3 % changed, shuffled, renamed',
    isOverlap: true,
    apply: (data, random) => renamed(changedIn(0.03)(data, random)),
  },
  { name: '10 % changed', isOverlap: true, apply: changedIn(0.1) },
  { name: '50 % of the rows', isOverlap: true, apply: sliceOf(0.5) },
  { name: '30 % of the rows', isOverlap: true, apply: sliceOf(0.3) },
  { name: '10 % of the rows', isOverlap: true, apply: sliceOf(0.1) },
  {
    name: 'the same with a column more',
    isOverlap: true,
    apply: ({ columns, rows }) => ({
      columns: [...columns, 'number'],
      rows: rows.map((row, i) => [...row, String(i)]),
    }),
  },
  {
    name: 'unrelated, the same schema',
    isOverlap: false,
    apply: ({ rows }, random) => tableOf(random, rows.length),
  },
  {
    name: 'unrelated, three columns shared',
    isOverlap: false,
    apply: (data, random) => {
      const other = tableOf(random, data.rows.length).rows;
      const rows = data.rows.map((row, i) => [...row.slice(0, 2), ...(other[i] ?? []).slice(2)]);
      return withRows(data, rows);
    },
  },
  {
    name: 'unrelated, of few distinct rows',
    isOverlap: false,
    apply: ({ rows }, random) => ({
      ...lookupOf(random, rows.length),
      original: lookupOf(random, rows.length),
    }),
  },
];
