import { keeperOf } from '@shuquan/chaincode/model';
import type { HandOverRow, Rows } from './rows.js';

/** Who keeps the files of a registrar, as the contracts find it (NATIONAL_2026/13). */
export async function keeper(rows: Rows, registrar: string): Promise<string> {
  const row = await rows.get<HandOverRow>('hand-over', registrar);
  const next = keeperOf(registrar, row?.handOver);
  return next === registrar ? registrar : keeper(rows, next);
}
