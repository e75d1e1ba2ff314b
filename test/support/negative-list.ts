import {
  type NegativeList,
  NEGATIVE_LIST,
  recordDigest,
  signedListText,
} from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import type { Stage } from './stage.js';

const OFFICIALS = ['registry-official', 'authority-official'] as const;
const IN_FORCE = '2025-12-31T16:00:00.000Z';

async function versionOf(stage: Stage, version: number): Promise<NegativeList | undefined> {
  try {
    const key = { listId: NEGATIVE_LIST, version };
    const { document } = await stage.bench.ledger.evaluate(
      'codelist:read',
      key,
      stage.bench.as('judge'),
    );
    return document.kind === 'NEGATIVE_LIST' ? document : undefined;
  } catch (err) {
    if (isCoded(err) && err.code === 'CODE_LIST_NOT_FOUND') return undefined;
    throw err;
  }
}

/** The channel’s negative list as it is now: version 0 without a document while there is none. */
export async function latestList(
  stage: Stage,
): Promise<{ readonly version: number; readonly document: NegativeList | undefined }> {
  let [version, document]: [number, NegativeList | undefined] = [0, undefined];
  for (let found = await versionOf(stage, 1); found !== undefined;) {
    [version, document] = [version + 1, found];
    found = await versionOf(stage, version + 1);
  }
  return { version, document };
}

/**
 * Publishes the next version of the channel’s negative list, with these numbers beside those that
 * stand on it, and has two organisations adopt it. Others may use the same channel.
 *
 * @returns the version in force
 */
export async function listNumbers(stage: Stage, ...catalogNos: readonly string[]): Promise<number> {
  const last = await latestList(stage);
  const version = last.version + 1;
  const added = catalogNos.map((catalogNo) => ({ catalogNo, reason: '涉密（测试）' }));
  await publishNegativeList(stage, {
    ...{ kind: 'NEGATIVE_LIST', listId: NEGATIVE_LIST, version, basis: '测试' },
    ...{ entries: [...(last.document?.entries ?? []), ...added], removed: [] },
  });
  return version;
}

/** Publishes a version as it is, and adopts it. */
export async function publishNegativeList(stage: Stage, document: NegativeList): Promise<void> {
  const text = Buffer.from(signedListText(document));
  const signature = Buffer.from(await stage.bench.as(OFFICIALS[0]).sign(text)).toString('base64');
  await stage.submit('codelist:publish', { document, signature }, OFFICIALS[0]);
  const { version } = document;
  const value = {
    ...{ profileId: NEGATIVE_LIST, version, digest: recordDigest(document) },
    effectiveFrom: IN_FORCE,
  };
  await stage.adopt({ kind: 'RULE_PROFILE', value }, ...OFFICIALS);
}
