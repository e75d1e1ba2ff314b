import { readFileSync } from 'node:fs';
import {
  isUscc,
  organizationCheckCharacter,
  requireUscc,
  usccCheckCharacter,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { refusal } from '../support/refusal.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const EVERYTHING = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const parties = JSON.parse(
  readFileSync(new URL('../../fixtures/parties.json', import.meta.url), 'utf8'),
) as { id: string; uscc: string }[];

describe('unified social credit code', () => {
  for (const { id, uscc } of parties) {
    it(`accepts the code of ${id}`, () => {
      expect(requireUscc(uscc)).to.equal(uscc);
    });
  }

  it('accepts codes of well-known organisations', () => {
    // As printed on their own public pages; none of ours computed them.
    for (const uscc of ['914403001922038216', '91440300708461136T', '91330100799655058B']) {
      expect(isUscc(uscc), uscc).to.equal(true);
    }
  });

  it('catches every change of a single character', () => {
    const passed = parties.flatMap(({ uscc }) =>
      Array.from(uscc).flatMap((old, place) =>
        Array.from(EVERYTHING)
          .filter((c) => c !== old)
          .map((c) => uscc.slice(0, place) + c + uscc.slice(place + 1))
          .filter((changed) => isUscc(changed)),
      ),
    );

    expect(passed).to.deep.equal([]);
  });

  it('catches every swap of two neighbours that differ', () => {
    const missed = parties.flatMap(({ uscc }) =>
      Array.from(uscc.slice(0, 17)).flatMap((a, i) => {
        const b = uscc.charAt(i + 1);
        const swapped = uscc.slice(0, i) + b + a + uscc.slice(i + 2);
        return a !== b && isUscc(swapped) ? [swapped] : [];
      }),
    );

    expect(missed).to.deep.equal([]);
  });

  it('holds for whatever the two check characters are computed for', () => {
    const text = (length: number): fc.Arbitrary<string> =>
      fc
        .array(fc.constantFrom(...Array.from(ALPHABET)), { minLength: length, maxLength: length })
        .map((c) => c.join(''));
    const digits = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'));
    fc.assert(
      fc.property(text(2), digits, text(8), (kind, region, organization) => {
        const first17 = kind + region + organization + organizationCheckCharacter(organization);
        return isUscc(first17 + usccCheckCharacter(first17));
      }),
    );
  });

  it('names the check character that is wrong and never repeats the text', () => {
    const organization = refusal(() => requireUscc('91510100MA7DEM0176'));
    const code = refusal(() => requireUscc('91510100MA7DEM0167'));

    expect(organization).to.deep.include({
      code: 'USCC_INVALID',
      params: { part: 'ORGANIZATION' },
    });
    expect(code).to.deep.include({ code: 'USCC_INVALID', params: { part: 'CODE' } });
    expect(code.message).not.to.contain('91510100');
  });

  for (const text of ['', '91510100MA7DEM016', '91510100ma7dem0166', '91510100MA7DEM0166 ']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(isUscc(text)).to.equal(false);
    });
  }
});
