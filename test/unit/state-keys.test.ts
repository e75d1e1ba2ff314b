import { instant, LedgerError } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { refusal } from '../support/refusal.js';

// The state layer is no public face of its package; its pure parts are tested where they are.
const require = createRequire(import.meta.url);
const { newestFirst } = require('../../../chaincode/dist/state/order.js') as {
  newestFirst: (at: string) => string;
};
const { decodeCursor, encodeCursor } = require('../../../chaincode/dist/state/cursor.js') as {
  decodeCursor: (cursor: string | undefined, prefix: string) => string;
  encodeCursor: (metadata: { bookmark: string } | undefined) => { next?: string };
};

describe('order of keys', () => {
  it('puts the later instant first, at one width', () => {
    const ms = fc.integer({ min: 0, max: 9_999_999_999_998 });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const [first, second] = [newestFirst(instant(a)), newestFirst(instant(b))];
        expect(first).to.have.length(13);
        expect(first < second).to.equal(a > b);
      }),
    );
  });
});

describe('cursor', () => {
  const prefix = '\0evidence-by-digest\0SM3\0';

  it('comes back as the key it stood for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (rest) => {
        const { next } = encodeCursor({ bookmark: prefix + rest });
        expect(decodeCursor(next, prefix)).to.equal(prefix + rest);
      }),
    );
  });

  it('is absent at the end and starts at the beginning', () => {
    expect(encodeCursor({ bookmark: '' })).to.deep.equal({});
    expect(encodeCursor(undefined)).to.deep.equal({});
    expect(decodeCursor(undefined, prefix)).to.equal('');
  });

  for (const [what, cursor] of [
    ['of another query', encodeCursor({ bookmark: '\0proposal\0' }).next],
    ['that leads above its query', encodeCursor({ bookmark: '\0evidence-by-digest\0' }).next],
    ['that is empty', ''],
    ['that is not base64url', '!!!'],
    ['that is standard base64', `${encodeCursor({ bookmark: prefix }).next ?? ''}=`],
    [
      'that is not UTF-8',
      Buffer.concat([Buffer.from(prefix), Buffer.of(0xff)]).toString('base64url'),
    ],
  ] as const) {
    it(`is refused when it is one ${what}`, () => {
      expect(refusal(() => decodeCursor(cursor, prefix))).to.be.instanceOf(LedgerError);
      expect(refusal(() => decodeCursor(cursor, prefix)).code).to.equal('CURSOR_INVALID');
    });
  }
});
