import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOfDay } from '@shuquan/chaincode/model';
import { ReadModel } from '@shuquan/gateway/index/model';
import { Queries } from '@shuquan/gateway/index/queries';
import { silent } from '@shuquan/gateway/witness/log';
import { expect } from 'chai';
import { embeddedBench } from '../support/bench.js';
import { ResourceDesk } from '../support/resource-desk.js';
import { resourceRevocation } from '../support/resource-forms.js';
import { Stage } from '../support/stage.js';

describe('rows of public data resources', function () {
  this.timeout(120_000);

  it('give every registration the status that the ledger gives, without a new block', async () => {
    const bench = await embeddedBench();
    const dir = mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
    const desk = new ResourceDesk(new Stage(bench));
    const standing = await desk.coded();
    const revoked = await desk.coded();
    await desk.updated(resourceRevocation(revoked.lookupCode), { as: 'registrar1' });
    const options = { dir, ledger: bench.ledger, chaincode: 'shuquan', log: silent as never };
    const model = await ReadModel.open(options);
    try {
      await model.reach(Number((await bench.ledger.info()).height), 30_000);
      const { resources } = new Queries(model);
      const statuses = async (asOf: string): Promise<Record<string, string>> => {
        const asked = { asOf, knownAt: bench.now().toISOString() };
        const { items } = await resources.list(asked, { limit: 10, after: undefined });
        return Object.fromEntries(items.map(({ lookupCode, status }) => [lookupCode, status]));
      };

      expect(await statuses(bench.now().toISOString())).to.deep.equal({
        [standing.lookupCode]: 'ACTIVE',
        [revoked.lookupCode]: 'REVOKED',
      });
      expect(await statuses(endOfDay(standing.lastValidDay))).to.deep.equal({
        [standing.lookupCode]: 'LAPSED',
        [revoked.lookupCode]: 'REVOKED',
      });
    } finally {
      await model.close();
      await bench.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
