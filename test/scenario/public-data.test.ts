import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicData } from '@shuquan/gateway/demo/public-data';
import { APPLICANT } from '@shuquan/gateway/demo/registration-desk';
import { runScenario } from '@shuquan/gateway/demo/run';
import { differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { type OpenedLedger, openLedger } from '@shuquan/gateway/ledger/open';
import { expect } from 'chai';

describe('scenario public-data on the embedded ledger', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-demo-'));
  let opened: OpenedLedger;
  let results: StepResult[];
  const step = (name: string): StepResult | undefined => results.find((r) => r.step === name);
  const play = (): Promise<StepResult[]> => {
    const audience = { before: () => undefined, after: () => undefined };
    return runScenario(publicData, opened, { audience, intervalMs: 1000 });
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
    expect(results.map((r) => r.step)).to.deep.equal(publicData.steps.map((s) => s.step));
  });

  it('names every refusal on the way to an agreement', () => {
    expect(Object.values(step('agreement')?.['refused'] ?? {})).to.deep.equal([
      'AGREEMENT_ITEM_MISSING',
      'TERM_EXCEEDS_5_YEARS',
      'PROVIDER_CONSENT_REQUIRED',
      'PURPOSES_REQUIRED',
    ]);
  });

  it('gives the product a code that ends with the agreement, and the right with it', () => {
    expect(step('code')?.['operatingUntil']).to.equal(step('property')?.['until']);
    expect(step('property')?.['lookupCode']).to.equal(step('code')?.['lookupCode']);
  });

  it('answers from all registers at once', () => {
    expect(step('answer')).to.include({ consistency: 'CLEAR', verdict: 'VALID' });
  });

  it('leaves nothing of who applied in any block but the name that the notice publishes', async () => {
    const { height } = await opened.ledger.info();
    const personal = Object.entries(APPLICANT).flatMap(([field, value]) =>
      ['type', 'name'].includes(field) ? [] : [value],
    );
    const seen: Buffer[] = [];
    for await (const { number, bytes } of opened.ledger.blocks(0n, AbortSignal.timeout(60_000))) {
      seen.push(Buffer.from(bytes));
      if (number + 1n === height) break;
    }
    const blocks = Buffer.concat(seen);

    expect(blocks.includes(String(step('agreement')?.['agreement']))).to.equal(true);
    for (const value of personal) expect(blocks.includes(value), value).to.equal(false);
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(results, await play())).to.equal(undefined);
  });
});
