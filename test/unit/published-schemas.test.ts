import { catalogue } from '@shuquan/chaincode/model';
import { readDisputeFile } from '@shuquan/verifier';
import { type Published, publishedSchemas } from '@shuquan/gateway/schemas/published';
import Ajv from 'ajv';
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { samples } from '../contract/samples.js';

/** A validator that shares no code with what the contracts check by. */
function validator({ text }: Published): (value: unknown) => boolean {
  const ajv = new Ajv({ schemaId: '$id', unknownFormats: 'ignore' });
  // This version reads patterns without the flag `u`, which RFC 8927 and ours want.
  ajv.addKeyword('unicodePattern', {
    type: 'string',
    compile: (pattern: string) => (value: string) => new RegExp(pattern, 'u').test(value),
  });
  const validate = ajv.compile(unicode(JSON.parse(text)) as object);
  return (value) => validate(value) === true;
}

function unicode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unicode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key === 'pattern' && typeof part === 'string' ? 'unicodePattern' : key,
      unicode(part),
    ]),
  );
}

const named = (name: string): Published => {
  const found = publishedSchemas().byName.get(name);
  if (found === undefined) throw new TypeError(`${name} is not published.`);
  return found;
};

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
      const holds = validator(named(`${name}.input`));

      expect(holds(sample), 'the sample').to.equal(true);
      expect(holds({ ...sample, unknownField: 1 }), 'an unknown field').to.equal(false);
      expect(holds([sample]), 'a list').to.equal(false);
    });
  }

  it('refuse an unknown field in what transactions answer as well', () => {
    const holds = validator(named('beacon:read.output'));
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
    const isAnswer = validator(named('signed-answer'));
    const isDispute = validator(named('dispute-file'));

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
    const isList = validator(named('list-document'));
    const lists = publishedSchemas().all.filter(({ kind }) => kind === 'LIST');

    expect(lists.map(({ name }) => name)).to.include.members(['NATIONAL_2026.1', 'PURPOSES.1']);
    for (const { name, text } of lists) expect(isList(JSON.parse(text)), name).to.equal(true);
    expect(publishedSchemas().byName.get('ODRL.1')?.kind).to.equal('ODRL_PROFILE');
  });
});
