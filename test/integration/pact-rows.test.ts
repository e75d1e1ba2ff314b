import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PactFilter, PactItem } from '@shuquan/gateway/index/grants/pacts';
import { ReadModel } from '@shuquan/gateway/index/model';
import { Queries } from '@shuquan/gateway/index/queries';
import { silent } from '@shuquan/gateway/witness/log';
import { expect } from 'chai';
import { embeddedBench } from '../support/bench.js';
import { PactDesk } from '../support/pact-desk.js';
import { BANK, HOLDER_A, HOLDER_B } from '../support/parties.js';
import { Stage } from '../support/stage.js';

describe('rows of pacts', function () {
  this.timeout(120_000);

  it('give every pact, and both its grants, the status that the ledger gives', async () => {
    const bench = await embeddedBench();
    const dir = mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
    const desk = await PactDesk.open(new Stage(bench));
    const pact = await desk.agreed(await desk.offers());
    const open = await desk.proposed(await desk.offers());
    const options = { dir, ledger: bench.ledger, chaincode: 'shuquan', log: silent as never };
    const model = await ReadModel.open(options);
    try {
      const queries = new Queries(model);
      const request = { limit: 10, after: undefined };
      const instants = async (): Promise<{ asOf: string; knownAt: string }> => {
        await model.reach(Number((await bench.ledger.info()).height), 30_000);
        const now = bench.now().toISOString();
        return { asOf: now, knownAt: now };
      };
      const list = async (filter: PactFilter): Promise<PactItem[]> =>
        (await queries.pacts.list(filter, await instants(), request)).items;
      const told = async (filter: PactFilter): Promise<string[]> =>
        (await list(filter)).map(({ id, status }) => `${id} ${status}`);

      const all = [`${pact.id} ACTIVE`, `${open.id} PROPOSED`];
      expect(await told({})).to.deep.equal(all);
      expect(await told({ party: HOLDER_A })).to.deep.equal(all);
      expect(await told({ party: HOLDER_B, status: 'PROPOSED' })).to.deep.equal([all[1]]);
      expect(await told({ party: BANK })).to.deep.equal([]);

      const suspend = { id: pact.first.grant, reasons: '核查' };
      await desk.grants.act('grant:suspend', suspend, 'holder-a');

      const [item] = await list({ status: 'SUSPENDED' });
      expect(item).to.deep.include({ id: pact.id, reasons: ['GRANT_SUSPENDED'] });
      const grants = await queries.grants.list({ grantor: HOLDER_B }, await instants(), request);
      const other = grants.items.find(({ id }) => id === pact.second.grant);
      expect(other).to.deep.include({ status: 'SUSPENDED', reasons: ['PACT_SUSPENDED'] });
    } finally {
      await model.close();
      await bench.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
