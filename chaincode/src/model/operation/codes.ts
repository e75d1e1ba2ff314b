import { z } from 'zod';
import { CatalogNo } from '../negative-list.js';

/** 整体, 分领域, 依场景 (27号). */
export const OperationMode = z
  .enum(['OVERALL', 'SECTOR', 'SCENARIO'])
  .meta({ id: 'OperationMode' });
export type OperationMode = z.infer<typeof OperationMode>;

/** Entries of the master catalogue, each once. */
export const scopeNos = z
  .array(CatalogNo)
  .min(1)
  .max(200)
  .refine((numbers) => new Set(numbers).size === numbers.length, 'A number stands twice');
