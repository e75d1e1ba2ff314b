import type { Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { plantAgreement } from '../../support/operation-plants.js';
import { actedAt, filedAgreement } from '../../support/operation-records.js';
import { unique } from '../../support/founded.js';
import { OPERATOR, UTILITY } from '../../support/parties.js';
import { allRightsTo, type InitialForm, quietForm } from '../../support/register-samples.js';
import { privateContact } from '../../support/register-samples.js';
import { ResourceDesk } from '../../support/resource-desk.js';
import { resourceForm, resourceRevocation } from '../../support/resource-forms.js';
import { without } from '../../support/without.js';
import { refusal } from '../register/applying.js';
import type { Use } from '../suite.js';
import { agreed, operated, termAt } from './agreements.js';

type Right = Input<'register:right'>['id'];
const ARTICLE = 'NATIONAL_2026/15(2)';

/** A product of the operator’s, as it is registered as data property. */
export const product = (asset: string, publicCode: string, over = {}): InitialForm =>
  quietForm(asset, {
    ...{ origin: 'PUBLIC_AUTHORISED', publicCode, allocation: allRightsTo(OPERATOR) },
    ...over,
  });

/** Registered as a public data resource first, and as data property only then. */
export function products(use: Use): void {
  const refuse = (form: InitialForm, as = 'operator'): Promise<string> =>
    refusal(use, form, { as });
  async function coded(agreement?: string): Promise<{ asset: string; code: string }> {
    const asset = unique('ds');
    const form = operated(asset, agreement ?? (await agreed(use)));
    const { lookupCode } = await new ResourceDesk(use()).coded(form, { as: 'operator' });
    return { asset, code: lookupCode };
  }
  const right = async (id: Right): Promise<{ status: string; until?: string; codes: string[] }> => {
    const { state } = await use().ask('register:right', { id }, 'bank');
    const { status, until, reasons } = state;
    const codes = reasons.map(({ code }) => code);
    return { status, ...(until === undefined ? {} : { until }), codes };
  };

  it('needs its code, and one that this ledger knows', async () => {
    const [asset, code] = [unique('ds'), `PUBLIC_CODE_REQUIRED ${ARTICLE}`];

    const none = without(product(asset, ''), 'publicCode');
    expect(await refuse(none)).to.equal(code);
    expect(await refuse(product(asset, '公共数据登记码-1'))).to.equal(code);
    expect(await refuse(product(asset, 'ZY-511-20260210-000000000000'))).to.equal(code);
  });

  it('needs a code of its own applicant, data and bytes', async () => {
    const { asset, code } = await coded();
    const { asset: another } = await coded();
    const mismatch = `PUBLIC_CODE_MISMATCH ${ARTICLE}`;
    const { digests } = quietForm(another);

    expect(await refuse(product(asset, code), 'implementer')).to.equal(mismatch);
    expect(await refuse(product(another, code))).to.equal(mismatch);
    expect(await refuse(product(asset, code, { digests }))).to.equal(mismatch);
    expect(await refuse(product(asset, code, { data: { asset, version: 2 } }))).to.equal(mismatch);
  });

  it('needs a code in force, when it is applied for and when it is deposited', async () => {
    const desk = new ResourceDesk(use());
    const { asset, code } = await coded();
    const id = unique('rc');
    await desk.approved(id, product(asset, code), { as: 'operator' });
    const given = await coded();
    await desk.updated(resourceRevocation(code), { as: 'registrar1' });

    expect(await refuse(product(asset, code))).to.equal(`PUBLIC_CODE_NOT_ACTIVE ${ARTICLE}`);
    expect(await use().code('register:deposit', { case: id }, 'registrar1')).to.equal(
      'PUBLIC_CODE_NOT_ACTIVE',
    );
    expect(given.code).to.not.equal(code);
  });

  it('is mended under the same gates', async () => {
    const desk = new ResourceDesk(use());
    const [first, second] = [await coded(), await coded()];
    const id = unique('rc');
    await desk.apply(id, product(first.asset, first.code), { as: 'operator' });
    const items = [{ field: 'form', what: '请更正' }];
    await desk.act('acceptance:correct', { case: id, items, workingDays: 5 }, 'registrar1');
    const mend = (publicCode: string): Promise<string> => {
      const input = { case: id, form: product(first.asset, publicCode) };
      return use().code('acceptance:supplement', input, 'operator', {
        transient: privateContact(),
      });
    };

    expect(await mend(second.code)).to.equal('PUBLIC_CODE_MISMATCH');
    await desk.updated(resourceRevocation(first.code), { as: 'registrar1' });
    expect(await mend(first.code)).to.equal('PUBLIC_CODE_NOT_ACTIVE');
  });

  it('gets rights that end with the agreement, cite the code, and rest with it', async () => {
    const desk = new ResourceDesk(use());
    const agreement = await agreed(use);
    const { asset, code } = await coded(agreement);
    const { rights, lastValidDay } = await desk.certified(unique('rc'), product(asset, code), {
      as: 'operator',
    });
    const { to } = termAt(use);
    expect(lastValidDay).to.equal(to);
    const [hold = '', , operate = ''] = rights;
    const entry = await use().ask('register:right', { id: operate }, 'bank');
    expect(entry.right).to.deep.include({ publicCode: code, limit: to });
    expect(await right(operate)).to.deep.equal({
      ...{ status: 'ACTIVE', until: to, codes: ['REGISTERED'] },
    });

    const at = desk.stage.bench.now().toISOString();
    const suspensions = [{ reasons: '整改', ...actedAt(at) }];
    await plantAgreement(
      use().bench,
      filedAgreement({ id: agreement, term: termAt(use), suspensions }),
    );
    await desk.time();
    for (const id of [hold, operate]) {
      expect(await right(id)).to.deep.include({
        ...{ status: 'SUSPENDED', codes: ['PUBLIC_CODE_SUSPENDED'] },
      });
    }
    await plantAgreement(use().bench, filedAgreement({ id: agreement, term: termAt(use) }));
    await desk.updated(resourceRevocation(code), { as: 'registrar1' });
    expect(await right(operate)).to.deep.include({
      ...{ status: 'SUSPENDED', codes: ['PUBLIC_CODE_REVOKED'] },
    });
  });

  it('keeps raw government data out whatever code it has, and lets a utility’s in', async () => {
    const desk = new ResourceDesk(use());
    const asset = unique('ds');
    const { lookupCode } = await desk.coded(resourceForm(asset));
    const raw = product(asset, lookupCode, { origin: 'GOVERNMENT_DUTY' });

    expect(await refuse(raw, 'implementer')).to.equal(
      'NOT_REGISTRABLE_GOV_RAW NATIONAL_2026/15(1)',
    );
    const own = quietForm(unique('ds'), {
      ...{ origin: 'UTILITY_OPERATION', allocation: allRightsTo(UTILITY) },
    });
    const { rights } = await desk.certified(unique('rc'), own, { as: 'utility' });
    expect(rights).to.have.length(3);
  });
}
