import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { digestsOf } from '@shuquan/gateway/digests';
import { serve, type Serving } from '@shuquan/gateway/serve';
import { expect } from 'chai';
import { type Desk, TestBrowser } from '../console/browser.js';
import { skip } from '../contract/suite.js';
import { sharedChannel } from '../support/channel.js';
import { shuquanIn } from '../support/command.js';
import { depositOf } from '../support/embedded.js';
import { fabricBinaries } from '../support/network.js';
import { sharedGround } from '../support/on-fabric.js';

/** The product as its operator starts it, on processes of Fabric. */
describe('a gateway on a Fabric network', function () {
  this.timeout(120_000);
  let dataDir = '';
  let env: Record<string, string>;
  let apiKey: string;
  let serving: Serving;

  before('starts it as the README says', async function () {
    if (fabricBinaries() === undefined) skip(this, 'there are no Fabric binaries');
    const { ledger } = await sharedGround();
    await ledger.close();
    dataDir = mkdtempSync(join(tmpdir(), 'shuquan-gateway-'));
    env = {
      ...{ LEDGER: 'fabric', NETWORK_DIR: (await sharedChannel())?.plan.dataDir ?? '' },
      ...{ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', WITNESS: 'true' },
      BEACON_INTERVAL_SECONDS: '2',
    };
    apiKey = (await shuquanIn(env, ['identity', 'grant', 'holder-a'])).out.trim();
    serving = await serve(env);
  });
  after(async () => {
    if (dataDir === '') return;
    await serving.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const call = async (path: string, body?: object): Promise<{ status: number; body: Said }> => {
    const response = await fetch(`${serving.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Said };
  };

  it('commits what it is given, and finds it by its digest', async () => {
    const input = depositOf(`ev-${randomUUID()}`);

    const written = await call('/v1/evidence', input);
    const found = await call(`/v1/evidence?algorithm=SM3&hex=${input.digests.SM3}`);

    expect(written).to.have.property('status', 201);
    expect(found.body.items?.map(({ record }) => record.id)).to.deep.equal([input.id]);
  });

  it('has the same rows again after it lost its own', async () => {
    const id = `ev-${randomUUID()}`;
    const { depositor } = (await call('/v1/evidence', depositOf(id))).body.value;
    // A later beacon bounds an interval that was open, and adds a block.
    const list = async (): Promise<{ record: { id: string }; block: number | null }[]> => {
      const { items = [] } = (await call(`/v1/evidence?uscc=${depositor.uscc}&limit=20`)).body;
      return items.map(({ record, block }) => ({ record, block }));
    };
    // Rows come in the order of blocks: with the last one all of them are there.
    const whole = async (): Promise<Awaited<ReturnType<typeof list>>> => {
      for (let tries = 0; tries < 200; tries += 1) {
        const rows = await list();
        if (rows.some(({ record }) => record.id === id)) return rows;
        await delay(100);
      }
      return list();
    };
    const before = await whole();

    await serving.close();
    rmSync(join(dataDir, 'index'), { recursive: true });
    serving = await serve(env);

    expect(before).to.not.be.empty;
    // It serves while it still reads the blocks again.
    expect(await whole()).to.deep.equal(before);
  });

  describe('its verification page', () => {
    let browser: TestBrowser | undefined;
    before(async function () {
      if (!existsSync(process.env['BROWSER_BIN'] ?? '/usr/bin/chromium')) {
        skip(this, 'there is no Chromium');
      }
      browser = await TestBrowser.open(serving.url);
    });
    after(() => browser?.close());

    const given = async (name: string, bytes: Uint8Array): Promise<Desk> => {
      const path = join(dataDir, name);
      writeFileSync(path, bytes);
      if (browser === undefined) throw new TypeError('There is no browser.');
      const desk = await browser.visit();
      await desk.giveFile(path);
      return desk;
    };

    it('proves a file by the signatures of three custodians, and no more than that', async () => {
      const bytes = randomBytes(10_000);
      await call('/v1/evidence', depositOf(`ev-${randomUUID()}`, { digests: digestsOf(bytes) }));

      const desk = await given('deposited.bin', bytes);
      const shown = await desk.shown();

      expect(shown).to.include({ verdict: 'VALID', tone: 'good' });
      for (const mspId of ['RegistryMSP', 'AuthorityMSP', 'CourtMSP']) {
        expect(shown.proven[0]).to.include(mspId);
      }
      expect(shown.notProven.join()).to.not.include('同一个进程');
      expect(desk.faults).to.deep.equal([]);
    });

    it('says of another file that there is no record of it', async () => {
      const desk = await given('other.bin', randomBytes(10_000));

      expect(await desk.shown()).to.include({ verdict: 'NOT_FOUND', tone: 'caution' });
    });
  });
});

interface Said {
  readonly value: { readonly depositor: { readonly uscc: string } };
  readonly items?: readonly { readonly record: { readonly id: string }; readonly block: number }[];
}
