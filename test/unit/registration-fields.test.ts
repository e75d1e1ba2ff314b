import { commitFields, openFields, opens } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';
import { without } from '../support/without.js';

const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
const groups = {
  applicant: { name: '甲', phone: '13800138000', identityNumber: 'X' },
  data: { name: '数据集', overview: '概述', restrictions: { resaleAllowed: false } },
};
const names = ['applicant.name', 'data.name', 'data.overview', 'data.restrictions'];

describe('fields of an application', () => {
  it('open one by one against the one root, and show none of the others', () => {
    const root = commitFields(groups, seed);
    const opened = openFields(groups, seed, names);

    expect(root.count).to.equal(6);
    for (const field of opened) expect(opens(root, field), field.field).to.equal(true);
    expect(JSON.stringify(opened)).not.to.include('13800138000');
    expect(new Set(opened.map(({ salt }) => salt)).size).to.equal(names.length);
  });

  it('are bound whether opened or not', () => {
    const { root } = commitFields(groups, seed);
    const hidden = { ...groups, applicant: { ...groups.applicant, phone: '13800138001' } };

    expect(commitFields(hidden, seed).root).not.to.equal(root);
    expect(
      commitFields(
        groups,
        seed.map((byte) => byte ^ 1),
      ).root,
    ).not.to.equal(root);
    const fewer = without(groups.applicant, 'identityNumber');
    expect(commitFields({ ...groups, applicant: fewer }, seed).root).not.to.equal(root);
  });

  it('open to nothing else: not the value, the name, the salt or the place of another', () => {
    const root = commitFields(groups, seed);
    const [first, second] = openFields(groups, seed, names);
    if (first === undefined || second === undefined) throw new TypeError('Two fields opened.');
    const forged = [
      { ...first, value: second.value },
      { ...first, field: second.field },
      { ...first, salt: second.salt },
      { ...first, index: second.index },
      { ...first, path: second.path },
    ];

    for (const field of forged) expect(opens(root, field)).to.equal(false);
    expect(opens({ ...root, count: 1 }, first)).to.equal(false);
  });

  it('open whatever they hold', () => {
    const record = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue(), {
      ...{ minKeys: 1, maxKeys: 20 },
    });
    fc.assert(
      fc.property(record, (fields) => {
        const all = { group: fields };
        const root = commitFields(all, seed);
        const every = Object.keys(fields).map((name) => `group.${name}`);
        for (const field of openFields(all, seed, every)) {
          expect(opens(root, field)).to.equal(true);
          expect(opens(root, { ...field, value: `${field.value} ` })).to.equal(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('want a seed of 32 bytes, and a field that is there', () => {
    expect(refusal(() => commitFields(groups, seed.subarray(1))).code).to.equal('SALT_TOO_SHORT');
    expect(refusal(() => openFields(groups, seed, ['data.none'])).code).to.equal('INPUT_INVALID');
  });
});
