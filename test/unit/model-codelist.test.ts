import {
  type CodeList,
  type PublishedList,
  publishList,
  recordDigest,
  sha256Hex,
  signedListText,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';

const at = { txId: 'a'.repeat(64), time: '2026-03-02T01:00:00.000Z' };
const publisher = { mspId: 'RegistryMSP', uscc: '12510000MB1DEM078F', fingerprint: 'b'.repeat(64) };
const signature = 'c'.repeat(96);
const entry = (code: string): CodeList['entries'][number] => ({ code, zh: '代码', en: 'Code' });
const list = (over: Partial<CodeList> = {}): CodeList => ({
  kind: 'CODES',
  listId: 'ORIGIN',
  version: 1,
  basis: 'Art 21',
  entries: [entry('AA'), entry('BB')],
  retired: [],
  ...over,
});
const publish = (document: CodeList, previous?: PublishedList): PublishedList =>
  publishList({ document, signature }, previous, publisher, at);

describe('code list', () => {
  it('is published with its digest, the publisher and the time', () => {
    expect(publish(list())).to.deep.equal({
      v: 1,
      document: list(),
      digest: recordDigest(list()),
      signature,
      publisher,
      publishedAt: at.time,
      txId: at.txId,
    });
  });

  it('is signed as the text whose digest it carries', () => {
    expect(sha256Hex(signedListText(list()))).to.equal(publish(list()).digest);
  });

  it('grows, and retires what it drops', () => {
    const second = list({ version: 2, entries: [entry('BB'), entry('CC')], retired: ['AA'] });
    const third = list({ version: 3, entries: [entry('CC')], retired: ['AA', 'BB'] });

    const published = publish(third, publish(second, publish(list())));

    expect(published.document).to.deep.equal(third);
  });

  it('refuses a version whose predecessor is missing', () => {
    expect(refusal(() => publish(list({ version: 2 })))).to.deep.include({
      code: 'CODE_LIST_OUT_OF_ORDER',
      params: { listId: 'ORIGIN', version: 2 },
    });
  });

  const retiring = publish(list({ entries: [entry('AA')], retired: ['BB'] }));
  const refusals: readonly [string, () => unknown, string][] = [
    ['a code twice', () => publish(list({ entries: [entry('AA'), entry('AA')] })), 'INPUT_INVALID'],
    ['a code listed and retired', () => publish(list({ retired: ['AA'] })), 'INPUT_INVALID'],
    ['a code retired twice', () => publish(list({ retired: ['CC', 'CC'] })), 'INPUT_INVALID'],
    [
      'a code that disappears',
      () => publish(list({ version: 2, entries: [entry('AA')] }), publish(list())),
      'INPUT_INVALID',
    ],
    [
      'a retired code that disappears',
      () => publish(list({ version: 2, entries: [entry('AA')] }), retiring),
      'INPUT_INVALID',
    ],
    [
      'a retired code that comes back',
      () => publish(list({ version: 2 }), retiring),
      'INPUT_INVALID',
    ],
    [
      'personal data in its basis',
      () => publish(list({ basis: '13812345678' })),
      'PERSONAL_DATA_REFUSED',
    ],
    [
      'personal data in a label',
      () => publish(list({ entries: [{ ...entry('AA'), note: 'a@example.com' }] })),
      'PERSONAL_DATA_REFUSED',
    ],
  ];
  for (const [what, act, code] of refusals) {
    it(`refuses ${what} with ${code}`, () => {
      expect(refusal(act).code).to.equal(code);
    });
  }
});
