import { type SerialHead, shanghaiDate } from '@shuquan/chaincode/model';
import type { CaseRow, Rows } from './rows.js';
import type { States } from './states.js';

export interface CaseCount {
  /** In which the cases were applied for, in Shanghai: YYYYMM. */
  readonly month: string;
  readonly type: string;
  readonly status: string;
  readonly count: number;
}

export interface Statistics {
  readonly cases: CaseCount[];
  readonly certificates: {
    readonly month: string;
    readonly issued: number;
    readonly voids: number;
    readonly closed: boolean;
  }[];
}

/** Cases that are over are counted by the block that ended them; the others as they stand. */
export async function statisticsOf(
  rows: Rows,
  states: States,
  registrar: string,
): Promise<Statistics> {
  const counts = new Map<string, number>();
  const add = (key: string, by: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
  for (const [key, count] of await rows.entries<number>('case-count', registrar)) {
    add(key.split('!').slice(2).join('!'), count);
  }
  for (const [, id] of await rows.entries<string>('case-open', registrar)) {
    const row = await rows.get<CaseRow>('case', id);
    if (row === undefined || row.counted !== undefined || row.record.registrar !== registrar) {
      continue;
    }
    const { status } = await states.ofCase(row.record);
    if (status === 'NOT_YET_APPLIED') continue;
    add(`${monthOf(row)}!${row.record.type}!${status}`, 1);
  }
  const heads = await rows.entries<SerialHead>('serial', registrar);
  return {
    cases: [...counts]
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => countOf(key, count)),
    certificates: heads.map(([, { month, last, voids, closedBy }]) => ({
      ...{ month, issued: last - voids, voids },
      closed: closedBy !== undefined,
    })),
  };
}

const monthOf = ({ record }: CaseRow): string =>
  shanghaiDate(record.steps[0]?.at ?? '')
    .slice(0, 7)
    .replace('-', '');

function countOf(key: string, count: number): CaseCount {
  const [month = '', type = '', status = ''] = key.split('!');
  return { month, type, status, count };
}
