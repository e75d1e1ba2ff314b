import { cellOf, cellOfJson } from '@shuquan/gateway/fingerprint/cell';
import { readJson } from '@shuquan/gateway/fingerprint/json';
import { decimalText } from '@shuquan/gateway/fingerprint/number';
import { timeText } from '@shuquan/gateway/fingerprint/time';
import { expect } from 'chai';
import fc from 'fast-check';

describe('a cell', () => {
  const same: Readonly<Record<string, readonly string[]>> = {
    '': ['', ' ', '\u3000', '\ufeff'],
    数权: [' 数权 ', '数权\u3000'],
    é: ['e\u0301', 'é'],
    '1.5': ['1.5', '1.50', '15e-1', '0.15E+1', ' 1.5'],
    '0': ['0', '-0', '0.00', '0e9', '-0.0'],
    '-1200': ['-1200', '-1.2e3', '-1200.0'],
    '0.001': ['0.001', '1e-3', '0.0010'],
    '12345678901234567890': ['12345678901234567890', '12345678901234567890.0'],
    '1e99': ['1e99', '10e98', '0.1e100'],
    '1e-99': ['1e-99', '0.1e-98'],
    true: ['true', 'TRUE', 'True'],
    '2025-12-31': ['2025-12-31', '2025/12/31', '2025-12-31 00:00:00', '2025-12-31T00:00:00.000'],
    '2025-01-05': ['2025-1-5', '2025/01/05'],
    '2025-12-31T08:00:00': ['2025-12-31 08:00', '2025-12-31T08:00:00.000'],
    '2025-12-31T00:00:00Z': ['2025-12-31T08:00:00+08:00', '2025-12-31 08:00:00+0800'],
    '{"a":["1","x"],"b":{"c":"2"}}': [
      '{"b":{"c":2.0,"d":null},"a":[1,"x"]}',
      '{"a":["1.0","x"],"b":{"c":"2"}}',
    ],
  };
  for (const [text, written] of Object.entries(same)) {
    it(`reads ${JSON.stringify(text)} however it is written`, () => {
      expect(written.map((each) => cellOf(each).text)).to.deep.equal(written.map(() => text));
    });
  }

  it('leaves codes as they are', () => {
    const codes = ['007', '+5', '1,000', '0x1f', '.5', '5.', '1e', '2025-02-30', '2025-13-01'];
    const more = ['2025-12-31T25:00', '{not json', '[1,', 'Nan', '91510100MA7DEM0166'];

    for (const text of [...codes, ...more]) {
      expect(cellOf(text)).to.deep.equal({ text, kind: 'TEXT' });
    }
  });

  it('is once and for all: its text reads as itself', () => {
    const numbers = fc.double({ noNaN: true }).map(String);
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), numbers, dates);
    fc.assert(
      fc.property(any, (raw) => {
        const once = cellOf(raw);
        expect(cellOf(once.text)).to.deep.equal(once);
      }),
    );
  });

  it('holds a number exactly', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: -30, max: 30 }), (digits, exponent) => {
        const [, mantissa = '', power = '0'] =
          /^(-?[\d.]+)(?:e(-?\d+))?$/.exec(decimalText(`${digits}e${exponent}`) ?? '') ?? [];
        const [whole = '', fraction = ''] = mantissa.split('.');
        const unscaled = BigInt(whole + fraction);
        // value · 10^60 is whole on both sides.
        const left = digits * 10n ** BigInt(60 + exponent);
        expect(unscaled * 10n ** BigInt(60 + Number(power) - fraction.length)).to.equal(left);
      }),
    );
  });

  it('takes time that grows with its length only', () => {
    const long = 2_000_000;
    const texts = ['0'.repeat(long), `1${'0'.repeat(long)}1`, `1.${'0'.repeat(long)}x`];
    const others = ['-'.repeat(long), '['.repeat(long), `"${'\\'.repeat(long)}`, ' '.repeat(long)];

    for (const text of [...texts, ...others])
      expect(cellOf(text).text.length).to.be.at.most(long + 3);
  });
});

describe('a time', () => {
  it('is real or none', () => {
    expect(timeText('2024-02-29')).to.deep.equal({ text: '2024-02-29', kind: 'DATE' });
    expect(timeText('2023-02-29')).to.equal(undefined);
    expect(timeText('2023-04-31')).to.equal(undefined);
    expect(timeText('0000-00-00')).to.equal(undefined);
    expect(timeText('2023-04-30 24:00')).to.equal(undefined);
  });
});

describe('JSON with exact numbers', () => {
  it('keeps what a floating-point number loses', () => {
    const value = readJson('{"id":12345678901234567891,"p":0.10000000000000000001}');

    expect(value).to.deep.equal(
      new Map([
        ['id', '12345678901234567891'],
        ['p', '0.10000000000000000001'],
      ]),
    );
  });

  it('reads what any reader reads', () => {
    const plain = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value === 'string') return value;
      if (typeof value !== 'object') return JSON.stringify(value);
      if (value === null) return '';
      return new Map(Object.entries(value).map(([name, member]) => [name, plain(member)]));
    };
    const value = fc.jsonValue({ maxDepth: 5 });
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (given, indent) => {
        const text = JSON.stringify(given, undefined, indent);
        // Another reader may write a number in another way.
        const normal = (each: unknown): unknown =>
          each instanceof Map || Array.isArray(each) ? each : cellOf(each as string).text;
        const read = readJson(text);
        if (typeof read === 'string' && !read.includes('\0')) {
          expect(normal(read)).to.deep.equal(normal(plain(JSON.parse(text))));
        } else expect(cellOfJson(read).text).to.equal(cellOf(text).text);
      }),
    );
  });

  const faults = [
    ...['', '{', '[1,]', '{"a":1,}', '{"a" 1}', '01', '1 2', "'a'", '{a:1}', 'tru', '"\u0001"'],
    ...[
      '"\\ud800"',
      '"\\u0000"',
      '"\\x"',
      '"a',
      '{"a":1,"a":2}',
      `${'['.repeat(40)}${']'.repeat(40)}`,
    ],
  ];
  for (const text of faults) {
    it(`refuses ${JSON.stringify(text).slice(0, 30)}`, () => {
      expect(() => readJson(text)).to.throw(SyntaxError);
    });
  }
});
