import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { refusePersonalData, sha256Hex } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';

/** GB 11643-1999, computed apart from the code under test. */
function residentId(region: string, birth: string, order: string): string {
  const first17 = region + birth + order;
  const sum = Array.from(first17).reduce(
    (s, digit, i) => s + Number(digit) * (2 ** (17 - i) % 11),
    0,
  );
  return first17 + '10X98765432'.charAt(sum % 11);
}

const id = residentId('510104', '19900307', '123');

describe('personal data in a public field', () => {
  const refused: Readonly<Record<string, string>> = {
    'a resident identity number': `申请人 ${id}`,
    'one that ends in a small x': residentIdEndingInX().toLowerCase(),
    'one written in groups': `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`,
    'one in full-width digits': Array.from(id, fullWidth).join(''),
    'a mobile number': '联系电话13812345678',
    'a mobile number in groups': 'call 138 1234 5678 now',
    'a mobile number with hyphens': '138-1234-5678',
    'a mobile number with its country': '+8613812345678',
    'a mobile number in full-width digits': '１３８１２３４５６７８',
    'an e-mail address': 'write to zhang.san+x@example.com.cn',
    'an e-mail address with a full-width @': 'zhangsan＠example.com',
  };
  for (const [what, text] of Object.entries(refused)) {
    it(`is refused when it is ${what}`, () => {
      const err = refusal(() => {
        refusePersonalData({ name: 'fine', statement: text });
      });

      expect(err).to.deep.include({
        code: 'PERSONAL_DATA_REFUSED',
        params: { field: 'statement' },
      });
      expect(err.message).not.to.contain(text);
    });
  }

  const taken: Readonly<Record<string, string>> = {
    'a digest': sha256Hex('x'),
    'a digest of digits alone': '13812345678'.repeat(6).slice(0, 64),
    'a number with a wrong check digit': id.slice(0, 17) + (id.endsWith('1') ? '2' : '1'),
    'a number with no date of birth in it': '510104999913321230',
    'milliseconds since 1970': '1767225600000',
    'a date and a time': '2026-01-31 13:45:00',
    'a landline number': '028-86661234',
    'a number of twelve digits': '138123456789',
    'a case number': '（2026）川0191民初1234号',
    'an @ that is no address': 'price @ 5',
    nothing: '',
  };
  for (const [what, text] of Object.entries(taken)) {
    it(`is not seen in ${what}`, () => {
      refusePersonalData({ text, absent: undefined });
    });
  }

  it('is not seen in the code or name of any party of the fixtures', () => {
    const parties = JSON.parse(
      readFileSync(new URL('../../fixtures/parties.json', import.meta.url), 'utf8'),
    ) as { name: string; uscc: string }[];

    for (const { name, uscc } of parties) refusePersonalData({ uscc, name });
  });

  it('is not seen in any digest', () => {
    fc.assert(
      fc.property(fc.integer(), () => {
        refusePersonalData({ digest: `sha256:${randomBytes(32).toString('hex')}` });
      }),
    );
  });

  it('is not seen in an id that ends in a UUID', () => {
    refusePersonalData({ id: '7d9c1f8e-4b1a-4c55-9b1e-a13812345678' });
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        // Twelve digits and no letter happen once in 280 UUIDs; they are no number of eleven.
        refusePersonalData({ id: `ev-${uuid}` });
      }),
      { numRuns: 2000 },
    );
  });

  it('is seen in every resident identity number, wherever it stands', () => {
    const date = fc
      .date({
        min: new Date('1920-01-01'),
        max: new Date('2025-12-31'),
        noInvalidDate: true,
      })
      .map((d) => d.toISOString().slice(0, 10).replaceAll('-', ''));
    const region = fc.integer({ min: 110000, max: 829999 }).map(String);
    const order = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0'));
    fc.assert(
      fc.property(region, date, order, (r, d, o) => {
        const text = `身份证${residentId(r, d, o)}号`;
        expect(
          refusal(() => {
            refusePersonalData({ text });
          }).code,
        ).to.equal('PERSONAL_DATA_REFUSED');
      }),
    );
  });
});

function fullWidth(c: string): string {
  return String.fromCharCode(c.charCodeAt(0) + 0xfee0);
}

function residentIdEndingInX(): string {
  for (let order = 100; ; order += 1) {
    const text = residentId('510104', '19900307', String(order));
    if (text.endsWith('X')) return text;
  }
}
