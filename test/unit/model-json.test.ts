import { canonicalize, parseJson } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';

describe('strict JSON', () => {
  const refusals: Readonly<Record<string, string>> = {
    'a duplicate member': '{"a":1,"a":2}',
    'a duplicate member spelt with an escape': '{"a":1,"\\u0061":2}',
    'a duplicate member behind white space': `{"a":1,"a"${' '.repeat(1000)}:2}`,
    'a duplicate member behind every kind of white space': '{"a":1,"a" \t\r\n:2}',
    'a duplicate member deep inside': '[{"x":{"y":[{"a":1,"b":2,"a":3}]}}]',
    'a member named __proto__': '{"__proto__":{}}',
    'a member named __proto__ by escapes': '{"\\u005f_proto__":{}}',
    'a member named __proto__ behind white space': `{"__proto__"${'\n'.repeat(100)}:1}`,
    'a lone high surrogate': '"\\ud800"',
    'a lone low surrogate': '{"a":"\\udc00x"}',
    'surrogates in the wrong order': '"\\udc00\\ud800"',
    'a lone surrogate in a name': '{"\\ud800":1}',
    'what broken UTF-8 becomes': '{"a":"\ufffd"}',
    'a NUL': '"\\u0000"',
    'a NUL in a name': '{"a\\u0000b":1}',
    'a byte order mark': '\ufeff{}',
    'a float': '[1.5]',
    'a float that is whole': '[1.0]',
    'an exponent': '[1e3]',
    'a large exponent': '{"a":1E400}',
    'minus zero': '[-0]',
    'one more than the largest safe integer': '9007199254740992',
    'one less than the smallest safe integer': '-9007199254740992',
    'a number that only seems safe': '9007199254740993000000',
    '33 levels': `${'['.repeat(33)}${']'.repeat(33)}`,
    'a million levels': '['.repeat(1_000_000),
    'a text without end': `"${'a'.repeat(2 * 1024 * 1024)}"`,
    nothing: '',
    'two values': '{} {}',
    'a comment': '{}//',
    'a trailing comma': '[1,]',
    'single quotes': "{'a':1}",
    NaN: 'NaN',
    'a control character in a string': '"\n"',
  };
  for (const [what, text] of Object.entries(refusals)) {
    it(`refuses ${what}`, () => {
      expect(refusal(() => parseJson(text)).code).to.equal('INPUT_INVALID');
    });
  }

  it('says where the first fault is', () => {
    expect(refusal(() => parseJson('{"a":[1,2.5]}')).params).to.deep.equal({ at: 8 });
  });

  it('takes one name in two objects', () => {
    expect(parseJson('{"a":{"a":1},"b":[{"a":2},{"a":3}]}')).to.deep.equal({
      a: { a: 1 },
      b: [{ a: 2 }, { a: 3 }],
    });
  });

  it('takes a value that equals a name', () => {
    expect(parseJson('{"a":"a","b":["a","a"]}')).to.deep.equal({ a: 'a', b: ['a', 'a'] });
  });

  it('takes names that only look dangerous', () => {
    const value = parseJson('{"constructor":1,"toJSON":2,"hasOwnProperty":3}');

    expect(Object.keys(value as object)).to.deep.equal(['constructor', 'toJSON', 'hasOwnProperty']);
    expect(canonicalize(value)).to.equal('{"constructor":1,"hasOwnProperty":3,"toJSON":2}');
  });

  it('takes 32 levels, quotes in strings and brackets in strings', () => {
    const text = `${'['.repeat(31)}{"a\\"]}":"\\\\"}${']'.repeat(31)}`;

    expect(canonicalize(parseJson(text))).to.equal(text);
  });

  it('takes the safe integers to their ends', () => {
    expect(parseJson('[-9007199254740991,0,9007199254740991]')).to.deep.equal([
      Number.MIN_SAFE_INTEGER,
      0,
      Number.MAX_SAFE_INTEGER,
    ]);
  });

  it('reads what canonical JSON wrote, as it was', () => {
    fc.assert(
      fc.property(plainValue(), (value) => {
        expect(parseJson(canonicalize(value))).to.deep.equal(value);
      }),
    );
  });

  it('agrees with JSON.parse on all it takes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const mine = attempt(() => parseJson(text));
        if (mine !== undefined) expect(mine).to.deep.equal({ value: JSON.parse(text) as unknown });
      }),
    );
  });

  it('refuses every object in which one name was doubled', () => {
    fc.assert(
      fc.property(fc.dictionary(name(), fc.integer(), { minKeys: 1 }), (object) => {
        const [first = ''] = Object.keys(object);
        const doubled = `{${JSON.stringify(first)}:0,${JSON.stringify(object).slice(1)}`;
        expect(refusal(() => parseJson(doubled)).code).to.equal('INPUT_INVALID');
      }),
    );
  });
});

const name = (): fc.Arbitrary<string> =>
  fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((text) => text !== '__proto__' && !/[\0\ufffd]/.test(text));

/** What the ledger’s JSON can hold. */
function plainValue(): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)),
      fc.boolean(),
      fc.constant(null),
      name(),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(name(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).value;
}

function attempt(act: () => unknown): { value: unknown } | undefined {
  try {
    return { value: act() };
  } catch {
    return undefined;
  }
}
