import { createHash } from 'node:crypto';
import { hashInSlices } from '@shuquan/console/hash';
import { factsOf } from '@shuquan/console/facts';
import type { Conclusion, Headline, PageVerdict } from '@shuquan/console/judge';
import { askingOf, questionIn } from '@shuquan/console/question';
import { words } from '@shuquan/console/words/index';
import { expect } from 'chai';

const NO = 'SJ5112026090001';
const HEX = 'ab'.repeat(32);

describe('what the page is asked', () => {
  const tx = 'c'.repeat(64);
  const qr = `shuquan:cert:1?no=${NO}&tx=${tx}&block=12&face=${HEX}`;

  it('is a certificate’s number, however it is spaced', () => {
    for (const text of [NO, ` ${NO}\n`, 'sj51 1202609 0001', 'SJ-5112026090001']) {
      expect(questionIn(text, 'SHA-256'), text).to.deep.equal({ kind: 'certificate', no: NO });
    }
  });

  it('is the text of a QR, with the deposit it names', () => {
    expect(questionIn(qr, 'SHA-256')).to.deep.equal({
      ...{ kind: 'certificate', no: NO, depositTxId: tx },
    });
  });

  it('is a digest of the algorithm that was chosen', () => {
    const pairs = HEX.toUpperCase().match(/../g)?.join(':') ?? '';

    expect(questionIn(pairs, 'SM3')).to.deep.equal({ kind: 'digest', algorithm: 'SM3', hex: HEX });
  });

  for (const [what, text] of Object.entries({
    nothing: '',
    'a short number': 'SJ51120260900',
    'a long number': `${NO}1`,
    'a short digest': HEX.slice(2),
    'another QR': qr.replace('cert:1', 'cert:2'),
    'an address': 'https://other.example/',
    'a path': '../../v1/parties',
  })) {
    it(`is not ${what}`, () => {
      expect(questionIn(text, 'SHA-256')).to.equal(undefined);
    });
  }

  it('goes to the gateway as a digest alone, never with the file’s name or size', () => {
    const digests = { 'SHA-256': HEX, SM3: 'd'.repeat(64) };

    const asking = askingOf({ kind: 'file', name: '机密.pdf', size: 7, digests });

    expect(asking).to.deep.equal({
      transaction: 'public:digest',
      path: `/v1/public/digests/SHA-256/${HEX}`,
      input: { algorithm: 'SHA-256', hex: HEX },
    });
  });
});

describe('digests in the browser', () => {
  const vectors = {
    // FIPS 180-4 and GB/T 32905-2016, Annex A.
    abc: [
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    ],
    '': [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
    ],
  };
  for (const [text, [sha256, sm3]] of Object.entries(vectors)) {
    it(`of “${text}” are those of the standards`, async () => {
      const digests = await hashInSlices(new Blob([text]), () => undefined);

      expect(digests).to.deep.equal({ 'SHA-256': sha256, SM3: sm3 });
    });
  }

  it('are the same wherever a file is cut, and say how far they are', async () => {
    for (const size of [1_048_575, 1_048_576, 1_048_577, 3_500_000]) {
      const bytes = Buffer.alloc(size, 'shuquan 数权');
      const seen: number[] = [];

      const digests = await hashInSlices(new Blob([bytes]), (read) => seen.push(read));

      expect(digests, String(size)).to.deep.equal({
        'SHA-256': createHash('sha256').update(bytes).digest('hex'),
        SM3: createHash('sm3').update(bytes).digest('hex'),
      });
      expect(seen.at(-1)).to.equal(size);
      expect(seen).to.have.length(Math.ceil(size / 1_048_576));
    }
  });
});

describe('the words of the page', () => {
  const [zh, en] = [words['zh-CN'], words.en];

  it('are the same set in both languages', () => {
    expect(shapeOf(en)).to.deep.equal(shapeOf(zh));
  });

  it('tell every verdict and every headline apart', () => {
    for (const said of [zh, en]) {
      const verdicts: readonly PageVerdict[] = [
        ...(['VALID', 'INVALID', 'INCOMPLETE', 'UNTRUSTED', 'STALE'] as const),
        ...(['NOT_FOUND', 'POLICY_NOT_MET'] as const),
      ];
      expect(Object.keys(said.verdict)).to.have.members(verdicts);
      expect(new Set(Object.values(said.verdict)).size).to.equal(verdicts.length);
      for (const { title, advice } of Object.values(said.headline)) {
        expect(title).not.to.equal('');
        expect(advice).to.match(/[。.]$/);
      }
    }
  });

  it('prove nothing where the signatures do not hold, whatever the verdict', () => {
    const failed: readonly [PageVerdict, Headline][] = [
      ['INVALID', 'broken'],
      ['UNTRUSTED', 'untrusted'],
      ['STALE', 'stale'],
      ['POLICY_NOT_MET', 'policyNotMet'],
      ['INCOMPLETE', 'unreachable'],
    ];
    for (const [verdict, headline] of failed) {
      const question = { kind: 'answer', text: '' } as const;
      const conclusion: Conclusion = { verdict, headline, tone: 'caution', question };

      const { proven, notProven } = factsOf(conclusion, undefined);

      expect(proven).to.deep.equal([]);
      expect(notProven).to.deep.equal([{ fact: 'nothing' }]);
    }
  });
});

/** Names of everything that is said, without what is said. */
function shapeOf(said: unknown, path = ''): string[] {
  if (typeof said !== 'object' || said === null) return [`${path}: ${typeof said}`];
  return Object.entries(said)
    .flatMap(([name, value]) => shapeOf(value, `${path}/${name}`))
    .sort();
}
