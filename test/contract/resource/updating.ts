import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { IMPLEMENTING_BODY } from '../../support/parties.js';
import { changed } from '../../support/register-forms.js';
import type { Form } from '../../support/register-samples.js';
import { QUICK, ResourceDesk } from '../../support/resource-desk.js';
import {
  resourceCancellation,
  resourceChange,
  resourceCorrection,
  resourceForm,
  resourceRenewal,
  resourceRevocation,
} from '../../support/resource-forms.js';
import { refusal } from '../register/applying.js';
import type { Use } from '../suite.js';

const NOBODY = 'ZY-511-20260210-000000000000';
const PROOF = 'a'.repeat(64);
const other = '企业登记信息（更新）';
const before = resourceForm('any').description.name;
const renamed = changed('name', before, other);

/** Change, correction, renewal, cancellation and revocation. */
export function updating(use: Use): void {
  const refuse = (form: Form, as = 'implementer'): Promise<string> =>
    refusal(use, form, { as, office: QUICK });

  it('is of a registration that is there, and its holder’s', async () => {
    const { lookupCode } = await new ResourceDesk(use()).coded();

    expect(await refuse(resourceRenewal(NOBODY))).to.equal('RESOURCE_NOT_FOUND');
    for (const form of [resourceChange(lookupCode, renamed), resourceCancellation(lookupCode)]) {
      expect(await refuse(form, 'holder-b')).to.match(/^RESOURCE_NOT_HELD /);
    }
    expect(await refuse(resourceRevocation(lookupCode))).to.equal(
      'CALLER_FORBIDDEN PUBLIC_2025/26号/撤销',
    );
  });

  it('changes what describes the data, from then on and not before', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode } = await desk.coded();
    const then = desk.stage.bench.now().toISOString();

    const made = await desk.updated(resourceChange(lookupCode, renamed));

    expect(made.entries.map(({ kind }) => kind)).to.deep.equal(['CHANGED']);
    expect((await desk.resource(lookupCode)).description.name).to.equal(other);
    expect((await desk.resource(lookupCode, then)).description.name).to.equal(before);
    expect(await refuse(resourceChange(lookupCode, renamed))).to.equal('CHANGE_STALE');
    const holder = [{ field: 'holder' as const, before: '-', after: '-' }];
    expect(await refuse(resourceChange(lookupCode, holder))).to.equal(
      'CHANGE_NOT_ALLOWED PUBLIC_2025/26号/变更',
    );
  });

  it('carries a change out against what is registered by then', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode } = await desk.coded();
    const [first, second] = [unique('rc'), unique('rc')];
    for (const id of [first, second]) {
      const how = { office: QUICK, as: 'implementer' };
      await desk.approved(id, resourceChange(lookupCode, renamed), how);
    }
    await desk.act('resource:update', { case: first }, 'registrar1');

    expect(await use().code('resource:update', { case: second }, 'registrar2')).to.equal(
      'CALLER_FORBIDDEN',
    );
    expect(await use().code('resource:update', { case: second }, 'registrar1')).to.equal(
      'CHANGE_STALE',
    );
  });

  it('corrects on an interested party’s word with the holder’s consent, or on proof', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode } = await desk.coded();
    const asked = unique('rc');
    const form = resourceCorrection(lookupCode, renamed);
    await desk.apply(asked, form, { as: 'holder-b', profile: QUICK.profile });

    expect((await desk.view(asked)).state).to.deep.include({
      ...{ status: 'AWAITING_CONSENT', consentsMissing: [IMPLEMENTING_BODY] },
    });
    const waits = await use().code('acceptance:accept', { case: asked }, 'registrar1');
    expect(waits).to.equal('CASE_STATE_FORBIDS');
    const consented = await desk.updated(form, { as: 'holder-d', consents: ['implementer'] });
    expect(consented.entries.at(-1)?.kind).to.equal('CORRECTED');
    const proved = resourceCorrection(lookupCode, changed('name', other, before), PROOF);
    const made = await desk.updated(proved, { as: 'holder-b' });
    expect(made.entries.map(({ kind }) => kind)).to.deep.equal(['CORRECTED', 'CORRECTED']);
  });

  it('cancels on a ground of the rule, by holder or registrar, and once', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode } = await desk.coded();

    expect(await refuse(resourceCancellation(lookupCode, 'WHIM'))).to.equal('GROUND_UNKNOWN');
    expect(await refuse(resourceCancellation(lookupCode, 'EXPIRED'))).to.match(
      /^RESOURCE_NOT_LAPSED /,
    );
    const id = unique('rc');
    await desk.updated(resourceCancellation(lookupCode, 'LOST'), { as: 'registrar1', id });
    const { record } = await desk.view(id);
    expect(record.clocks.DECISION).to.deep.include({
      ...{ article: 'PUBLIC_2025/26号/注销', period: { count: 10, unit: 'WORKING_DAY' } },
    });
    const { state } = await desk.resource(lookupCode);
    expect([state.status, state.reasons[0]?.code]).to.deep.equal(['CANCELLED', 'CANCELLED']);
    for (const form of [
      resourceCancellation(lookupCode),
      resourceCancellation(lookupCode, 'EXPIRED'),
      resourceChange(lookupCode, renamed),
    ]) {
      expect(await refuse(form)).to.match(/^RESOURCE_NOT_ACTIVE /);
    }
  });

  it('takes a waiver from the holder alone', async () => {
    const { lookupCode } = await new ResourceDesk(use()).coded();

    expect(await refuse(resourceCancellation(lookupCode, 'WAIVED'), 'registrar1')).to.equal(
      'CALLER_FORBIDDEN PUBLIC_2025/26号/注销',
    );
  });

  it('carries nothing out on what ended since', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode } = await desk.coded();
    const id = unique('rc');
    const how = { office: QUICK, as: 'implementer' };
    await desk.approved(id, resourceChange(lookupCode, renamed), how);
    await desk.updated(resourceRevocation(lookupCode), { as: 'registrar1' });

    expect(await use().code('resource:update', { case: id }, 'registrar1')).to.equal(
      'RESOURCE_NOT_ACTIVE',
    );
  });

  for (const ground of ['CONCEALMENT', 'TAMPERING', 'MISUSE']) {
    it(`revokes for ${ground.toLowerCase()}, ex officio`, async () => {
      const desk = new ResourceDesk(use());
      const { lookupCode } = await desk.coded();

      await desk.updated(resourceRevocation(lookupCode, ground), { as: 'registrar1' });

      expect((await desk.resource(lookupCode)).state.status).to.equal('REVOKED');
    });
  }

  it('revokes on no other ground', async () => {
    const { lookupCode } = await new ResourceDesk(use()).coded();

    expect(await refuse(resourceRevocation(lookupCode, 'WHIM'), 'registrar1')).to.equal(
      'GROUND_UNKNOWN',
    );
  });
}
