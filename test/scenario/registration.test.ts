import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registration } from '@shuquan/gateway/demo/registration';
import { runScenario } from '@shuquan/gateway/demo/run';
import { differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { type OpenedLedger, openLedger } from '@shuquan/gateway/ledger/open';
import { expect } from 'chai';

describe('scenario registration on the embedded ledger', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-demo-'));
  let opened: OpenedLedger;
  let results: StepResult[];
  const step = (name: string): StepResult | undefined => results.find((r) => r.step === name);
  const play = (): Promise<StepResult[]> => {
    const audience = { before: () => undefined, after: () => undefined };
    return runScenario(registration, opened, { audience, intervalMs: 1000 });
  };

  before(async () => {
    opened = await openLedger({ ledger: 'embedded', dataDir, networkDir: dataDir });
    results = await play();
  });
  after(async () => {
    await opened.ledger.close();
    rmSync(dataDir, { recursive: true });
  });

  it('holds in every step', () => {
    expect(results.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(results.map((r) => r.step)).to.deep.equal(registration.steps.map((s) => s.step));
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
    expect(differenceOf(results, await play())).to.equal(undefined);
  });
});
