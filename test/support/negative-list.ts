import { type NegativeList, NEGATIVE_LIST } from '@shuquan/chaincode/model';
import { lastVersion, publishAdopted } from './adopted-list.js';
import type { Stage } from './stage.js';

/** The channel’s negative list as it is now: version 0 without a document while there is none. */
export async function latestList(
  stage: Stage,
): Promise<{ readonly version: number; readonly document: NegativeList | undefined }> {
  const document = await lastVersion(stage, NEGATIVE_LIST);
  if (document?.kind !== 'NEGATIVE_LIST') return { version: 0, document: undefined };
  return { version: document.version, document };
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
export const publishNegativeList = (stage: Stage, document: NegativeList): Promise<void> =>
  publishAdopted(stage, document);
