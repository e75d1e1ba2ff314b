import { registration } from '@shuquan/gateway/demo/registration';
import { differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { expect } from 'chai';
import { PlayedScenario } from '../support/played-scenario.js';

describe('scenario registration on the embedded ledger', function () {
  this.timeout(120_000);
  const played = PlayedScenario.inSuite(registration);
  const step = (name: string): StepResult | undefined => played.step(name);

  it('holds in every step', () => {
    played.holds();
  });

  it('gives no certificate before the receipt, and none for a wrong one', () => {
    expect(step('register')).to.include({ early: 'RECEIPT_MISSING', wrong: 'ROOT_MISMATCH' });
  });

  it('flags the same data at another registrar, with a pointer to the certificate', () => {
    expect(step('repeated')?.['flag']).to.include({
      code: 'REPEAT_REGISTRATION',
      certificate: step('register')?.['certificate'],
    });
  });

  it('lets a second holder of the same right stand beside the first', () => {
    expect(step('concurrent')?.['holders']).to.have.length(2);
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });
});
