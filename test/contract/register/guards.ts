import type { Name } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { HOLDER_B } from '../../support/parties.js';
import { transfer } from '../../support/register-forms.js';
import { quietForm } from '../../support/register-samples.js';
import { Registrar } from '../../support/registrar.js';
import type { Use } from '../suite.js';
import { divided } from './effects.js';
import { monthNow } from './serials.js';

const [REGISTRY, AUTHORITY, COURT] = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];
const REFUSED = 'ENDORSEMENT_POLICY_FAILURE';

/** Endorsed by two organisations, and yet not by those a key wants. */
export function guards(use: Use): void {
  const code = async (name: Name, input: object, endorsers: string[]): Promise<string> => {
    const { ledger } = use().bench;
    await use().witness();
    const as = use().bench.as('registrar1');
    try {
      await ledger.submit(name as never, input as never, as, { endorsers });
    } catch (err) {
      return (err as { code?: string }).code ?? 'NONE';
    }
    return 'OK';
  };

  it('disposes of no right without the court, or without the registrar’s organisation', async () => {
    const desk = new Registrar(use());
    const { rights } = await divided(desk);
    const id = unique('rc');
    await desk.approved(id, transfer({ rights, to: HOLDER_B }), { consents: ['holder-b'] });

    for (const endorsers of [
      [REGISTRY, AUTHORITY],
      [AUTHORITY, COURT],
    ]) {
      expect(await code('register:deposit', { case: id }, endorsers)).to.equal(REFUSED);
      expect((await desk.view(id)).state.status).to.equal('APPROVED');
    }
    expect(await code('register:deposit', { case: id }, [REGISTRY, COURT])).to.equal('OK');
  });

  it('numbers nothing without the registrar’s organisation', async () => {
    const desk = new Registrar(use());
    // The head of the month is there, and so is its guard.
    await desk.certified(unique('rc'), quietForm(unique('ds')));
    const id = unique('rc');
    await desk.registered(id, quietForm(unique('ds')));
    const voided = { month: monthNow(desk), count: 1, reason: '测试' };

    expect(await code('register:certify', { cases: [id] }, [AUTHORITY, COURT])).to.equal(REFUSED);
    expect(await code('register:voidSerials', voided, [AUTHORITY, COURT])).to.equal(REFUSED);
    expect((await desk.view(id)).state.status).to.equal('REGISTERED');
    expect(await code('register:certify', { cases: [id] }, [REGISTRY, AUTHORITY])).to.equal('OK');
  });
}
