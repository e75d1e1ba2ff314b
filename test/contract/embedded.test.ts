import type { KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractClass } from '@shuquan/gateway/guard';
import { type EmbeddedLedger, openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { Ground, type PersonRow } from '../support/founded.js';
import { chaincodeFolder, probeFolder } from '../support/probe.js';
import { ledgerSuite } from './ledger.suite.js';

const require = createRequire(import.meta.url);
const json = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object;

/** The product’s contracts with the one that only tests call. */
function probed(): { contracts: ContractClass[]; metadata: object } {
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

const rowsOf = (ledger: EmbeddedLedger): PersonRow[] =>
  ledger.people().map((person) => {
    const { pem, key } = ledger.identity(person.id) as unknown as { pem: string; key: KeyObject };
    const keyPem = key.export({ type: 'pkcs8', format: 'pem' }) as string;
    return { ...person, certificatePem: pem, keyPem };
  });

const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-embedded-'));
after(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

ledgerSuite('embedded', {
  timeoutMs: 20_000,
  open: async () => {
    const ledger = await openEmbedded({ dataDir, installed: probed() });
    return Ground.found(ledger, rowsOf(ledger), JSON.stringify(ledger.anchors()));
  },
});
