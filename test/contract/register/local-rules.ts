import { expect } from 'chai';
import { depositInput, unique } from '../../support/founded.js';
import { HOLDER_B, HOLDER_D } from '../../support/parties.js';
import {
  cancellation,
  licence,
  revocation,
  transfer,
  trust,
} from '../../support/register-forms.js';
import { quietForm } from '../../support/register-samples.js';
import { type Certificate, LOCAL, Registrar } from '../../support/registrar.js';
import type { Use } from '../suite.js';

/** The same engine under another city’s rules: other clocks, another moment, other case types. */
export function localRules(use: Use): void {
  const office = LOCAL;

  async function registered(desk: Registrar): Promise<Certificate> {
    const form = quietForm(unique('ds'));
    const evidence = depositInput({ digests: form.digests });
    await use().submit('evidence:deposit', evidence, 'holder-a');
    return desk.certified(unique('rc'), { ...form, evidence: evidence.id }, { office });
  }

  it('registers with the deposit itself, without any receipt', async () => {
    const desk = new Registrar(use());
    const made = await registered(desk);

    const { registration } = await use().ask('register:registration', { case: made.case }, 'bank');
    expect(registration).not.to.have.property('receipt');
    const { record } = await desk.view(made.case);
    const deposited = record.steps.find(({ kind }) => kind === 'DEPOSITED');
    expect(registration.registeredAt).to.equal(deposited?.at);
    expect(made.profile.id).to.equal('LOCAL_SZ_2023');
    const [year, ...rest] = registration.registeredAt.slice(0, 10).split('-');
    expect(made.lastValidDay.slice(0, 4)).to.equal(String(Number(year) + 3));
    expect(rest).to.have.length(2);
    const receipt = { id: unique('NDR').toUpperCase(), time: registration.registeredAt };
    const input = { case: made.case, receipt: { ...receipt, recordDigest: made.recordDigest } };
    expect(await use().code('register:receipt', input, 'registrar1')).to.equal(
      'CASE_STATE_FORBIDS',
    );
  });

  it('knows trust and licence, transfer without a notice, and revocation', async () => {
    const desk = new Registrar(use());
    const { rights, no } = await registered(desk);
    const [hold = '', use1 = '', operate = ''] = rights;
    const toB = { office, consents: ['holder-b'] };

    const held = await desk.certified(unique('rc'), trust({ rights: [hold], to: HOLDER_B }), toB);
    const used = await desk.certified(unique('rc'), licence({ rights: [use1], to: HOLDER_B }), toB);
    const sold = await desk.certified(unique('rc'), transfer({ rights: [operate], to: HOLDER_D }), {
      ...{ office, consents: ['holder-d'] },
    });

    expect([held, used, sold].map(({ type }) => type)).to.deep.equal([
      ...['TRUST', 'LICENSE', 'TRANSFER'],
    ]);
    await desk.registered(unique('rc'), cancellation(no, ['USE']), { office });
    await desk.registered(unique('rc'), revocation(no), { office, as: 'registrar1' });
    const { rights: views } = await use().ask('register:certificate', { no }, 'bank');
    expect(views.map(({ state }) => state.status)).to.deep.equal([
      ...['REVOKED', 'CANCELLED', 'TRANSFERRED'],
    ]);
  });
}
