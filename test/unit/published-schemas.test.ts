import { catalogue } from '@shuquan/chaincode/model';
import { readDisputeFile } from '@shuquan/verifier';
import { publishedSchemas } from '@shuquan/gateway/schemas/published';
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { samples } from '../contract/samples.js';
import { takes } from '../support/published-schema.js';

describe('published schemas', () => {
  it('are of every transaction’s input and output', () => {
    const names = publishedSchemas().all.map(({ name }) => name);

    for (const name of Object.keys(catalogue)) {
      expect(names).to.include(`${name}.input`).and.include(`${name}.output`);
    }
    expect(new Set(names).size).to.equal(names.length);
  });

  it('have the digest of their bytes, and one over them all', () => {
    const { all, byDigest, digest } = publishedSchemas();

    for (const each of all) {
      expect(createHash('sha256').update(each.text).digest('hex')).to.equal(each.digest);
      expect(byDigest.get(each.digest)?.text).to.equal(each.text);
    }
    expect(digest).to.match(/^[0-9a-f]{64}$/);
  });

  for (const [name, sample] of Object.entries<object>(samples)) {
    it(`take what ${name} takes, and no unknown field`, () => {
      const holds = takes(`${name}.input`);

      expect(holds(sample), 'the sample').to.equal(true);
      expect(holds({ ...sample, unknownField: 1 }), 'an unknown field').to.equal(false);
      expect(holds([sample]), 'a list').to.equal(false);
    });
  }

  it('refuse an unknown field in what transactions answer as well', () => {
    const holds = takes('beacon:read.output');
    const beacon = {
      v: 1,
      statement: {
        number: 1,
        time: '2026-03-02T01:00:00.000Z',
        height: 1,
        headerHash: 'ab'.repeat(32),
      },
    };

    expect(holds({ ...beacon, unknownField: 1 })).to.equal(false);
  });

  it('are of the files that are carried about', () => {
    const answer = { v: 1, kind: 'shuquan.answer', envelope: 'AAAA' };
    const dispute = {
      ...{ v: 1, kind: 'shuquan.dispute-file', manifest: JSON.stringify(answer), count: 1 },
      parts: [{ sha256: 'ab'.repeat(32), answer: JSON.stringify(answer) }],
    };
    const isAnswer = takes('signed-answer');
    const isDispute = takes('dispute-file');

    expect([isAnswer(answer), isAnswer({ ...answer, x: 1 })]).to.deep.equal([true, false]);
    for (const [file, holds] of [
      [dispute, true],
      [{ ...dispute, kind: 'shuquan.infringement-file' }, true],
      [{ ...dispute, kind: 'shuquan.file' }, false],
      [{ ...dispute, x: 1 }, false],
      [{ ...dispute, count: 1.5 }, false],
      [{ ...dispute, parts: [{ sha256: '' }] }, false],
    ] as const) {
      expect(isDispute(file)).to.equal(holds);
      expect(readDisputeFile(JSON.stringify(file)) !== undefined).to.equal(holds);
    }
  });

  it('are of the lists that come with the product, which their own schema takes', () => {
    const isList = takes('list-document');
    const lists = publishedSchemas().all.filter(({ kind }) => kind === 'LIST');

    expect(lists.map(({ name }) => name)).to.include.members(['NATIONAL_2026.1', 'PURPOSES.1']);
    for (const { name, text } of lists) expect(isList(JSON.parse(text)), name).to.equal(true);
    expect(publishedSchemas().byName.get('ODRL.1')?.kind).to.equal('ODRL_PROFILE');
  });
});
