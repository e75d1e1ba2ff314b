import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicData } from '@shuquan/gateway/demo/public-data';
import { APPLICANT } from '@shuquan/gateway/demo/registration-desk';
import { differenceOf, type StepResult } from '@shuquan/gateway/demo/scenario';
import { ReadModel } from '@shuquan/gateway/index/model';
import { expect } from 'chai';
import { Level } from 'level';
import { PlayedScenario } from '../support/played-scenario.js';

describe('scenario public-data on the embedded ledger', function () {
  this.timeout(120_000);
  const played = PlayedScenario.inSuite(publicData);
  const step = (name: string): StepResult | undefined => played.step(name);

  it('holds in every step', () => {
    played.holds();
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
      const { ledger } = played.opened;
      const { height } = await ledger.info();
      const seen: Uint8Array[] = [];
      for await (const { number, bytes } of ledger.blocks(0n, AbortSignal.timeout(60_000))) {
        seen.push(bytes);
        if (number + 1n === height) break;
      }
      const blocks = Buffer.concat(seen);

      expect(blocks.includes(agreement())).to.equal(true);
      expect(standsIn(blocks)).to.deep.equal([]);
    });

    it('stands in no row of the index', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
      const { ledger } = played.opened;
      const options = { dir, ledger, chaincode: 'shuquan', log: played.log as never };
      const model = await ReadModel.open(options);
      await model.reach(Number((await ledger.info()).height), 60_000);
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
      const told = Buffer.from(played.told.join('\n'));

      expect(told.includes('AGREEMENT_ITEM_MISSING')).to.equal(true);
      expect(standsIn(told)).to.deep.equal([]);
    });
  });

  it('plays again on the same ledger, step for step', async () => {
    expect(differenceOf(played.results, await played.again())).to.equal(undefined);
  });
});
