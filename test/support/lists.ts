import { type ListDocument, recordDigest, signedListText } from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import type { Stage } from './stage.js';

const FROM_THE_BEGINNING = '2025-12-31T16:00:00.000Z';
const [FIRST, SECOND] = ['registry-official', 'authority-official'];

/** The next version of a list, published and adopted by two organisations. */
export async function adoptNext<D extends ListDocument>(
  stage: Stage,
  listId: D['listId'],
  make: (version: number) => D,
): Promise<D> {
  const document = make((await lastVersion(stage, listId)) + 1);
  const text = Buffer.from(signedListText(document));
  const signature = Buffer.from(await stage.bench.as(FIRST).sign(text)).toString('base64');
  await stage.submit('codelist:publish', { document, signature }, FIRST);
  const adoption = { version: document.version, digest: recordDigest(document) };
  const value = { profileId: listId, ...adoption, effectiveFrom: FROM_THE_BEGINNING };
  await stage.adopt({ kind: 'RULE_PROFILE', value }, FIRST, SECOND);
  return document;
}

async function lastVersion(stage: Stage, listId: string): Promise<number> {
  for (let version = 1; ; version += 1) {
    try {
      await stage.bench.ledger.evaluate(
        'codelist:read',
        { listId, version },
        stage.bench.as('judge'),
      );
    } catch (err) {
      if (isCoded(err) && err.code === 'CODE_LIST_NOT_FOUND') return version - 1;
      throw err;
    }
  }
}
