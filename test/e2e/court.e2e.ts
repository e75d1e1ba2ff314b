import { expect } from 'chai';
import { encumbranceSuite } from '../contract/encumbrance.suite.js';
import { emergencySuite } from '../contract/emergency.suite.js';
import { orderSuite } from '../contract/order.suite.js';
import { registerBench } from '../support/bench.js';
import { skip } from '../contract/suite.js';
import { sharedChannel } from '../support/channel.js';
import { CourtDesk, document, onRight } from '../support/court-desk.js';
import { fabricBinaries } from '../support/network.js';
import { playOnFabric, sharedGround } from '../support/on-fabric.js';
import { HOLDER_B } from '../support/parties.js';
import { FIRST } from '../support/registrar.js';
import { withRoguePeers } from '../support/rogue.js';
import { Stage } from '../support/stage.js';

playOnFabric('orders', [orderSuite, encumbranceSuite, emergencySuite]);

/** Ledger rule 6: what the key policies hold when the code of two organisations does not. */
describe('a rogue build on the registry’s and the authority’s peers', function () {
  this.timeout(180_000);
  const colluding = ['RegistryMSP', 'AuthorityMSP'];

  before(function () {
    if (fabricBinaries() === undefined) skip(this, 'there are no Fabric binaries');
  });

  it('neither lifts an order nor disposes past it', async () => {
    const network = await sharedChannel();
    if (network === undefined) throw new TypeError('There is no network.');
    const desk = new CourtDesk(new Stage(await registerBench(await sharedGround())));
    const { bench } = desk.stage;
    const { right } = await desk.held();
    const pending = await desk.aboutToTransfer([right], HOLDER_B);
    const id = await desk.freeze(onRight(right));
    const lift = { id, on: [onRight(right)], ...document };
    const seen = async (): Promise<unknown> => [
      await desk.stage
        .ask('encumbrance:orders', { on: onRight(right) }, 'bank')
        .then(({ orders }) => orders),
      (await desk.stage.ask('register:right', { id: right }, 'bank')).state,
      (await desk.view(pending)).record,
    ];
    const attempt = async (
      name: 'order:unfreeze' | 'register:deposit',
      endorsers?: string[],
    ): Promise<string> => {
      await desk.time();
      const input = name === 'order:unfreeze' ? lift : { case: pending };
      const options = endorsers === undefined ? {} : { endorsers };
      return bench.ledger.submit(name, input as never, bench.as(FIRST.by), options).then(
        () => 'OK',
        (err: unknown) => (err as { code?: string }).code ?? String(err),
      );
    };
    const before = await seen();

    await withRoguePeers(network, colluding, async () => {
      for (const name of ['order:unfreeze', 'register:deposit'] as const) {
        // The two simulate it and sign: only the policy of the key stops it.
        expect(await attempt(name, colluding), name).to.equal('ENDORSEMENT_POLICY_FAILURE');
      }
    });

    expect(await seen()).to.deep.equal(before);
    expect(await attempt('order:unfreeze')).to.equal('ORDER_NOT_LIFTED');
    expect(await attempt('register:deposit')).to.equal('ASSET_FROZEN');
    await bench.close();
  });
});
