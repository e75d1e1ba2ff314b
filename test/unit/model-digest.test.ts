import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { commitmentOf, recordDigest, sha256Hex } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { sm3 } from 'sm-crypto-v2';

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
const listed = Object.values(
  JSON.parse(fixture('digests.json').toString('utf8')) as Record<
    string,
    { file?: string; bytes: number; sha256: string; sm3: string }
  >,
).flatMap(({ file, ...rest }) => (file === undefined ? [] : [{ file, ...rest }]));

describe('digest', () => {
  it('is that of FIPS 180-4 for its own examples', () => {
    expect(sha256Hex('abc')).to.equal(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(sha256Hex()).to.equal(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  for (const { file, bytes, sha256, sm3: sm3Hex } of listed) {
    it(`of ${file} is the one listed with it`, () => {
      const content = fixture(file);

      expect({
        bytes: content.length,
        sha256: sha256Hex(content),
        sm3: sm3(new Uint8Array(content)),
      }).to.deep.equal({ bytes, sha256, sm3: sm3Hex });
    });
  }

  it('runs over the parts as over one text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uint8Array(), fc.string())), (parts) => {
        const hash = createHash('sha256');
        for (const part of parts) hash.update(part);
        expect(sha256Hex(...parts)).to.equal(hash.digest('hex'));
      }),
    );
  });

  it('cites a record whatever the order of its members', () => {
    expect(recordDigest({ b: 2, a: 1 })).to.equal(sha256Hex('{"a":1,"b":2}'));
  });

  it('commits to salt and payload in this order', () => {
    const [salt, payload] = [Buffer.alloc(16, 7), Buffer.from('payload')];

    expect(commitmentOf(salt, payload)).to.equal(
      createHash('sha256').update(salt).update(payload).digest('hex'),
    );
    expect(commitmentOf(salt, payload)).not.to.equal(commitmentOf(payload, salt));
  });
});
