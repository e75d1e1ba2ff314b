import {
  check,
  Code,
  DateText,
  Hex256,
  Id,
  Instant,
  instant,
  later,
  line,
  millis,
  MspId,
  mspSet,
  parse,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { refusal } from '../support/refusal.js';

describe('schema', () => {
  const tables: readonly [string, z.ZodType, readonly unknown[], readonly unknown[]][] = [
    [
      'Id',
      Id,
      ['abc', 'A-1', 'x'.repeat(64), '0.._--'],
      [
        'ab',
        'x'.repeat(65),
        '-ab',
        '.ab',
        'a b',
        'a/b',
        'a\0b',
        'abc\n',
        'ａｂｃ',
        '存证一',
        5,
        null,
      ],
    ],
    ['MspId', MspId, ['RegistryMSP', 'Org1MSP'], ['MSP', 'registry', '1MSP', 'A-MSP', 'AMSPx']],
    [
      'Instant',
      Instant,
      ['2026-01-31T08:00:00.000Z', '2028-02-29T23:59:59.999Z', '0000-01-01T00:00:00.000Z'],
      [
        '2026-02-29T00:00:00.000Z',
        '2026-04-31T00:00:00.000Z',
        '2026-01-31T24:00:00.000Z',
        '2026-01-31T08:00:60.000Z',
        '2026-01-31T08:00:00Z',
        '2026-01-31T08:00:00.000+08:00',
        '2026-01-31 08:00:00.000Z',
        '+012026-01-31T08:00:00.000Z',
        '2026-01-31T08:00:00.000Z\n',
        1_767_225_600_000,
      ],
    ],
    ['DateText', DateText, ['2026-02-28'], ['2026-02-29', '2026-1-1', '20260101', '2026-13-01']],
    [
      'Hex256',
      Hex256,
      ['0f'.repeat(32)],
      ['0F'.repeat(32), '0f'.repeat(31), `0x${'0f'.repeat(31)}`],
    ],
    ['Code', Code, ['AB', 'SCHEME_01'], ['A', 'ab', '_A', 'A-B', 'A'.repeat(65)]],
    [
      'line',
      line(10),
      ['a', '一行文字', 'a b', '😀', '١٢٣'],
      [
        '',
        ' ',
        '\u3000',
        'a\nb',
        'a\tb',
        'a\0',
        'a\u007f',
        'a\u0085b',
        'a\u2028b',
        'a\u202eb',
        'a\u2066b',
        'a\u200bb',
        '\ufeffa',
        '\ud800',
        'x'.repeat(11),
      ],
    ],
  ];
  for (const [name, schema, good, bad] of tables) {
    for (const value of good) {
      it(`${name} takes ${JSON.stringify(value)}`, () => {
        expect(check(schema, value)).to.equal(value);
      });
    }
    for (const value of bad) {
      it(`${name} refuses ${JSON.stringify(value)}`, () => {
        expect(refusal(() => check(schema, value)).code).to.equal('INPUT_INVALID');
      });
    }
  }

  it('counts an organisation once', () => {
    expect(check(mspSet(2), ['AMSP1MSP', 'BMSP1MSP'])).to.have.length(2);
    expect(refusal(() => check(mspSet(2), ['AxMSP', 'AxMSP'])).params.issues).to.deep.equal([
      { pointer: '', message: 'An organisation stands twice' },
    ]);
  });

  it('orders instants as text as it orders them in time', () => {
    const ms = fc.integer({ min: 0, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        expect(check(Instant, instant(a))).to.equal(instant(a));
        expect(millis(instant(a))).to.equal(a);
        expect(instant(a) < instant(b)).to.equal(a < b);
        expect(later(instant(a), instant(b))).to.equal(instant(Math.max(a, b)));
      }),
    );
  });
});

describe('a refused input', () => {
  const Input = z.strictObject({ a: z.strictObject({ 'b/c~': z.int() }), list: z.array(Id) });

  it('is pointed at by JSON pointers, with the reason', () => {
    const text = '{"a":{"b/c~":"1","secret":1},"list":["ok1","x"]}';

    const { code, params } = refusal(() => parse(Input, text));

    expect(code).to.equal('INPUT_INVALID');
    expect((params.issues as { pointer: string }[]).map(({ pointer }) => pointer)).to.deep.equal([
      '/a/b~1c~0',
      '/a/secret',
      '/list/1',
    ]);
  });

  it('lists no more faults than a person reads', () => {
    const list = Array.from({ length: 1000 }, () => '');

    const { params } = refusal(() => check(Input, { a: { 'b/c~': 1 }, list }));

    expect(params.issues).to.have.length(20);
  });

  it('does not repeat a name at any length', () => {
    const { message, params } = refusal(() => check(z.strictObject({}), { ['x'.repeat(5000)]: 1 }));

    expect(message).to.have.length.below(200);
    expect(JSON.stringify(params)).to.have.length.below(300);
  });

  it('does not repeat the value', () => {
    const { message, params } = refusal(() => check(Id, '13812345678 张三'));

    expect(message + JSON.stringify(params)).not.to.contain('138');
  });
});
