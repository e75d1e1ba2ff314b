import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const chaincodeFolder = join(root, 'chaincode');
export const probeFolder = join(root, 'test', 'contract', 'probe');

/**
 * The product’s chaincode as built, with one contract more that only tests call: phantom reads and
 * failures after writes, which no contract of the product has. @returns its folder
 */
export function probedChaincode(folder: string): string {
  const home = join(folder, 'probed-chaincode');
  if (existsSync(home)) return home;
  mkdirSync(home, { recursive: true });
  for (const part of ['package.json', 'dist', 'contract-metadata']) {
    cpSync(join(chaincodeFolder, part), join(home, part), { recursive: true });
  }
  cpSync(join(probeFolder, 'contract.cjs'), join(home, 'dist', 'probe.cjs'));
  const index = join(home, 'dist', 'index.js');
  const more = "exports.contracts = [...exports.contracts, require('./probe.cjs').ProbeContract];";
  writeFileSync(index, `${readFileSync(index, 'utf8')}\n${more}\n`);
  const file = join(home, 'contract-metadata', 'metadata.json');
  const metadata = JSON.parse(readFileSync(file, 'utf8')) as { contracts: Record<string, unknown> };
  metadata.contracts['probe'] = JSON.parse(
    readFileSync(join(probeFolder, 'metadata.json'), 'utf8'),
  ) as unknown;
  writeFileSync(file, JSON.stringify(metadata));
  return home;
}
