import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeliveryView, DispatchRefusal, Grant } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import type { z } from 'zod';
import { RegisterGateway } from '../integration/register.js';
import { type Ended, shuquanIn } from '../support/command.js';
import { GrantDesk } from '../support/grant-desk.js';
import { CONSUMER_C, HOLDER_A } from '../support/parties.js';

/** The commands as people type them, each party with its own key, through a gateway that serves. */
describe('shuquan deliver and receive through a gateway', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-deliver-'));
  const at = (...names: string[]): string => join(folder, ...names);
  let opened: RegisterGateway;
  let grant: Grant;

  const shuquan = async (as: string, ...args: string[]): Promise<Ended> => {
    await opened.time();
    const { gateway } = opened;
    const env = { DATA_DIR: at('nothing-here'), SHUQUAN_API_KEY: gateway.keyOf(as) };
    return shuquanIn(env, [...args, '--url', gateway.url, '--json']);
  };
  const deliver = (id: string, ...more: string[]): Promise<Ended> =>
    shuquan(
      'holder-a',
      ...['deliver', at('source'), '--package', at(`package-${id}`), '--key', at('sender.pem')],
      ...['--id', id, '--grant', grant.id, '--data', `${grant.scope.subset.data.asset}@1`],
      ...['--sender', HOLDER_A, '--recipient', CONSUMER_C, '--chunk-size', '65536', ...more],
    );
  const receive = (id: string, ...more: string[]): Promise<Ended> =>
    shuquan(
      'consumer-c',
      ...['receive', at(`package-${id}`), at(`target-${id}`), '--key', at('receiver.pem'), ...more],
    );
  const view = async (id: string): Promise<z.output<typeof DeliveryView>> =>
    (await opened.get(`/v1/deliveries/${id}`, 'holder-a')).body as never;

  before(async () => {
    opened = await RegisterGateway.open();
    const desk = new GrantDesk(opened.gateway.stage());
    await desk.stage.witness();
    const granted = await desk.operated();
    const offer = desk.rootOffer(granted, { depth: 0, count: 12 });
    grant = await desk.granted(offer, 'holder-a', 'consumer-c');
    mkdirSync(at('source'));
    writeFileSync(at('source/one.bin'), randomBytes(200_000));
    writeFileSync(at('source/two.csv'), 'uscc,grade\n');
    const ends = { 'holder-a': ['sender', HOLDER_A], 'consumer-c': ['receiver', CONSUMER_C] };
    for (const [as, [name = '', uscc = '']] of Object.entries(ends)) {
      const key = at(`${name}.pem`);
      const offline = { DATA_DIR: at('nothing-here') };
      await shuquanIn(offline, ['delivery', 'new-key', '--out', key]);
      const signed = at(`${name}.json`);
      const sign = ['delivery', 'sign-key', '--key', key, '--uscc', uscc, '--out', signed];
      await shuquanIn(offline, sign);
      const bound = await shuquan(as, 'delivery', 'bind-key', '--input', `@${signed}`);
      expect(bound.code, bound.err).to.equal(0);
    }
  });
  after(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });

  it('record what was sent, and sign for what arrived', async () => {
    const sent = await deliver('D-1', '--purpose', 'CREDIT_VERIFY');
    expect(sent.code, sent.err).to.equal(0);
    expect((await view('D-1')).status).to.equal('DISPATCHED');

    const got = await receive('D-1');

    expect(got.code, got.err).to.equal(0);
    expect((await view('D-1')).status).to.equal('ACCEPTED');
    for (const name of ['one.bin', 'two.csv']) {
      expect(readFileSync(at('target-D-1', name))).to.deep.equal(readFileSync(at('source', name)));
    }
  });

  it('are told by code why a delivery is refused, and find it on record', async () => {
    const { code, err } = await deliver('D-2', '--purpose', 'MARKETING');

    expect(code).not.to.equal(0);
    expect(err).to.contain('PURPOSE_DRIFT');
    const path = `/v1/grants/${grant.id}/refused-deliveries?limit=10`;
    const refused = (await opened.get(path, 'holder-a')).body.items;
    expect(
      (refused as unknown as readonly DispatchRefusal[]).map(({ attempt }) => attempt.id),
    ).to.deep.equal(['D-2']);
  });

  it('sign for less when told to, and the record says which chunk is missing', async () => {
    await deliver('D-3', '--purpose', 'CREDIT_VERIFY');
    rmSync(at('package-D-3', 'data', 'two.csv'));
    const unsigned = await receive('D-3');
    expect((await view('D-3')).status).to.equal('DISPATCHED');

    const partly = await receive('D-3', '--partial');

    expect([unsigned.code, partly.code]).to.deep.equal([1, 1]);
    const { status, receipt } = await view('D-3');
    expect(status).to.equal('PARTIAL');
    expect(receipt?.missing).to.deep.equal([{ first: 5, last: 5 }]);
  });
});
