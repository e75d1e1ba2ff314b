import { addDays, type QualificationFacts } from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import type { GrantDesk } from './grant-desk.js';

export const PAPER = '5'.repeat(64);
type Mlps = Extract<QualificationFacts, { kind: 'MLPS' }>;

/** 等保 of a platform from some day of the test’s clock to another, both counted from today. */
export const mlps = (
  { today }: GrantDesk,
  platform: string,
  [from, to]: readonly [number, number],
  over: Partial<Mlps> = {},
): Mlps => ({
  ...{ id: unique('PQ'), platform, kind: 'MLPS', mlpsLevel: 3, filingNo: '51010000000-00001' },
  ...{ documentDigest: PAPER, evidence: [] },
  ...{ validFrom: addDays(today, from), validTo: addDays(today, to) },
  ...over,
});

/** Published by who operates the platform, and confirmed by the authority. */
export async function qualify(
  desk: GrantDesk,
  facts: QualificationFacts,
  as = 'registrar1',
): Promise<string> {
  const { id, documentDigest } = facts;
  await desk.act('platform:publish', { facts }, as);
  await desk.act('platform:confirm', { id, documentDigest }, 'supervisor');
  return id;
}
