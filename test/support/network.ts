import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isListening } from '@shuquan/network/health';
import { type DeployWish, deploy } from '@shuquan/network/deploy';
import { clean, down, planOf, up } from '@shuquan/network/network';
import { address, type OrganizationPlan, type Plan, type Wish } from '@shuquan/network/plan';
import { adminEnvironment } from '@shuquan/network/render/environment';
import { type Outcome, tryRun } from '@shuquan/network/run';
import { type Binaries, findBinaries } from '@shuquan/network/steps/binaries';
import { leaderOf } from '@shuquan/network/steps/channel';
import { Report } from '@shuquan/network/steps/report';

const silent = new Report(() => undefined);

/** The Fabric binaries of this machine, or `undefined`; then Fabric tests are skipped, and say so. */
export function fabricBinaries(): Binaries | undefined {
  const found = findBinaries(process.env['FABRIC_BIN'] || undefined);
  if (found === undefined && process.env['REQUIRE_FABRIC'] === '1') {
    throw new Error('REQUIRE_FABRIC=1, but there are no Fabric binaries: npm run network -- build');
  }
  return found;
}

/** A network of a test's own: temporary folder, free ports, gone after `close`. */
export class TestNetwork {
  readonly plan: Plan;
  readonly bin: Binaries;
  readonly folder: string;

  private constructor(plan: Plan, bin: Binaries, folder: string) {
    this.plan = plan;
    this.bin = bin;
    this.folder = folder;
  }

  /** @param batchTimeout another than the shipped one: how long a lone transaction waits for others */
  static async open(
    bin: Binaries,
    { batchTimeout, ...wish }: Omit<Wish, 'dataDir'> & { readonly batchTimeout?: string } = {},
  ): Promise<TestNetwork> {
    const folder = mkdtempSync(join(tmpdir(), 'shuquan-e2e-'));
    const basePort = await freeBasePort();
    const shipped = planOf({ dataDir: join(folder, 'net'), basePort, ...wish });
    const channel = { ...shipped.channel, ...(batchTimeout === undefined ? {} : { batchTimeout }) };
    const plan = { ...shipped, channel };
    const network = new TestNetwork(plan, bin, folder);
    await network.up();
    return network;
  }

  up(): Promise<void> {
    return up(this.plan, this.bin, silent);
  }

  down(): Promise<void> {
    return down(this.plan.dataDir, silent);
  }

  deploy(wish: DeployWish): Promise<void> {
    return deploy(this.plan, this.bin, wish, silent);
  }

  /** The peer tool, as the administrator of an organisation, on its first peer or another's. */
  peer(mspId: string, args: readonly string[]): Promise<Outcome> {
    const organization = this.organization(mspId);
    // An organisation without a peer asks the first of another.
    const peer = organization.peers[0] ?? this.plan.peers[0];
    if (peer === undefined) throw new TypeError('The network has no peer.');
    const environment = adminEnvironment(organization, peer);
    return tryRun({ command: this.bin('peer'), args, environment });
  }

  organization(mspId: string): OrganizationPlan {
    const found = this.plan.organizations.find((each) => each.mspId === mspId);
    if (found === undefined) throw new TypeError(`There is no ${mspId}.`);
    return found;
  }

  /** Arguments that name the orderer which leads now. */
  async orderer(): Promise<string[]> {
    const leader = (await leaderOf(this.plan)) ?? this.plan.orderers[0];
    if (leader === undefined) throw new TypeError('The network has no orderer.');
    return ['-o', address(leader.ports.listen), '--tls', '--cafile', leader.tls.ca];
  }

  /** Arguments that name the peers of these organisations as endorsers. */
  endorsers(...mspIds: string[]): string[] {
    return mspIds
      .flatMap((mspId) => this.organization(mspId).peers)
      .flatMap(({ ports, tls }) => {
        return ['--peerAddresses', address(ports.listen), '--tlsRootCertFiles', tls.ca];
      });
  }

  /** Submits to the chaincode and waits for the commit on the endorsing peers. */
  async invoke(mspIds: readonly string[], ...call: string[]): Promise<Outcome> {
    const { channel, chaincode } = this.plan;
    return this.peer(mspIds[0] ?? '', [
      'chaincode',
      'invoke',
      ...(await this.orderer()),
      '-C',
      channel.name,
      '-n',
      chaincode.name,
      ...this.endorsers(...mspIds),
      '--waitForEvent',
      '-c',
      JSON.stringify({ Args: call }),
    ]);
  }

  query(mspId: string, ...call: string[]): Promise<Outcome> {
    const { channel, chaincode } = this.plan;
    const input = JSON.stringify({ Args: call });
    return this.peer(mspId, [
      'chaincode',
      'query',
      '-C',
      channel.name,
      '-n',
      chaincode.name,
      '-c',
      input,
    ]);
  }

  async close(): Promise<void> {
    await this.down();
    await clean(this.plan.dataDir, silent);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A chaincode of a few lines, which answers with its version. @returns its folder */
export function noteChaincode(folder: string, version: string): string {
  const home = join(folder, `note-${version}`);
  mkdirSync(join(home, 'dist'), { recursive: true });
  writeFileSync(
    join(home, 'package.json'),
    '{"name":"note","version":"1.0.0","main":"dist/index.js"}',
  );
  writeFileSync(
    join(home, 'dist', 'index.js'),
    `const { Contract } = require('fabric-contract-api');
class Note extends Contract {
  constructor() { super('note'); }
  async put(ctx, key, value) { await ctx.stub.putState(key, Buffer.from(value)); return value; }
  async get(ctx, key) { return String(await ctx.stub.getState(key)); }
  async version() { return ${JSON.stringify(version)}; }
  async organization(ctx) { return ctx.stub.getMspID(); }
}
exports.contracts = [Note];
`,
  );
  return home;
}

/** A base port with a free block above it, below the ports the system hands out. */
async function freeBasePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const base = 20_000 + Math.floor(Math.random() * 100) * 100;
    const taken = await Promise.all(Array.from({ length: 60 }, (_, at) => isListening(base + at)));
    if (!taken.includes(true)) return base;
  }
  throw new Error('There is no free block of ports between 20000 and 30000.');
}
