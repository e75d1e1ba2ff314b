import { canonicalize } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';

describe('canonical JSON', () => {
  it('writes the sample of RFC 8785 §3.2.2', () => {
    const input = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    };

    expect(canonicalize(input)).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts names by UTF-16 code units, as in RFC 8785 §3.2.3', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };

    expect(Object.values(JSON.parse(canonicalize(input)) as object)).to.have.length(7);
    expect(
      [...canonicalize(input).matchAll(/:"([^"]+)"/g)].map(([, value]) => value),
    ).to.deep.equal([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalize({ b: undefined, a: { c: undefined } })).to.equal('{"a":{}}');
  });

  for (const value of [undefined, () => 1, Symbol('x')]) {
    it(`has no form for ${String(value)}`, () => {
      expect(() => canonicalize(value)).to.throw(TypeError);
    });
  }

  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalize(reversed)).to.equal(canonicalize(object));
      }),
    );
  });

  it('writes what a plain recursive writer writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(canonicalize(value)).to.equal(reference(value));
      }),
    );
  });
});

/** RFC 8785 in six lines, for the differential test. */
function reference(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(reference).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${reference(v)}`).join(',')}}`;
}
