import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, endOfDay } from '@shuquan/chaincode/model';
import { type GrantFilter, type GrantItem } from '@shuquan/gateway/index/grants/grants';
import { ReadModel } from '@shuquan/gateway/index/model';
import { Queries } from '@shuquan/gateway/index/queries';
import { silent } from '@shuquan/gateway/witness/log';
import { expect } from 'chai';
import { embeddedBench } from '../support/bench.js';
import { BANK, CONSUMER_C, OPERATOR } from '../support/parties.js';
import { publicChain } from '../support/public-grant.js';
import { Stage } from '../support/stage.js';
import { VoucherDesk } from '../support/voucher-desk.js';

describe('rows of grants', function () {
  this.timeout(120_000);

  it('give every grant the status that the ledger gives, by whoever it concerns', async () => {
    const bench = await embeddedBench();
    const dir = mkdtempSync(join(tmpdir(), 'shuquan-rows-'));
    const { desk, right, g2, sg1 } = await publicChain(new Stage(bench));
    const options = { dir, ledger: bench.ledger, chaincode: 'shuquan', log: silent as never };
    const model = await ReadModel.open(options);
    try {
      const list = async (filter: GrantFilter, asOf?: string): Promise<GrantItem[]> => {
        await model.reach(Number((await bench.ledger.info()).height), 30_000);
        const now = bench.now().toISOString();
        const instants = { asOf: asOf ?? now, knownAt: asOf ?? now };
        const request = { limit: 10, after: undefined };
        return (await new Queries(model).grants.list(filter, instants, request)).items;
      };
      const idsOf = async (filter: GrantFilter): Promise<string[]> =>
        (await list(filter)).map(({ id }) => id);

      expect(await idsOf({ grantor: OPERATOR })).to.deep.equal([g2.id]);
      expect(await idsOf({ grantee: BANK })).to.deep.equal([sg1.id]);
      expect(await idsOf({ grantee: CONSUMER_C, grantor: BANK })).to.deep.equal([]);
      expect(await idsOf({ source: right })).to.deep.equal([g2.id]);
      expect(await idsOf({ source: g2.id })).to.deep.equal([sg1.id]);
      const [item] = await list({ source: g2.id });
      const view = await desk.grant(sg1.id);
      expect(item).to.deep.include({ status: 'ACTIVE', nextChangeAt: view.nextChangeAt });
      await desk.act('grant:suspend', { id: g2.id, reasons: '核查' }, 'operator');
      expect((await list({ grantee: BANK }))[0]).to.deep.include({
        ...{ status: 'SUSPENDED', reasons: ['GRANT_SUSPENDED'] },
      });
      expect(await idsOf({ status: 'ACTIVE' })).to.deep.equal([]);
      const end = endOfDay(sg1.scope.term.to);
      expect((await list({ grantee: BANK }, end))[0]?.status).to.equal('EXPIRED');

      const person = new VoucherDesk(desk.stage);
      const consent = await person.consent({
        ...{ purpose: 'CREDIT_VERIFY', items: ['NAME'], verifiers: [CONSUMER_C] },
        until: addDays(desk.today, 400),
      });
      const own = await desk.operated();
      const fields = ['uscc', 'name'];
      const personal = { fields: ['name'], consent };
      const given = desk.rootOffer(own, { fields }, { personal });
      const { id } = await desk.granted(given, 'holder-a', 'consumer-c');
      const read = async (): Promise<GrantItem | undefined> =>
        (await list({ source: own.right })).find((each) => each.id === id);
      expect(await read()).to.deep.include({ status: 'ACTIVE', reasons: [] });
      await person.withdraw({ consent });
      expect((await read())?.reasons).to.deep.equal(['CONSENT_WITHDRAWN']);
    } finally {
      await model.close();
      await bench.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
