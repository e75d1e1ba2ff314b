import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { Ground } from '../support/founded.js';
import { rowsOf } from '../support/planting.js';
import { probedContracts } from '../support/probe.js';
import { ledgerSuite } from './ledger.suite.js';

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
