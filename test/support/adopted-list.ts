import {
  type CodeList,
  type ListDocument,
  recordDigest,
  signedListText,
} from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import type { Stage } from './stage.js';

const OFFICIALS = ['registry-official', 'authority-official'] as const;
const IN_FORCE = '2025-12-31T16:00:00.000Z';

/** Publishes a version of a list as it is, and has two organisations adopt it. */
export async function publishAdopted(
  stage: Stage,
  document: Exclude<ListDocument, { kind: 'CALENDAR' }>,
): Promise<void> {
  const text = Buffer.from(signedListText(document));
  const signature = Buffer.from(await stage.bench.as(OFFICIALS[0]).sign(text)).toString('base64');
  await stage.submit('codelist:publish', { document, signature }, OFFICIALS[0]);
  const { listId, version } = document;
  const adoption = { version, digest: recordDigest(document), effectiveFrom: IN_FORCE };
  const value = { profileId: listId, ...adoption };
  await stage.adopt({ kind: 'RULE_PROFILE', value }, ...OFFICIALS);
}

/** A version of a list as it was published, if it was. */
export async function publishedVersion(
  stage: Stage,
  listId: string,
  version: number,
): Promise<ListDocument | undefined> {
  try {
    const as = stage.bench.as('judge');
    return (await stage.bench.ledger.evaluate('codelist:read', { listId, version }, as)).document;
  } catch (err) {
    if (isCoded(err) && err.code === 'CODE_LIST_NOT_FOUND') return undefined;
    throw err;
  }
}

/** The last version of a list that was published. Others may use the same channel. */
export async function lastVersion(stage: Stage, listId: string): Promise<ListDocument | undefined> {
  let last: ListDocument | undefined;
  for (;;) {
    const next = await publishedVersion(stage, listId, (last?.version ?? 0) + 1);
    if (next === undefined) return last;
    last = next;
  }
}

/** Puts the next version of a vocabulary in force: codes that come, codes that are retired. */
export async function changeCodes(
  stage: Stage,
  listId: string,
  { add = [], retire = [] }: { add?: readonly string[]; retire?: readonly string[] },
): Promise<number> {
  const last = await lastVersion(stage, listId);
  if (last?.kind !== 'CODES') throw new TypeError(`${listId} is no vocabulary here.`);
  const next: CodeList = {
    ...last,
    version: last.version + 1,
    entries: [
      ...last.entries.filter(({ code }) => !retire.includes(code)),
      ...add.map((code) => ({ code, zh: `测试 ${code}`, en: `Test ${code}` })),
    ],
    retired: [...last.retired, ...retire],
  };
  await publishAdopted(stage, next);
  return next.version;
}
