import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Wish } from '@shuquan/network/plan';
import { Processes } from '@shuquan/network/process';
import { status } from '@shuquan/network/status';
import { leaderOf } from '@shuquan/network/steps/channel';
import { until } from '@shuquan/network/wait';
import { expect } from 'chai';
import { fabricBinaries, noteChaincode, TestNetwork } from '../support/network.js';

const setUps: Readonly<Record<string, Omit<Wish, 'dataDir'>>> = {
  'one Raft orderer': {},
  'three Raft orderers': { orderers: 3 },
  'four BFT orderers': { consensus: 'bft' },
};
/**
 * What a peer answers between taking a definition into its cache and its block into its state: some
 * milliseconds of every upgrade, by Fabric’s design. See `errors.ts` of the fabric adapter.
 */
const IN_BETWEEN = /chaincode cache at sequence \d+ but current sequence is \d+/;
const everyone = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];

for (const [name, wish] of Object.entries(setUps)) {
  describe(`a network of ${name}`, function () {
    this.timeout(180_000);
    const bin = fabricBinaries();
    let network: TestNetwork;

    before(async function () {
      if (bin === undefined) {
        this.skip();
        return;
      }
      network = await TestNetwork.open(bin, wish);
    });
    after(async () => {
      if (bin !== undefined) await network.close();
    });

    const deploy = (version: string, upgrade: boolean): Promise<void> =>
      network.deploy({ chaincodeFolder: noteChaincode(network.folder, version), upgrade });

    /** What a call came to, in words. The tool gives up where a client asks once more. */
    const answered = async (mspId: string, ...call: string[]): Promise<string> => {
      for (;;) {
        const { ok, stdout, stderr } = await network.query(mspId, ...call);
        if (ok) return stdout.trim();
        if (!IN_BETWEEN.test(stderr)) return stderr;
      }
    };

    it('takes a chaincode, served beside each peer in its organisation’s name', async () => {
      await deploy('one', false);

      for (const mspId of everyone) {
        const { stdout } = await network.query(mspId, 'note:organization');
        expect(stdout.trim()).to.equal(mspId);
      }
    });

    it('commits what two organisations endorse, and not what one does', async () => {
      const two = await network.invoke(['RegistryMSP', 'CourtMSP'], 'note:put', 'a', '1');
      const one = await network.invoke(['RegistryMSP'], 'note:put', 'b', '1');

      expect(two.ok, two.stderr).to.equal(true);
      expect(one.stderr).to.include('ENDORSEMENT_POLICY_FAILURE');
      expect((await network.query('AuthorityMSP', 'note:get', 'b')).stdout.trim()).to.equal('');
    });

    it('changes nothing when up and deploy are repeated', async () => {
      const before = await status(network.plan);

      await network.up();
      await deploy('one', false);

      expect(await status(network.plan)).to.deep.equal(before);
    });

    it('refuses other code under the same sequence', async () => {
      const refusal = await deploy('two', false).catch((err: unknown) => err);

      expect(refusal).to.have.property('code', 'STATE_FORBIDS');
    });

    it('upgrades while in use: no call fails, and the records stay', async () => {
      const odd: string[] = [];
      const upgraded = new AbortController();
      const caller = (async () => {
        while (!upgraded.signal.aborted) {
          const answer = await answered('CourtMSP', 'note:version');
          if (answer !== 'one' && answer !== 'two') odd.push(answer);
        }
      })();

      await deploy('two', true);
      upgraded.abort();
      await caller;

      expect(odd, odd.join('\n')).to.deep.equal([]);
      expect((await network.query('CourtMSP', 'note:version')).stdout.trim()).to.equal('two');
      expect((await network.query('CourtMSP', 'note:get', 'a')).stdout.trim()).to.equal('1');
    });

    it('comes back after down with its records, and takes the next transaction', async () => {
      await network.down();
      const idle = await status(network.plan);
      await network.up();

      expect(new Set(idle.map(({ health }) => health))).to.deep.equal(new Set(['down']));
      expect((await network.query('CourtMSP', 'note:get', 'a')).stdout.trim()).to.equal('1');
      const { ok, stderr } = await network.invoke(everyone, 'note:put', 'a', '2');
      expect(ok, stderr).to.equal(true);
    });

    it('leaves no process of its own behind', async () => {
      await network.down();

      const processes = new Processes(network.plan.dataDir);
      expect(processes.list()).to.deep.equal([]);
      expect(readdirSync(join(network.plan.dataDir, 'run'))).to.deep.equal([]);
    });
  });
}

describe('a network of three Raft orderers, one of which dies', function () {
  this.timeout(120_000);
  const bin = fabricBinaries();
  let network: TestNetwork;

  before(async function () {
    if (bin === undefined) {
      this.skip();
      return;
    }
    network = await TestNetwork.open(bin, { orderers: 3 });
    await network.deploy({
      chaincodeFolder: noteChaincode(network.folder, 'one'),
      upgrade: false,
    });
  });
  after(async () => {
    if (bin !== undefined) await network.close();
  });

  it('goes on with two, and up brings the third back to the same height', async () => {
    const leader = await leaderOf(network.plan);
    const pid = new Processes(network.plan.dataDir).running(leader?.id ?? '')?.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(async () => ![undefined, leader].includes(await leaderOf(network.plan)), {
      what: 'another leader',
      withinMs: 30_000,
    });

    const { ok, stderr } = await network.invoke(everyone, 'note:put', 'a', '1');
    const without = await status(network.plan);
    await network.up();

    expect(ok, stderr).to.equal(true);
    expect(without.find(({ id }) => id === leader?.id)?.health).to.equal('down');
    const nodes = (await status(network.plan)).filter(({ height }) => height !== undefined);
    expect(nodes).to.have.length(6);
    expect(new Set(nodes.map(({ height }) => height)).size).to.equal(1);
  });
});
