import { endOfDay, shanghaiDate } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { plantAgreement } from '../../support/operation-plants.js';
import { actedAt, filedAgreement } from '../../support/operation-records.js';
import { unique } from '../../support/founded.js';
import { HOLDER_A } from '../../support/parties.js';
import { type Form, privateContact } from '../../support/register-samples.js';
import { PUBLIC, QUICK, ResourceDesk } from '../../support/resource-desk.js';
import { resourceCancellation, resourceRevocation } from '../../support/resource-forms.js';
import { skip, type Use } from '../suite.js';
import { agreed, operated, termAt } from './agreements.js';

/** A supplement is held against everything that an application is. */
export function supplements(use: Use): void {
  /** A case whose applicant was told what it lacks. */
  async function told(desk: ResourceDesk, form: Form, as: string, office = QUICK): Promise<string> {
    const id = unique('rc');
    await desk.apply(id, form, { as, profile: office.profile });
    const items = [{ field: 'form', what: '请更正' }];
    await desk.act('acceptance:correct', { case: id, items, workingDays: 20 }, office.by);
    return id;
  }

  const mend = (id: string, form: Form, as: string): Promise<string> =>
    use().code('acceptance:supplement', { case: id, form }, as, { transient: privateContact() });

  it('stays within its agreement', async () => {
    const desk = new ResourceDesk(use());
    const [agreement, asset] = [await agreed(use), unique('ds')];
    const form = operated(asset, agreement);
    await desk.deposit(form, 'operator');
    const id = await told(desk, form, 'operator', PUBLIC);
    const mended = (over: object): Promise<string> => mend(id, { ...form, ...over }, 'operator');
    const strangers = await agreed(use, { operator: HOLDER_A });

    expect(await mended({ agreement: 'AGR-NONE' })).to.equal('AGREEMENT_NOT_FOUND');
    expect(await mended({ agreement: strangers })).to.equal('AGREEMENT_NOT_PARTY');
    expect(await mended({ catalogNos: ['CD-GS-0009'] })).to.equal('AGREEMENT_SCOPE_EXCEEDED');
    const terminated = { reasons: '违约', ...actedAt('2026-02-01T00:00:00.000Z') };
    await plantAgreement(
      use().bench,
      filedAgreement({ id: agreement, term: termAt(use), terminated }),
    );
    await desk.time();
    expect(await mended({})).to.equal('AGREEMENT_NOT_ACTIVE');
  });

  it('is of the same registration, on a ground of the rule', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode } = await desk.coded();
    const { lookupCode: another } = await desk.coded();
    const id = await told(desk, resourceCancellation(lookupCode), 'implementer');
    const mended = (form: Form): Promise<string> => mend(id, form, 'implementer');

    expect(await mended(resourceCancellation(another))).to.equal('INPUT_INVALID');
    expect(await mended(resourceCancellation(lookupCode, 'WHIM'))).to.equal('GROUND_UNKNOWN');
    expect(await mended(resourceCancellation(lookupCode, 'EXPIRED'))).to.equal(
      'RESOURCE_NOT_LAPSED',
    );
    await desk.updated(resourceRevocation(lookupCode), { as: 'registrar1' });
    expect(await mended(resourceCancellation(lookupCode))).to.equal('RESOURCE_NOT_ACTIVE');
  });

  it('comes too late once the registration lapsed', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new ResourceDesk(use());
    const to = shanghaiDate(new Date(desk.stage.bench.now().getTime() + 86_400_000).toISOString());
    const agreement = await agreed(use, { term: { from: '2026-01-01', to } });
    const { lookupCode } = await desk.coded(operated(unique('ds'), agreement), { as: 'operator' });
    const id = await told(desk, resourceCancellation(lookupCode), 'operator');
    await desk.goTo(endOfDay(to));

    expect(await mend(id, resourceCancellation(lookupCode), 'operator')).to.equal(
      'RESOURCE_LAPSED',
    );
  });
}
