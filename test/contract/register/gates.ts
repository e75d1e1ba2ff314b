import { rightTypes } from '@shuquan/chaincode/model';
import { shippedRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { catalogEntry, plantEntries } from '../../support/operation-plants.js';
import { HOLDER_A, REG1 } from '../../support/parties.js';
import { type Form, initialForm } from '../../support/register-samples.js';
import { LOCAL, Registrar } from '../../support/registrar.js';
import { ResourceDesk } from '../../support/resource-desk.js';
import { resourceForm } from '../../support/resource-forms.js';
import { without } from '../../support/without.js';
import type { Use } from '../suite.js';
import { refusal } from './applying.js';

const text = (length: number): string => '数'.repeat(length);
const national = shippedRules().flatMap((each) => (each.listId === 'NATIONAL_2026' ? each : []))[0];

/** The lookup code without which no product of authorised operation comes in. */
async function codeOf(use: Use, asset: string): Promise<{ publicCode: string }> {
  const desk = new ResourceDesk(use());
  const catalogNo = unique('CD-HA');
  await plantEntries(use().bench, [catalogEntry(catalogNo, { department: HOLDER_A })]);
  const form = resourceForm(asset, { catalogNos: [catalogNo] });
  const { lookupCode } = await desk.coded(form, { as: 'holder-a' });
  return { publicCode: lookupCode };
}

/** Every gate of the profile by itself, and every cell of its matrix. */
export function gates(use: Use): void {
  it('let no registrar register in its own register, in its own or another’s name', async () => {
    const form = initialForm(unique('ds'));
    const [line] = form.allocation;
    const allocation = [{ ...line, holder: REG1 }];
    const code = 'REGISTRAR_SELF_APPLICATION NATIONAL_2026/10';

    expect(await refusal(use, form, { as: 'registrar1' })).to.equal(code);
    expect(await refusal(use, { ...form, allocation })).to.equal(code);
    const give = { type: 'LICENSE', rights: [{ right: 'none' }], agreementDigest: '0'.repeat(64) };
    expect(await refusal(use, { ...give, to: REG1 })).to.equal(code);
    await new Registrar(use()).apply(unique('rc'), initialForm(unique('ds')), {
      as: 'registrar2',
    });
  });

  const limits = [
    ['name', 40],
    ['overview', 400],
  ] as const;
  for (const [field, max] of limits) {
    it(`count the ${field} in characters, and take ${max}`, async () => {
      const form = initialForm(unique('ds'));
      const described = (length: number): object => ({
        ...form,
        description: { ...form.description, [field]: text(length) },
      });

      expect(await refusal(use, described(max + 1))).to.equal(
        'FIELD_LIMIT_EXCEEDED NATIONAL_2026/Annex-1',
      );
      await new Registrar(use()).apply(unique('rc'), described(max) as Form);
    });
  }

  for (const field of ['industry', 'timeSpan', 'volume'] as const) {
    it(`ask for the ${field}`, async () => {
      const form = initialForm(unique('ds'));
      const description = without(form.description, field);

      expect(await refusal(use, { ...form, description })).to.equal(
        'FIELD_REQUIRED NATIONAL_2026/Annex-1',
      );
    });
  }

  it('ask for the deposit first where the rule does', async () => {
    expect(await refusal(use, initialForm(unique('ds')), { office: LOCAL })).to.equal(
      'EVIDENCE_REQUIRED LOCAL_SZ_2023/First',
    );
  });

  it('keep out raw government data, and products of it without their code', async () => {
    const apply = (over: object): Promise<string> =>
      refusal(use, { ...initialForm(unique('ds')), ...over }, { as: 'operator' });

    expect(await apply({ origin: 'GOVERNMENT_DUTY' })).to.equal(
      'NOT_REGISTRABLE_GOV_RAW NATIONAL_2026/15(1)',
    );
    expect(await apply({ origin: 'PUBLIC_AUTHORISED' })).to.equal(
      'PUBLIC_CODE_REQUIRED NATIONAL_2026/15(2)',
    );
  });

  it('give an entrusted processor nothing', async () => {
    const form = initialForm(unique('ds'), { origin: 'ENTRUSTED' });

    expect(await refusal(use, form, { as: 'processor-e' })).to.equal(
      'ENTRUSTED_NO_RIGHTS NATIONAL_2026/21(7)',
    );
  });

  if (national?.kind !== 'PROFILE') throw new TypeError('The national profile is not shipped.');
  const refusedBefore = ['GOVERNMENT_DUTY', 'ENTRUSTED'];
  for (const { origin, article, ...cells } of national.matrix) {
    for (const right of rightTypes) {
      if (refusedBefore.includes(origin)) continue;
      it(`say ${cells[right]} to ${right} of data of origin ${origin}`, async () => {
        const line = { holder: HOLDER_A, right, share: 'CONCURRENT' as const };
        const asset = unique('ds');
        const form = initialForm(asset, {
          ...{ origin, allocation: [line], participants: [HOLDER_A] },
          ...(origin === 'PUBLIC_AUTHORISED' ? await codeOf(use, asset) : {}),
        });

        const cell = cells[right];
        if (cell === 'YES' || cell === 'CONSENT') {
          await new Registrar(use()).apply(unique('rc'), form);
          return;
        }
        expect(await refusal(use, form)).to.equal(`RIGHT_NOT_ALLOWED_FOR_ORIGIN ${article}`);
        if (cell === 'NO') return;
        const proved = { ...form, allocation: [{ ...line, proofDigest: '0'.repeat(64) }] };
        await new Registrar(use()).apply(unique('rc'), proved);
      });
    }
  }
  for (const origin of refusedBefore) {
    for (const right of rightTypes) {
      it(`refuse ${right} of data of origin ${origin} outright`, async () => {
        const allocation = [{ holder: HOLDER_A, right, share: 'CONCURRENT' }];

        expect(await refusal(use, { ...initialForm(unique('ds')), origin, allocation })).to.match(
          /^(?:NOT_REGISTRABLE_GOV_RAW|ENTRUSTED_NO_RIGHTS) NATIONAL_2026\//,
        );
      });
    }
  }

  it('ask fused data for its participants', async () => {
    const form = initialForm(unique('ds'), { origin: 'FUSED_NO_CONTRACT' });

    expect(await refusal(use, form)).to.equal('FIELD_REQUIRED NATIONAL_2026/21(5)');
  });

  it('let registrars alone revoke, each in its own register', async () => {
    const form = {
      type: 'REVOCATION',
      ...{ certificate: 'SJ5112026010001', ground: 'FALSE_PROOF', findingsDigest: '0'.repeat(64) },
    };

    expect(await refusal(use, form)).to.equal('CALLER_FORBIDDEN NATIONAL_2026/39');
    expect(await refusal(use, form, { as: 'registrar2' })).to.equal(
      'CALLER_FORBIDDEN NATIONAL_2026/39',
    );
  });
}
