import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Collections } from '@shuquan/gateway/ledger/embedded/collections';
import { smallDefinition } from '@shuquan/gateway/ledger/embedded/definition';
import { openOrganizations } from '@shuquan/gateway/ledger/embedded/organizations';
import { Policies } from '@shuquan/gateway/ledger/embedded/policies';
import { Sequencer } from '@shuquan/gateway/ledger/embedded/sequencer';
import { START } from '@shuquan/gateway/ledger/embedded/block-files';
import { closeStore, openStore, type Store } from '@shuquan/gateway/ledger/embedded/store';
import { codeOf, rejected } from '../support/rejected.js';

describe('the sequencer on a failing disk', () => {
  let folder: string;
  let store: Store;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuquan-disk-'));
    store = await openStore(folder);
    store.blocks.resume(START);
  });
  after(async () => {
    await closeStore(store);
    rmSync(folder, { recursive: true });
  });

  /** A sequencer whose first write fails as LevelDB reports it, and whose later ones would not. */
  const failing = async (message: string): Promise<Sequencer> => {
    const definition = smallDefinition();
    const now = new Date('2027-03-01T00:00:00Z');
    const organizations = await openOrganizations(join(folder, 'organizations'), definition, now);
    let writes = 0;
    const broken = new Proxy(store.database, {
      get(target, name) {
        if (name === 'batch') {
          return () =>
            Object.assign(target.batch(), {
              write: () =>
                writes++ === 0 ? Promise.reject(new Error(message)) : Promise.resolve(),
            });
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    return new Sequencer(
      {
        ...{ store: { ...store, database: broken }, folder, stores: [] },
        policies: new Policies(definition.policies.lifecycleEndorsement),
        collections: new Collections([], []),
        orderer: organizations.orderer.node,
        batch: { maxTransactions: 10, maxWaitMs: 1 },
        isQuiet: () => true,
      },
      { number: 0, hash: Buffer.alloc(32) },
    );
  };
  const transaction = (txId: string): Parameters<Sequencer['order']>[0] => ({
    ...{ txId, chaincode: 'none', envelope: Buffer.from(txId) },
    ...{ set: [], private: [], endorsers: [] },
  });

  it('says that the disk is full, and acknowledges nothing afterwards', async () => {
    const sequencer = await failing('IO error: 000003.log: No space left on device');
    expect(await codeOf(sequencer.order(transaction('a')))).to.equal('DISK_FULL');
    expect(await codeOf(sequencer.order(transaction('b')))).to.equal('DISK_FULL');
    expect(sequencer.head.number).to.equal(0);
    await sequencer.close();
  });

  it('leaves the outcome open when syncing failed, and acknowledges nothing afterwards', async () => {
    const sequencer = await failing('IO error: 000003.log: Input/output error');
    const first = await rejected(sequencer.order(transaction('a')));
    expect(first.code).to.equal('LEDGER_OUTCOME_UNKNOWN');
    expect(first.params).to.deep.equal({ txId: 'a' });
    expect(await codeOf(sequencer.order(transaction('b')))).to.equal('LEDGER_UNAVAILABLE');
    await sequencer.close();
  });
});
