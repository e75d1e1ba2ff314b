import { isCoded } from '@shuquan/gateway/errors';
import { Cursors } from '@shuquan/gateway/http/cursor';
import { expect } from 'chai';
import fc from 'fast-check';

describe('a cursor', () => {
  const cursors = new Cursors('a secret of thirty-two characters');
  const codeOf = (open: () => unknown): string => {
    try {
      open();
    } catch (err) {
      if (isCoded(err)) return err.code;
    }
    return '';
  };

  it('opens to the key that was sealed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (list, key) => {
        expect(cursors.open(list, cursors.seal(list, key))).to.equal(key);
      }),
    );
  });

  it('opens for its own list and secret only', () => {
    const sealed = cursors.seal('list', 'key');
    const others = new Cursors('another secret of 32 characters!');

    expect(codeOf(() => cursors.open('other', sealed))).to.equal('CURSOR_INVALID');
    expect(codeOf(() => others.open('list', sealed))).to.equal('CURSOR_INVALID');
  });

  it('refuses every change of a bit', () => {
    const bytes = Buffer.from(cursors.seal('list', 'key'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = changed.toString('base64url');
      expect(codeOf(() => cursors.open('list', text))).to.equal('CURSOR_INVALID');
    }
  });
});
