import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicData } from '@shuquan/gateway/demo/public-data';
import { APPLICANT } from '@shuquan/gateway/demo/registration-desk';
import { runScenario } from '@shuquan/gateway/demo/run';
import { type Audience, differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { ReadModel } from '@shuquan/gateway/index/model';
import { type OpenedLedger, openLedger } from '@shuquan/gateway/ledger/open';
import { expect } from 'chai';
import { Level } from 'level';

describe('scenario public-data on the embedded ledger', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-demo-'));
  let opened: OpenedLedger;
  let results: StepResult[];
  const lines: string[] = [];
  const note = (...said: unknown[]): void => {
    lines.push(JSON.stringify(said));
  };
  const recorder = { debug: note, info: note, warn: note, error: note };
  const step = (name: string): StepResult | undefined => results.find((r) => r.step === name);
  const play = (): Promise<StepResult[]> => {
    const audience: Audience = {
      before: () => undefined,
      after: (_result, report) => lines.push(...report.lines),
    };
    return runScenario(publicData, opened, { audience, log: recorder, intervalMs: 1000 });
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

  describe('who applied', () => {
    // Its name is what the notice publishes.
    const personal = Object.entries(APPLICANT).flatMap(([field, value]) =>
      ['type', 'name'].includes(field) ? [] : [value],
    );
    const standsIn = (text: Buffer): string[] => personal.filter((value) => text.includes(value));
    const agreement = (): string => String(step('agreement')?.['agreement']);

    it('stands in no block', async () => {
      const { height } = await opened.ledger.info();
      const seen: Uint8Array[] = [];
      for await (const { number, bytes } of opened.ledger.blocks(0n, AbortSignal.timeout(60_000))) {
        seen.push(bytes);
        if (number + 1n === height) break;
      }
      const blocks = Buffer.concat(seen);

      expect(blocks.includes(agreement())).to.equal(true);
      expect(standsIn(blocks)).to.deep.equal([]);
    });

    it('stands in no row of the index', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
      const options = { dir, ledger: opened.ledger, chaincode: 'shuquan', log: recorder as never };
      const model = await ReadModel.open(options);
      await model.reach(Number((await opened.ledger.info()).height), 60_000);
      await model.close();
      const db = new Level<string, string>(dir);
      let rows = '';
      for await (const [key, value] of db.iterator()) rows += `${key} ${value}\n`;
      await db.close();
      rmSync(dir, { recursive: true });

      expect(rows).to.include(agreement());
      expect(standsIn(Buffer.from(rows))).to.deep.equal([]);
    });

    it('stands in no line that was told or logged, refusals included', () => {
      const told = Buffer.from([...lines, JSON.stringify(results)].join('\n'));

      expect(told.includes('AGREEMENT_ITEM_MISSING')).to.equal(true);
      expect(standsIn(told)).to.deep.equal([]);
    });
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(results, await play())).to.equal(undefined);
  });
});
