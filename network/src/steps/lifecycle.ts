import { join } from 'node:path';
import { stringify } from 'yaml';
import { readdirSync } from 'node:fs';
import { NetworkFailure } from '../failure.js';
import { address, type OrganizationPlan, type PeerPlan, type Plan } from '../plan.js';
import { collectionsConfig } from '../render/collections.js';
import { outOf } from '../render/configtx.js';
import { adminEnvironment } from '../render/environment.js';
import { run, tryRun } from '../run.js';
import { writeAtomically } from '../state.js';
import { until } from '../wait.js';
import type { Binaries } from './binaries.js';
import { leaderOf } from './channel.js';

export interface Definition {
  readonly sequence: number;
  readonly version: string;
}

interface Member {
  readonly organization: OrganizationPlan;
  readonly peer: PeerPlan;
}

/** Fabric's chaincode lifecycle, each step asked for first and done only where it is missing. */
export class Lifecycle {
  readonly #plan: Plan;
  readonly #bin: Binaries;

  constructor(plan: Plan, bin: Binaries) {
    this.#plan = plan;
    this.#bin = bin;
  }

  /** What the channel has agreed on, or `undefined` before the first definition. */
  async committed(): Promise<Definition | undefined> {
    const [member] = this.#members();
    if (member === undefined) throw new TypeError('The plan has no peer.');
    return this.#committedAt(member);
  }

  async #committedAt(member: Member): Promise<Definition | undefined> {
    const { chaincode } = this.#plan;
    const args = [
      'querycommitted',
      ...this.#channel(),
      '--name',
      chaincode.name,
      '--output',
      'json',
    ];
    const outcome = await tryRun(this.#command(member, args));
    if (outcome.ok) {
      const { sequence, version } = JSON.parse(outcome.stdout) as Definition;
      return { sequence, version };
    }
    if (outcome.stderr.includes('is not defined')) return undefined;
    const said = outcome.stderr.trim().split('\n').at(-1) ?? '';
    throw new NetworkFailure('STEP_FAILED', `The committed definition could not be read: ${said}`);
  }

  async install(file: string, packageId: string): Promise<number> {
    const done = await Promise.all(
      this.#members().map(async (member) => {
        const query = this.#command(member, ['queryinstalled', '--output', 'json']);
        const { stdout, ok } = await tryRun(query);
        if (ok && stdout.includes(`"${packageId}"`)) return false;
        await run(`install on ${member.peer.id}`, this.#command(member, ['install', file]));
        return true;
      }),
    );
    return done.filter(Boolean).length;
  }

  /** Approves for every organisation with a peer. The others do not count in the lifecycle. */
  async approve(definition: Definition, packageId: string): Promise<number> {
    const submit = await this.#orderer();
    const organizations = this.#members().filter(
      ({ organization, peer }) => organization.peers[0] === peer,
    );
    const done = await Promise.all(
      organizations.map(async (member) => {
        if (await this.#hasApproved(member, definition, packageId)) return false;
        const args = [
          'approveformyorg',
          ...submit,
          ...this.#definition(definition),
          '--package-id',
          packageId,
        ];
        await run(`approve for ${member.organization.mspId}`, this.#command(member, args));
        return true;
      }),
    );
    return done.filter(Boolean).length;
  }

  /** Commits, and returns when every peer has the block. */
  async commit(definition: Definition): Promise<void> {
    const members = this.#members();
    const [first] = members;
    if (first === undefined) throw new TypeError('The plan has no peer.');
    const targets = members.flatMap(({ peer }) => [
      '--peerAddresses',
      address(peer.ports.listen),
      '--tlsRootCertFiles',
      peer.tls.ca,
    ]);
    const args = [
      'commit',
      ...(await this.#orderer()),
      ...this.#definition(definition),
      ...targets,
    ];
    try {
      await run('commit the chaincode definition', this.#command(first, args));
    } catch (err) {
      // The tool may have lost only the answer; what every peer says counts.
      if ((await this.committed())?.sequence !== definition.sequence) throw err;
      await this.#awaitCommitted(definition);
    }
  }

  /** Until then a peer still calls the servers of the version before. */
  async #awaitCommitted({ sequence }: Definition): Promise<void> {
    await Promise.all(
      this.#members().map((member) =>
        until(async () => (await this.#committedAt(member))?.sequence === sequence, {
          what: `${member.peer.id} to commit sequence ${String(sequence)}`,
          withinMs: 30_000,
          log: `${this.#plan.dataDir}/logs/${member.peer.id}.log`,
        }),
      ),
    );
  }

  /**
   * Waits until every peer's discovery finds a set of endorsers: after a commit gossip needs some
   * seconds, and until then a gateway answers FAILED_PRECONDITION.
   */
  async awaitDiscovery(): Promise<void> {
    const { channel, chaincode, dataDir } = this.#plan;
    await Promise.all(
      this.#members().map(async ({ organization, peer }) => {
        const file = join(peer.folder, 'discover.yaml');
        writeAtomically(file, discoverConfig(organization, peer));
        const endorsers = ['endorsers', '--channel', channel.name, '--chaincode', chaincode.name];
        const args = ['--configFile', file, ...endorsers, '--server', address(peer.ports.listen)];
        const request = { command: this.#bin('discover'), args, timeoutMs: 10_000 };
        await until(
          async () => {
            const { ok, stdout, stderr } = await tryRun(request);
            if (!ok) throw new Error(stderr.trim().split('\n').at(-1));
            return stdout.includes('Layouts');
          },
          {
            what: `discovery on ${peer.id} to find the endorsers`,
            withinMs: 30_000,
            everyMs: 400,
            log: `${dataDir}/logs/${peer.id}.log`,
          },
        );
      }),
    );
  }

  /** Asks each peer's chaincode for its metadata: proves the line between the two. */
  async awaitAnswers(): Promise<void> {
    const { channel, chaincode, dataDir } = this.#plan;
    const input = JSON.stringify({ Args: ['org.hyperledger.fabric:GetMetadata'] });
    await Promise.all(
      this.#members().map(async (member) => {
        const { command, environment } = this.#command(member, []);
        const args = ['chaincode', 'query', '-C', channel.name, '-n', chaincode.name, '-c', input];
        await until(
          async () => {
            const { ok, stderr } = await tryRun({ command, environment, args, timeoutMs: 40_000 });
            if (ok) return true;
            throw new Error(stderr.trim().split('\n').at(-1));
          },
          {
            what: `the chaincode of ${member.peer.id} to answer`,
            withinMs: 20_000,
            log: `${dataDir}/logs`,
          },
        );
      }),
    );
  }

  async #hasApproved(member: Member, definition: Definition, packageId: string): Promise<boolean> {
    const { chaincode } = this.#plan;
    const sequence = ['--sequence', String(definition.sequence)];
    const name = ['--name', chaincode.name, ...sequence, '--output', 'json'];
    const { ok, stdout } = await tryRun(
      this.#command(member, ['queryapproved', ...this.#channel(), ...name]),
    );
    if (!ok || !stdout.includes(`"${packageId}"`)) return false;
    // The same package under an older policy or collection is not this definition.
    const readiness = await tryRun(
      this.#command(member, [
        'checkcommitreadiness',
        ...this.#definition(definition),
        '--output',
        'json',
      ]),
    );
    if (!readiness.ok) return false;
    const { approvals } = JSON.parse(readiness.stdout) as { approvals: Record<string, boolean> };
    return approvals[member.organization.mspId] === true;
  }

  #members(): Member[] {
    return this.#plan.organizations.flatMap((organization) =>
      organization.peers.map((peer) => ({ organization, peer })),
    );
  }

  #channel(): string[] {
    return ['--channelID', this.#plan.channel.name];
  }

  #definition({ sequence, version }: Definition): string[] {
    const { dataDir, chaincode } = this.#plan;
    const collections = join(dataDir, 'config', 'collections.json');
    writeAtomically(collections, collectionsConfig(this.#plan));
    return [
      ...this.#channel(),
      '--name',
      chaincode.name,
      '--version',
      version,
      '--sequence',
      String(sequence),
      '--signature-policy',
      outOf(chaincode.policy.n, chaincode.policy.of, 'peer'),
      ...(chaincode.collections.length > 0 ? ['--collections-config', collections] : []),
    ];
  }

  /** The leader: a follower would pass the envelope on, under BFT only after two seconds. */
  async #orderer(): Promise<string[]> {
    const orderer = (await leaderOf(this.#plan)) ?? this.#plan.orderers[0];
    if (orderer === undefined) throw new TypeError('The plan has no orderer.');
    return ['-o', address(orderer.ports.listen), '--tls', '--cafile', orderer.tls.ca];
  }

  #command(
    { organization, peer }: Member,
    args: readonly string[],
  ): { command: string; args: string[]; environment: Readonly<Record<string, string>> } {
    return {
      command: this.#bin('peer'),
      args: ['lifecycle', 'chaincode', ...args],
      environment: adminEnvironment(organization, peer),
    };
  }
}

function discoverConfig({ admin }: OrganizationPlan, peer: PeerPlan): string {
  const only = (folder: string): string => join(folder, readdirSync(folder)[0] ?? '');
  return stringify({
    version: 0,
    tlsconfig: { certpath: '', keypath: '', peercacertpath: peer.tls.ca, timeout: '5s' },
    signerconfig: {
      mspid: admin.mspId,
      identitypath: only(join(admin.mspDir, 'signcerts')),
      keypath: only(join(admin.mspDir, 'keystore')),
    },
  });
}
