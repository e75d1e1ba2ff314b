import {
  checkPurposes,
  distance,
  isWithin,
  type PurposeList,
  requirePurposes,
  treeOf,
} from '@shuquan/chaincode/model';
import { shippedRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';

type Entry = PurposeList['entries'][number];

const entry = (code: string, parent?: string, over: Partial<Entry> = {}): Entry => ({
  ...{ code, zh: '目的', en: 'Purpose' },
  ...(parent === undefined ? {} : { parent }),
  ...over,
});
const list = (...entries: Entry[]): PurposeList => ({
  ...{ kind: 'PURPOSES', listId: 'PURPOSES', version: 2, basis: '测试' },
  entries,
});
const small = [entry('FINANCE'), entry('CREDIT', 'FINANCE'), entry('VERIFY', 'CREDIT')];

describe('list of purposes', () => {
  const wrong: Readonly<Record<string, readonly [PurposeList, RegExp]>> = {
    'a code twice': [list(...small, entry('VERIFY')), /VERIFY stands twice/],
    'a parent that is not listed': [list(entry('VERIFY', 'CREDIT')), /not listed/],
    'a code within itself': [list(entry('AA', 'AA')), /within itself/],
    'a circle of two': [list(entry('AA', 'BB'), entry('BB', 'AA')), /within itself/],
    'a tenth level': [
      list(
        ...Array.from({ length: 10 }, (_, i) =>
          entry(`L${String(i)}`, i ? `L${String(i - 1)}` : undefined),
        ),
      ),
      /too deep/,
    ],
    'a code that disappeared': [list(...small.slice(0, 2)), /VERIFY disappeared/],
    'a code that was moved': [
      list(entry('FINANCE'), entry('CREDIT', 'FINANCE'), entry('VERIFY', 'FINANCE')),
      /VERIFY was moved/,
    ],
  };
  for (const [what, [document, reason]] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => {
      const err = refusal(() => {
        checkPurposes(document, list(...small));
      });

      expect(err.code).to.equal('INPUT_INVALID');
      expect(err.message).to.match(reason);
    });
  }

  it('keeps a retired code to be read, and takes it for no new purpose', () => {
    const retired = list(...small.slice(0, 2), entry('VERIFY', 'CREDIT', { retired: true }));

    checkPurposes(retired, list(...small));
    const tree = treeOf(retired);
    expect(isWithin(tree, 'VERIFY', 'FINANCE')).to.equal(true);
    expect(
      refusal(() => {
        requirePurposes(tree, ['CREDIT', 'VERIFY']);
      }).code,
    ).to.equal('PURPOSE_UNKNOWN');
    expect(
      refusal(() => {
        checkPurposes(list(...small), retired);
      }).message,
    ).to.match(/stays so/);
  });

  it('comes with the product, in one tree', () => {
    const shipped = shippedRules().find((each) => each.kind === 'PURPOSES');
    if (shipped?.kind !== 'PURPOSES') throw new TypeError('No purposes are shipped.');

    checkPurposes(shipped, undefined);
    requirePurposes(treeOf(shipped), [
      ...['CREDIT_VERIFY', 'INCLUSIVE_FINANCE_RISK', 'COLLECTION_RANKING', 'MARKETING'],
      ...['PERSONAL_PROFILING', 'RAW_RESALE'],
    ]);
  });
});

describe('distance of a purpose', () => {
  const tree = treeOf(
    list(
      ...small,
      entry('LOAN', 'VERIFY'),
      entry('RISK', 'CREDIT'),
      entry('ADS'),
      entry('LEADS', 'ADS'),
    ),
  );
  const granted = { purposes: ['VERIFY'], prohibited: ['ADS'] };
  const distances: Readonly<Record<string, string>> = {
    VERIFY: 'SAME',
    LOAN: 'NARROWER',
    RISK: 'SIBLING',
    CREDIT: 'OUTSIDE',
    FINANCE: 'OUTSIDE',
    ADS: 'PROHIBITED',
    LEADS: 'PROHIBITED',
    UNHEARD_OF: 'OUTSIDE',
  };
  for (const [purpose, expected] of Object.entries(distances)) {
    it(`of ${purpose} is ${expected}`, () => {
      expect(distance(tree, purpose, granted)).to.equal(expected);
    });
  }

  it('is PROHIBITED whatever else allows it', () => {
    expect(distance(tree, 'VERIFY', { ...granted, prohibited: ['CREDIT'] })).to.equal('PROHIBITED');
  });

  it('is OUTSIDE beside a purpose that lies within none', () => {
    expect(distance(tree, 'FINANCE', { purposes: ['ADS'], prohibited: [] })).to.equal('OUTSIDE');
  });
});
