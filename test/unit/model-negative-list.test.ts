import {
  checkNegativeList,
  checkNotListed,
  type NegativeList,
  NEGATIVE_LIST,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';

const listed = (catalogNo: string): { catalogNo: string; reason: string } => ({
  catalogNo,
  reason: '涉密',
});
const list = (over: Partial<NegativeList> = {}): NegativeList => ({
  ...{ kind: 'NEGATIVE_LIST', listId: NEGATIVE_LIST, version: 1, basis: '测试' },
  ...{ entries: [listed('CD-GA-0001')], removed: [] },
  ...over,
});

describe('negative list', () => {
  it('names the version that a number was checked against', () => {
    expect(checkNotListed(list({ version: 7 }), ['CD-GS-0007'])).to.deep.equal({
      listId: 'NEGATIVE_LIST',
      version: 7,
    });
  });

  it('refuses a number that is on it, with its version', () => {
    const { code, params } = refusal(() =>
      checkNotListed(list({ version: 3 }), ['CD-GS-0007', 'CD-GA-0001']),
    );

    expect(code).to.equal('CATALOG_NO_LISTED');
    expect(params).to.deep.equal({ catalogNo: 'CD-GA-0001', listId: 'NEGATIVE_LIST', version: 3 });
  });

  it('must be there before anything is checked against it', () => {
    expect(refusal(() => checkNotListed(undefined, ['CD-GS-0007'])).code).to.equal(
      'NEGATIVE_LIST_MISSING',
    );
  });

  it('lets a number go by name and reason, and never by leaving it out', () => {
    const next = list({ version: 2, entries: [] });

    expect(
      refusal(() => {
        checkNegativeList(next, list());
      }).params,
    ).to.deep.equal({ catalogNo: 'CD-GA-0001' });
    expect(() => {
      checkNegativeList({ ...next, removed: [listed('CD-GA-0001')] }, list());
    }).to.not.throw();
  });

  for (const [what, wrong] of [
    ['stands twice', list({ entries: [listed('CD-GA-0001'), listed('CD-GA-0001')] })],
    ['removes what was not listed', list({ entries: [], removed: [listed('CD-GA-0009')] })],
  ] as const) {
    it(`is refused where a number ${what}`, () => {
      expect(
        refusal(() => {
          checkNegativeList(wrong, undefined);
        }).code,
      ).to.equal('INPUT_INVALID');
    });
  }

  it('carries no personal data in its reasons', () => {
    const personal = list({ entries: [{ catalogNo: 'CD-GA-0001', reason: '电话13812345678' }] });

    expect(
      refusal(() => {
        checkNegativeList(personal, undefined);
      }).code,
    ).to.equal('PERSONAL_DATA_REFUSED');
  });
});
