import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFabric } from '@shuquan/gateway/ledger/fabric/open';
import { openFabricNetwork } from '@shuquan/gateway/ledger/fabric-network/open';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { Processes } from '@shuquan/network/process';
import { expect } from 'chai';
import { anchorsOf, depositInput, Ground, peopleOf } from '../support/founded.js';
import { fabricBinaries, TestNetwork } from '../support/network.js';
import { chaincodeFolder, probedChaincode } from '../support/probe.js';
import { codeOf, rejected } from '../support/rejected.js';

const deadlines = {
  evaluateMs: 5_000,
  endorseMs: 8_000,
  submitMs: 3_000,
  commitMs: 5_000,
  outcomeMs: 5_000,
};

/** Nodes that end without a word, and a chaincode that is upgraded under its records. */
describe('a network in trouble', function () {
  this.timeout(120_000);
  const bin = fabricBinaries();
  if (bin === undefined) {
    it('is skipped: there are no Fabric binaries');
    return;
  }
  let network: TestNetwork;
  let ground: Ground;
  let legacy: Ground;
  const grounds = (): readonly Ground[] => [ground, legacy];

  before(async () => {
    network = await TestNetwork.open(bin);
    const { dataDir } = network.plan;
    await network.deploy({ chaincodeFolder: probedChaincode(network.folder), upgrade: false });
    const connectionFile = join(dataDir, 'connection.json');
    const found = (ledger: Ledger) => Ground.found(ledger, peopleOf(dataDir), anchorsOf(dataDir));
    ground = await found(await openFabric({ connectionFile, deadlines }));
    legacy = await found(await openFabricNetwork({ connectionFile, deadlines }));
  });
  after(async () => {
    await ground.ledger.close();
    await legacy.ledger.close();
    await network.close();
  });

  const signal = (id: string, name: NodeJS.Signals): void => {
    const record = new Processes(network.plan.dataDir).running(id);
    if (record === undefined) throw new Error(`${id} does not run.`);
    process.kill(record.pid, name);
  };
  const kill = (id: string): void => {
    signal(id, 'SIGKILL');
  };

  it('fails no call while the chaincode is upgraded, and keeps the records', async () => {
    const before = await submit(ground);
    const reading = { id: before.value.id };
    const upgraded = new AbortController();
    const busy = grounds().flatMap((each) => {
      const read = () => each.ledger.evaluate('evidence:read', reading, each.as('judge'));
      return [() => submit(each), read, read, read, read].map((call) =>
        repeated(call, upgraded.signal),
      );
    });

    const [calls] = await Promise.all([
      Promise.all(busy),
      network.deploy({ chaincodeFolder, upgrade: true }).finally(() => {
        upgraded.abort();
      }),
    ]);

    expect(Math.min(...calls)).to.be.greaterThan(0);
    for (const each of grounds()) {
      const { record } = await each.ledger.evaluate(
        'evidence:read',
        { id: before.value.id },
        each.as('judge'),
      );
      expect(record).to.deep.equal(before.value);
      expect((await submit(each)).value.interval).to.be.oneOf(['WIDE_INTERVAL', 'BOUNDED']);
    }
  });

  it('goes on over another organisation’s peer when its own is killed', async () => {
    kill('peer0.registry');

    for (const each of grounds()) {
      const { value } = await submit(each);
      const read = each.ledger.evaluate('evidence:read', { id: value.id }, each.as('judge'));
      expect((await read).record).to.deep.equal(value);
    }
  });

  it('says LEDGER_UNAVAILABLE when too few peers are left to endorse', async () => {
    kill('peer0.authority');

    for (const each of grounds()) {
      expect(await codeOf(submit(each))).to.equal('LEDGER_UNAVAILABLE');
      const { height } = await each.ledger.info();
      expect(height > 0n).to.equal(true);
    }
  });

  it('says LEDGER_UNAVAILABLE when no peer is left at all', async () => {
    kill('peer0.court');

    for (const each of grounds()) {
      expect(await codeOf(each.ledger.info())).to.equal('LEDGER_UNAVAILABLE');
      expect(await codeOf(submit(each))).to.equal('LEDGER_UNAVAILABLE');
    }
  });

  it('goes on by itself when the network is back', async () => {
    await network.up();

    for (const each of grounds()) {
      await eventually(() => submit(each));
    }
  });

  it('says LEDGER_OUTCOME_UNKNOWN, with the transaction’s id, when the orderer falls silent', async () => {
    signal('orderer1', 'SIGSTOP');
    try {
      for (const each of grounds()) {
        const err = await rejected(submit(each));
        expect(err.code).to.equal('LEDGER_OUTCOME_UNKNOWN');
        expect(err.params['txId']).to.match(/^[0-9a-f]{64}$/);
      }
    } finally {
      signal('orderer1', 'SIGCONT');
    }
  });

  it('says LEDGER_UNAVAILABLE when the orderer is gone, and still answers reads', async () => {
    kill('orderer1');

    for (const each of grounds()) {
      expect(await codeOf(submit(each))).to.equal('LEDGER_UNAVAILABLE');
      const read = { id: 'nothing-here' };
      const reading = each.ledger.evaluate('evidence:read', read, each.as('judge'));
      expect(await codeOf(reading)).to.equal('EVIDENCE_NOT_FOUND');
    }
  });
});

const submit = (ground: Ground) =>
  ground.ledger.submit('evidence:deposit', depositInput(), ground.as('holder-a'));

/** Calls one after another until the signal; rejects with the first that failed. @returns how many */
async function repeated(call: () => Promise<unknown>, signal: AbortSignal): Promise<number> {
  let count = 0;
  for (; !signal.aborted; count += 1) await call();
  return count;
}

async function eventually<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (err) {
      if (tries === 20) throw err;
      await sleep(1_000);
    }
  }
}
