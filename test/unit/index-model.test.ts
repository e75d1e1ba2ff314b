import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCoded } from '@shuquan/gateway/errors';
import { ReadModel } from '@shuquan/gateway/index/model';
import { Queries } from '@shuquan/gateway/index/queries';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { createLog } from '@shuquan/gateway/log/log';
import { expect } from 'chai';
import { depositOf, openTestLedger, type TestLedger } from '../support/embedded.js';

describe('the read model', function () {
  this.timeout(120_000);
  const log = createLog('silent');
  let ground: TestLedger;
  let folder: string;
  const closing: (() => Promise<unknown>)[] = [];

  before(async () => {
    ground = await openTestLedger();
    folder = mkdtempSync(join(tmpdir(), 'shuquan-index-'));
    const { ledger } = ground;
    for (const id of ['ev-1', 'ev-2', 'ev-3']) {
      await ledger.submit('evidence:deposit', depositOf(id), ledger.identity('holder-a'));
    }
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  after(async () => {
    await ground.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string, ledger: Ledger = ground.ledger): Promise<ReadModel> => {
    const dir = join(folder, name);
    const model = await ReadModel.open({ dir, ledger, chaincode: 'shuquan', log });
    closing.push(() => model.close());
    return model;
  };
  const level = async (model: ReadModel): Promise<ReadModel> => {
    await model.reach(Number((await ground.ledger.info()).height), 20_000);
    return model;
  };
  const rowsOf = (model: ReadModel): Promise<[string, unknown][]> => model.db.iterator().all();
  const codeOf = (model: ReadModel): string => {
    try {
      model.requireRunning();
    } catch (err) {
      if (isCoded(err)) return err.code;
    }
    return '';
  };

  it('holds the same rows after a restart, after a rebuild, and in another folder', async () => {
    const first = await level(await open('one'));
    const rows = await rowsOf(first);
    await first.close();
    const second = await level(await open('one'));
    const again = await rowsOf(second);
    await second.rebuild();
    const rebuilt = await rowsOf(await level(second));
    const other = await rowsOf(await level(await open('two')));

    expect(again).to.deep.equal(rows);
    expect(rebuilt).to.deep.equal(rows);
    expect(other).to.deep.equal(rows);
  });

  it('makes no rows of a transaction that was not VALID', async () => {
    const { ledger } = ground;
    const offline = async (id: string) => {
      const { mspId, pem } = ledger.identity('holder-a');
      const sign = (bytes: Uint8Array) => ledger.identity('holder-a').sign(bytes);
      const input = depositOf(id, { kind: 'CONTRACT' });
      const proposal = await ledger.prepare('evidence:deposit', input, { mspId, pem });
      const endorsed = await ledger.endorse(proposal.bytes, await sign(proposal.bytes));
      return async () => ledger.submitSigned(endorsed.bytes, await sign(endorsed.bytes));
    };
    const submits = [await offline('ev-race'), await offline('ev-race')];
    await Promise.allSettled(submits.map((submit) => submit()));

    const queries = new Queries(await level(await open('three')));
    const page = await queries.evidence({ kind: 'CONTRACT' }, { limit: 10, after: undefined });

    expect(page.items.map(({ record }) => record.id)).to.deep.equal(['ev-race']);
    const { txId } = page.items[0]?.record ?? { txId: '' };
    expect((await queries.transaction(txId))?.validation).to.equal('VALID');
    const block = await queries.block(page.height - 1);
    const refused = block?.transactions.find(({ validation }) => validation !== 'VALID');
    expect(refused?.validation).to.equal('MVCC_READ_CONFLICT');
    const row = await queries.transaction(refused?.txId ?? '');
    expect(row?.validation).to.equal('MVCC_READ_CONFLICT');
  });

  it('stops where the ledger tells another history', async () => {
    const other = await openTestLedger();
    closing.push(() => other.dispose());
    await (await level(await open('four'))).close();
    while ((await other.ledger.info()).height < (await ground.ledger.info()).height) {
      const id = `ev-${String((await other.ledger.info()).height)}`;
      await other.ledger.submit(
        'evidence:deposit',
        depositOf(id),
        other.ledger.identity('holder-a'),
      );
    }

    const model = await open('four', other.ledger);
    await model.reach(1_000_000, 20_000);

    expect(model.stopped).to.match(/another one/);
    expect(codeOf(model)).to.equal('READ_MODEL_STOPPED');
  });

  it('stops where the ledger is shorter, and begins anew when it is rebuilt', async () => {
    const other = await openTestLedger();
    closing.push(() => other.dispose());
    await (await level(await open('five'))).close();

    const model = await open('five', other.ledger);
    await model.reach(1_000_000, 20_000);
    const stopped = codeOf(model);
    await model.rebuild();
    await model.reach(Number((await other.ledger.info()).height), 20_000);

    expect(stopped).to.equal('READ_MODEL_STOPPED');
    expect(codeOf(model)).to.equal('');
    expect(model.height).to.equal(Number((await other.ledger.info()).height));
  });
});
