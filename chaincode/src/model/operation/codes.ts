import { z } from 'zod';
import { CatalogNo } from '../negative-list.js';
import { setOf } from '../schema.js';

/** 整体, 分领域, 依场景 (27号). */
export const OperationMode = z
  .enum(['OVERALL', 'SECTOR', 'SCENARIO'])
  .meta({ id: 'OperationMode' });
export type OperationMode = z.infer<typeof OperationMode>;

/** Entries of the master catalogue, each once. */
export const scopeNos = setOf(CatalogNo, { max: 200, twice: 'A number stands twice' });
