import { z } from 'zod';
import { Version } from '../schema.js';

/** 整体, 分领域, 依场景 (27号). */
export const OperationMode = z
  .enum(['OVERALL', 'SECTOR', 'SCENARIO'])
  .meta({ id: 'OperationMode' });
export type OperationMode = z.infer<typeof OperationMode>;

/** A number of the master catalogue. */
export const scopeNo = z.string().regex(/^[A-Z0-9][A-Z0-9.-]{2,63}$/);
export const scopeNos = z
  .array(scopeNo)
  .min(1)
  .max(200)
  .refine((numbers) => new Set(numbers).size === numbers.length, 'A number stands twice');

/** Which version of the negative list a thing was checked against. */
export const ListCited = z
  .strictObject({ listId: z.string().min(1).max(64), version: Version })
  .meta({ id: 'ListCited' });
export type ListCited = z.infer<typeof ListCited>;

/** 清洗, 标注, 加工, 建模, 评估, 脱敏, 融合. */
export const ProcessKind = z
  .enum(['CLEAN', 'LABEL', 'PROCESS', 'MODEL', 'EVALUATE', 'DESENSITIZE', 'FUSE'])
  .meta({ id: 'ProcessKind' });
export type ProcessKind = z.infer<typeof ProcessKind>;
