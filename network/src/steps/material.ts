import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chaincodeLine } from '../certificate.js';
import type { PeerPlan, Plan } from '../plan.js';
import { configtx, profileName } from '../render/configtx.js';
import { coreYaml } from '../render/core.js';
import { cryptoConfig } from '../render/crypto-config.js';
import { ordererYaml } from '../render/orderer.js';
import { run } from '../run.js';
import { writeAtomically } from '../state.js';
import type { Binaries } from './binaries.js';
import type { Report } from './report.js';

export function genesisFile({ dataDir }: Plan): string {
  return join(dataDir, 'genesis.block');
}

/** Keys and certificates of every organisation and node. Made once, moved into place whole. */
export async function makeCrypto(plan: Plan, bin: Binaries, report: Report): Promise<void> {
  const target = join(plan.dataDir, 'crypto');
  if (existsSync(target)) {
    report.skip('certificates', 'already made');
    return;
  }
  const config = join(plan.dataDir, 'config', 'crypto-config.yaml');
  writeAtomically(config, cryptoConfig(plan));
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  await run('make the organisations’ certificates', {
    command: bin('cryptogen'),
    args: ['generate', `--config=${config}`, `--output=${partial}`],
  });
  renameSync(partial, target);
  report.done('certificates', `${String(plan.organizations.length + 1)} organisations`);
}

/** Block 0 of the channel. Made once: its hash is the channel's identity. */
export async function makeGenesis(plan: Plan, bin: Binaries, report: Report): Promise<void> {
  const target = genesisFile(plan);
  if (existsSync(target)) {
    report.skip('genesis block', 'already made');
    return;
  }
  const folder = join(plan.dataDir, 'config');
  writeAtomically(join(folder, 'configtx.yaml'), configtx(plan));
  const partial = `${target}.partial`;
  await run('make the genesis block', {
    command: bin('configtxgen'),
    args: [
      '-profile',
      profileName,
      '-channelID',
      plan.channel.name,
      '-outputBlock',
      partial,
      '-configPath',
      folder,
    ],
    environment: { FABRIC_LOGGING_SPEC: 'error' },
  });
  renameSync(partial, target);
  report.done('genesis block', plan.channel.name);
}

/** Each node's configuration, rendered anew: it holds nothing that must survive. */
export function writeNodeConfigs(plan: Plan, builder: string): void {
  for (const peer of plan.peers) {
    mkdirSync(peer.data, { recursive: true });
    writeAtomically(join(peer.folder, 'core.yaml'), coreYaml(peer, builder));
  }
  for (const orderer of plan.orderers) {
    mkdirSync(orderer.data, { recursive: true });
    writeAtomically(join(orderer.folder, 'orderer.yaml'), ordererYaml(orderer, plan));
  }
}

/** The mutual TLS material between each peer and its chaincode process. */
export async function makeChaincodeLines(plan: Plan, report: Report): Promise<void> {
  const lacking = plan.peers.filter(({ chaincodeTls }) => !existsSync(chaincodeTls));
  for (const peer of lacking) await makeLine(peer, plan.certificateDays);
  if (lacking.length > 0) report.done('chaincode TLS', `${String(lacking.length)} peers`);
}

async function makeLine({ id, chaincodeTls }: PeerPlan, days: number): Promise<void> {
  const { ca, server, client } = await chaincodeLine(id, days);
  const partial = `${chaincodeTls}.partial`;
  rmSync(partial, { recursive: true, force: true });
  writeAtomically(join(partial, 'ca.crt'), ca);
  writeAtomically(join(partial, 'server.crt'), server.certificate);
  writeAtomically(join(partial, 'server.key'), server.key, 0o600);
  writeAtomically(join(partial, 'client.crt'), client.certificate);
  writeAtomically(join(partial, 'client.key'), client.key, 0o600);
  renameSync(partial, chaincodeTls);
}

/** The peer's end of the line, as PEM text. */
export function peerEnd({ chaincodeTls }: PeerPlan): {
  ca: string;
  certificate: string;
  key: string;
} {
  const read = (name: string): string => readFileSync(join(chaincodeTls, name), 'utf8');
  return { ca: read('ca.crt'), certificate: read('client.crt'), key: read('client.key') };
}
