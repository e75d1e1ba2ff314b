import type { DigestAlgorithm, EvidenceView } from '@shuquan/chaincode/model';
import { person, type Stage } from './stage.js';

/** Every record of a digest, asked as a stranger to all of them would. */
export async function commonQuery(
  stage: Stage,
  algorithm: DigestAlgorithm,
  hex: string,
): Promise<EvidenceView[]> {
  const { identity } = person(stage, 'judge');
  const views: EvidenceView[] = [];
  let cursor: string | undefined;
  do {
    const page = { algorithm, hex, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = await stage.ledger.evaluate('evidence:findByDigest', page, identity);
    views.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return views;
}
