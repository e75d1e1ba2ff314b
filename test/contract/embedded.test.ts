import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedLedger, openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { Ground, type PersonRow } from '../support/founded.js';
import { probedContracts } from '../support/probe.js';
import { ledgerSuite } from './ledger.suite.js';

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
    const ledger = await openEmbedded({ dataDir, installed: probedContracts() });
    return Ground.found(ledger, rowsOf(ledger), JSON.stringify(ledger.anchors()));
  },
});
