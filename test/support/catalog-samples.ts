import type { Input } from '@shuquan/chaincode/model';
import { unique } from './founded.js';

/** The department of `implementer`, and the utility of `utility`. */
export const IMPL = '12510100MB1DEM06XL';
export const UTILITY = '91510000MA7DEM0AXH';
export const HOLDER = '91510100MA7DEM0166';

type Entry = Input<'catalog:upsert'>;

/** An entry that is right in every field; its data items are its own. */
export function entryInput(over: Partial<Entry> = {}): Entry {
  const catalogNo = over.catalogNo ?? unique('CD-GS');
  return {
    catalogNo,
    title: '经营主体登记监管信息',
    shareType: 'CONDITIONAL',
    openType: 'CONDITIONAL',
    updateFrequency: 'MONTH',
    origin: { kind: 'DECLARED' },
    items: [{ item: `${catalogNo}.uscc`, name: '统一社会信用代码', authoritative: true }],
    standardRef: 'GB/T 21063',
    classification: {
      ...{ level: 'GENERAL', personalInfo: 'NONE', assessor: IMPL },
      ...{ basis: '市级数据分类分级目录', assessedOn: '2026-01-12' },
    },
    ...over,
  };
}

export const classified = (
  over: Partial<Entry['classification']>,
): { classification: Entry['classification'] } => ({
  classification: { ...entryInput().classification, ...over },
});
