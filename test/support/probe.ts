import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContractClass } from '@shuquan/gateway/guard';

const require = createRequire(import.meta.url);
const json = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object;

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

/** The product’s contracts with the one that only tests call, for the embedded ledger. */
export function probedContracts(): { contracts: ContractClass[]; metadata: object } {
  const { contracts } = require('@shuquan/chaincode') as { contracts: ContractClass[] };
  const { ProbeContract } = require(join(probeFolder, 'contract.cjs')) as {
    ProbeContract: ContractClass;
  };
  const metadata = json(join(chaincodeFolder, 'contract-metadata', 'metadata.json')) as {
    contracts: object;
  };
  const probe = json(join(probeFolder, 'metadata.json'));
  return {
    contracts: [...contracts, ProbeContract],
    metadata: { ...metadata, contracts: { ...metadata.contracts, probe } },
  };
}
