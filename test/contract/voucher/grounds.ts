import { expect } from 'chai';
import { CourtDesk, document, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_A, UTILITY } from '../../support/parties.js';
import { revocation } from '../../support/register-forms.js';
import { allRightsTo, quietForm } from '../../support/register-samples.js';
import { outcome, POWER, privateData } from '../../support/voucher-desk.js';
import type { UseDesk } from '../voucher.suite.js';

/** A source unit may name the right that it provides on; the voucher stands and rests with it. */
export function grounds(use: UseDesk): void {
  async function held(holder: string, as: string): Promise<{ no: string; right: string }> {
    const desk = new CourtDesk(use().stage);
    const form = quietForm(unique('ds'), { allocation: allRightsTo(holder) });
    const { no, rights } = await desk.certified(unique('rc'), form, { as });
    return { no, right: rights[1] ?? '' };
  }

  it('rests while its source’s right is not to be used, and is good again afterwards', async () => {
    const { stage } = use();
    const desk = new CourtDesk(stage);
    const { right } = await held(UTILITY, 'utility');
    const [id, consent] = [unique('V'), await use().consent()];
    await stage.timely();
    const provision = use().provision(id, consent, { right });
    await stage.submit('voucher:provide', provision, 'utility', privateData(POWER));
    const voucher = await stage.submit('voucher:issue', use().issuance(id, consent), 'implementer');
    const status = async (): Promise<string> =>
      (await stage.ask('voucher:read', { id }, 'bank')).status;

    expect(voucher.elements[0]?.right).to.equal(right);
    expect(await status()).to.equal('ISSUED');
    const order = await desk.freeze(onRight(right), { blocks: ['DISPOSE', 'USE'] });
    expect(await status()).to.equal('SUSPENDED');
    expect(await use().refusedUse(voucher)).to.equal('VOUCHER_SUSPENDED');
    await desk.act('order:unfreeze', { id: order, on: [onRight(right)], ...document }, 'judge');
    expect(await status()).to.equal('ISSUED');
    await use().consume(voucher);
    expect(await status()).to.equal('CONSUMED');
  });

  it('is provided on a right of the source’s own that is in force', async () => {
    const { stage } = use();
    const desk = new CourtDesk(stage);
    const consent = await use().consent();
    const refuse = async (right: string): Promise<string> => {
      await stage.timely();
      const provision = use().provision(unique('V'), consent, { right });
      return outcome(stage, 'voucher:provide', provision, 'utility', privateData(POWER));
    };
    const others = await held(HOLDER_A, 'holder-a');
    const { no, right } = await held(UTILITY, 'utility');

    expect(await refuse('nothing')).to.equal('RIGHT_NOT_FOUND');
    expect(await refuse(others.right)).to.equal('RIGHT_NOT_HELD');
    const order = await desk.freeze(onRight(right), { blocks: ['DISPOSE', 'USE'] });
    expect(await refuse(right)).to.equal('ASSET_FROZEN');
    await desk.act('order:unfreeze', { id: order, on: [onRight(right)], ...document }, 'judge');
    await desk.registered(unique('rc'), revocation(no), { as: 'registrar1' });
    expect(await refuse(right)).to.equal('RIGHT_NOT_ACTIVE');
  });
}
