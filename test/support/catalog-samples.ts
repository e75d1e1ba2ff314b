import type { Input } from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import { IMPLEMENTING_BODY } from './parties.js';

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
      ...{ sector: 'MARKET_REGULATION', category: 'REGISTRATION' },
      ...{ level: 'GENERAL', personalInfo: 'NONE', assessor: IMPLEMENTING_BODY },
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
