import { z } from 'zod';

/** 数据持有权, 数据使用权, 数据经营权: independent of each other (NATIONAL_2026/3, 21). */
export const RightType = z.enum(['HOLD', 'USE', 'OPERATE']).meta({ id: 'RightType' });
export type RightType = z.infer<typeof RightType>;
export const rightTypes = RightType.options;

/** Where data comes from: the rows of the matrix of NATIONAL_2026/21 and the gate of article 15. */
export const OriginType = z
  .enum([
    'COLLECTED',
    'CONTRACT',
    'NATURAL_PERSON',
    'PUBLIC_CRAWL',
    'PUBLIC_CRAWL_PRODUCT',
    'FUSED_CONTRACT',
    'FUSED_NO_CONTRACT',
    'DERIVED',
    'ENTRUSTED',
    'PUBLIC_AUTHORISED',
    'UTILITY_OPERATION',
    'GOVERNMENT_DUTY',
  ])
  .meta({ id: 'OriginType' });
export type OriginType = z.infer<typeof OriginType>;

export const AssetKind = z.enum(['DATA_RESOURCE', 'DATA_PRODUCT']).meta({ id: 'AssetKind' });

export const CaseType = z
  .enum([
    'INITIAL',
    'TRANSFER',
    'CHANGE',
    'RENEWAL',
    'CANCELLATION',
    'CORRECTION',
    'REVOCATION',
    'LICENSE',
    'LEGACY',
    'TRUST',
  ])
  .meta({ id: 'CaseType' });
export type CaseType = z.infer<typeof CaseType>;

/** What a case does to the register once it is registered. A profile maps its case types to these. */
export const Effect = z
  .enum(['CREATE', 'TRANSFER', 'LICENSE', 'AMEND', 'PROLONG', 'END'])
  .meta({ id: 'Effect' });
export type Effect = z.infer<typeof Effect>;

/** Exclusive only where the parties recorded it; otherwise holders stand side by side (article 21). */
export const ShareMode = z.enum(['CONCURRENT', 'EXCLUSIVE']).meta({ id: 'ShareMode' });
export type ShareMode = z.infer<typeof ShareMode>;

/** 国际, 全国, 省, 市, 区县, 区县以下 (Annex 1). */
export const RegionScope = z
  .enum(['INTERNATIONAL', 'NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'BELOW_COUNTY'])
  .meta({ id: 'RegionScope' });
export const UpdateFrequency = z
  .enum(['DAY', 'WEEK', 'MONTH', 'YEAR', 'ON_DEMAND', 'REAL_TIME', 'OTHER'])
  .meta({ id: 'UpdateFrequency' });
export const DataForm = z
  .enum(['IMAGE', 'TEXT', 'VIDEO', 'AUDIO', 'TABLE', 'OTHER'])
  .meta({ id: 'DataForm' });
export const DataStructure = z
  .enum(['STRUCTURED', 'SEMI_STRUCTURED', 'UNSTRUCTURED'])
  .meta({ id: 'DataStructure' });

/** Division and class of GB/T 4754, such as L72. */
export const Industry = z
  .string()
  .regex(/^[A-T]\d{2,4}$/)
  .meta({ id: 'Industry' });

/** `NATIONAL_2026/17`: the article a rule or decision rests on. */
export const Article = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,63}(?:\/[^\s/]{1,40}){1,2}$/u)
  .meta({ id: 'Article', description: 'Rule and article: NATIONAL_2026/17, PUBLIC_2025/26号/7' });
