import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '@shuquan/network/run';
import { run } from '@shuquan/network/run';
import { expect } from 'chai';
import { fabricBinaries, TestNetwork } from '../support/network.js';

interface ConfigGroup {
  readonly groups: Record<string, ConfigGroup>;
  readonly values: Record<string, { value: { config: Record<string, string[]> } }>;
  readonly policies: Record<
    string,
    { policy: { value: { rule: unknown; identities: unknown[] } } }
  >;
}
interface Config {
  readonly channel_group: ConfigGroup;
}

const registry = 'RegistryMSP';
const authority = 'AuthorityMSP';
const court = 'CourtMSP';
const exchange = 'ExchangeMSP';

/** Design rule 10: governance is part of the lock. Refusals are the orderer's and the peers' own. */
describe('lifecycle and membership policy', function () {
  this.timeout(120_000);
  const bin = fabricBinaries();
  let network: TestNetwork;
  let count = 0;

  before(async function () {
    if (bin === undefined) {
      this.skip();
      return;
    }
    network = await TestNetwork.open(bin);
  });
  after(async () => {
    if (bin !== undefined) await network.close();
  });

  async function translate(...args: string[]): Promise<void> {
    await run('translate a configuration', { command: network.bin('configtxlator'), args });
  }

  /** Proposes a change of the channel's configuration, signed by these administrators. */
  async function propose(
    change: (application: ConfigGroup) => void,
    signers: readonly string[],
  ): Promise<Outcome> {
    const file = (name: string): string => join(network.folder, `update-${String(count)}-${name}`);
    count += 1;
    const channel = network.plan.channel.name;
    const submit = await network.orderer();
    const block = file('block.pb');
    await network.peer(registry, ['channel', 'fetch', 'config', block, '-c', channel, ...submit]);
    const blockJson = file('block.json');
    await translate(
      'proto_decode',
      '--type',
      'common.Block',
      '--input',
      block,
      '--output',
      blockJson,
    );
    const { data } = JSON.parse(readFileSync(blockJson, 'utf8')) as {
      data: { data: [{ payload: { data: { config: Config } } }] };
    };
    const original = data.data[0].payload.data.config;
    const updated = structuredClone(original);
    const application = updated.channel_group.groups['Application'];
    if (application === undefined) throw new TypeError('The channel has no application group.');
    change(application);
    for (const [name, config] of Object.entries({ original, updated })) {
      writeFileSync(file(`${name}.json`), JSON.stringify(config));
      const io = ['--input', file(`${name}.json`), '--output', file(`${name}.pb`)];
      await translate('proto_encode', '--type', 'common.Config', ...io);
    }
    const both = ['--original', file('original.pb'), '--updated', file('updated.pb')];
    const update = file('update.pb');
    await translate('compute_update', '--channel_id', channel, ...both, '--output', update);
    const updateJson = file('update.json');
    const type = ['--type', 'common.ConfigUpdate'];
    await translate('proto_decode', ...type, '--input', update, '--output', updateJson);
    const envelope = {
      payload: {
        header: { channel_header: { channel_id: channel, type: 2 } },
        data: { config_update: JSON.parse(readFileSync(updateJson, 'utf8')) as unknown },
      },
    };
    writeFileSync(file('envelope.json'), JSON.stringify(envelope));
    const signed = file('envelope.pb');
    const io = ['--input', file('envelope.json'), '--output', signed];
    await translate('proto_encode', '--type', 'common.Envelope', ...io);
    // The submitter's signature counts too, so the last of them submits.
    for (const mspId of signers.slice(0, -1)) {
      await network.peer(mspId, ['channel', 'signconfigtx', '-f', signed]);
    }
    const submitter = signers.at(-1) ?? registry;
    return network.peer(submitter, ['channel', 'update', '-f', signed, '-c', channel, ...submit]);
  }

  /** Lets one organisation's CA issue certificates in another's name. */
  const adoptRoot =
    (of: string, by: string, which: 'root_certs' | 'tls_root_certs') =>
    (application: ConfigGroup): void => {
      const rootsOf = (mspId: string): string[] =>
        application.groups[mspId]?.values['MSP']?.value.config[which] ?? [];
      rootsOf(by).push(...rootsOf(of));
    };

  /** Takes the court out of the lifecycle policy: the plain two-of-three of the chaincode. */
  function freeLifecycle(application: ConfigGroup): void {
    const { policies } = application;
    const lifecycle = policies['LifecycleEndorsement'];
    const endorsement = policies['Endorsement'];
    if (lifecycle === undefined || endorsement === undefined) throw new TypeError('No policy.');
    lifecycle.policy = structuredClone(endorsement.policy);
  }

  function expelCourt(application: ConfigGroup): void {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the group goes, name and all
    delete application.groups[court];
  }

  const refusals: readonly [string, (application: ConfigGroup) => void, readonly string[]][] = [
    [
      'the court’s roots changed by the registry and the authority',
      adoptRoot(registry, court, 'root_certs'),
      [registry, authority],
    ],
    [
      'the court’s roots changed by every other organisation together',
      adoptRoot(registry, court, 'root_certs'),
      [registry, authority, exchange],
    ],
    [
      'the court’s roots changed by the court alone',
      adoptRoot(registry, court, 'root_certs'),
      [court],
    ],
    [
      'the registry’s roots changed by every other organisation together',
      adoptRoot(court, registry, 'root_certs'),
      [authority, court, exchange],
    ],
    [
      'the lifecycle freed from the court by every other organisation together',
      freeLifecycle,
      [registry, authority, exchange],
    ],
    [
      'the court expelled by every other organisation together',
      expelCourt,
      [registry, authority, exchange],
    ],
  ];
  for (const [what, change, signers] of refusals) {
    it(`refuses ${what}`, async () => {
      const { ok, stderr } = await propose(change, signers);

      expect(ok).to.equal(false);
      expect(stderr).to.match(/error authorizing update.*policy/s);
    });
  }

  it('accepts a change of the court’s MSP by the court and a majority', async () => {
    const change = adoptRoot(authority, court, 'tls_root_certs');

    const outcome = await propose(change, [registry, authority, court]);

    expect(outcome.ok, outcome.stderr).to.equal(true);
  });

  describe('for a chaincode definition', () => {
    const lifecycle = async (mspId: string, verb: string, ...more: string[]): Promise<Outcome> =>
      network.peer(mspId, [
        'lifecycle',
        'chaincode',
        verb,
        ...(await network.orderer()),
        '--channelID',
        network.plan.channel.name,
        '--name',
        'guarded',
        '--version',
        '1',
        '--sequence',
        '1',
        ...more,
      ]);

    it('refuses what the court has not approved, at the court’s own peer', async () => {
      await lifecycle(registry, 'approveformyorg');
      await lifecycle(authority, 'approveformyorg');

      const all = network.endorsers(registry, authority, court);
      const { ok, stderr } = await lifecycle(registry, 'commit', ...all);

      expect(ok).to.equal(false);
      expect(stderr).to.include('not agreed to by this org (CourtMSP)');
    });

    it('refuses what only registry and authority endorse, though both approved', async () => {
      const without = network.endorsers(registry, authority);

      const { ok, stderr } = await lifecycle(registry, 'commit', ...without);

      expect(ok).to.equal(false);
      expect(stderr).to.include('ENDORSEMENT_POLICY_FAILURE');
    });

    it('refuses what the court endorses alone', async () => {
      await lifecycle(court, 'approveformyorg');

      const { ok, stderr } = await lifecycle(court, 'commit', ...network.endorsers(court));

      expect(ok).to.equal(false);
      expect(stderr).to.include('ENDORSEMENT_POLICY_FAILURE');
    });

    it('accepts what the court and one of the others endorse', async () => {
      const outcome = await lifecycle(court, 'commit', ...network.endorsers(court, authority));

      expect(outcome.ok, outcome.stderr).to.equal(true);
    });
  });
});
