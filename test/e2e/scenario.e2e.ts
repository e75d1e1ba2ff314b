import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScenario } from '@shuquan/gateway/demo/run';
import { differenceOf, type Scenario, type StepResult } from '@shuquan/gateway/demo/scenario';
import { scenarios } from '@shuquan/gateway/demo/scenarios';
import { adoptDevelopmentRules, foundByMembers } from '@shuquan/gateway/founding/founders';
import { type LedgerPlace, openLedger } from '@shuquan/gateway/ledger/open';
import { expect } from 'chai';
import { skip } from '../contract/suite.js';
import { sharedChannel } from '../support/channel.js';
import { fabricBinaries } from '../support/network.js';

const audience = { before: () => undefined, after: () => undefined };

async function playOn(place: LedgerPlace, scenario: Scenario): Promise<StepResult[]> {
  const opened = await openLedger(place);
  try {
    const { channel, people } = opened;
    const founders = { people: [...people.values()], organizations: opened.organizations };
    await foundByMembers(opened.ledger, founders, { channel, purpose: 'TEST' });
    await adoptDevelopmentRules(opened.ledger, founders, new Date().getFullYear());
    return await runScenario(scenario, opened, { audience, intervalMs: 1500, alone: true });
  } finally {
    await opened.ledger.close();
  }
}

describe('scenario on both ledgers', function () {
  this.timeout(300_000);
  let networkDir = '';
  let dataDir = '';

  before(async function () {
    if (fabricBinaries() === undefined) skip(this, 'there are no Fabric binaries');
    networkDir = (await sharedChannel())?.plan.dataDir ?? '';
    dataDir = mkdtempSync(join(tmpdir(), 'shuquan-scenario-'));
  });
  after(() => {
    if (dataDir !== '') rmSync(dataDir, { recursive: true });
  });

  for (const scenario of scenarios) {
    it(`${scenario.name} holds on each, step for step the same`, async () => {
      const embedded = await playOn({ ledger: 'embedded', dataDir, networkDir }, scenario);
      const fabric = await playOn({ ledger: 'fabric', dataDir, networkDir }, scenario);

      const answer = fabric.find(({ step }) => step === 'answer');
      expect(fabric.filter(({ ok }) => !ok)).to.deep.equal([]);
      expect(differenceOf(embedded, fabric)).to.equal(undefined);
      expect(answer).to.include({ verdict: 'VALID', independent: 3 });
    });
  }
});
