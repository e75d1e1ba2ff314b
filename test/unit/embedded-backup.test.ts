import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { restore } from '@shuquan/gateway/ledger/embedded/backup';
import { fsck } from '@shuquan/gateway/ledger/embedded/fsck';
import { openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { depositOf, openTestLedger, type TestLedger } from '../support/embedded.js';
import { codeOf, rejected } from '../support/rejected.js';

/** Whether any file under a folder holds these bytes. */
const holds = (folder: string, text: string): boolean =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => {
    const file = join(folder, name);
    return statSync(file).isFile() && readFileSync(file).includes(text);
  });

describe('backup of an embedded ledger', () => {
  let test: TestLedger;
  let folder: string;

  before(async () => {
    test = await openTestLedger();
    folder = mkdtempSync(join(tmpdir(), 'shuquan-backup-'));
  });
  after(async () => {
    await test.dispose();
    rmSync(folder, { recursive: true });
  });

  it('copies a running ledger as of one block; the copy is whole and goes on', async () => {
    const { ledger } = test;
    const as = ledger.identity('registrar1');
    const load = Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        ledger.submit('evidence:deposit', depositOf(`L-${String(i)}`), as),
      ),
    );
    const target = join(folder, 'running');
    await ledger.backup(target);
    await load;
    const restored = join(folder, 'restored');
    const { height, hash } = await restore(target, restored);
    expect(await fsck(restored)).to.include({ ok: true, blocks: height, hash });
    const copy = await openEmbedded({ dataDir: restored, clock: test.clock.now });
    try {
      expect((await copy.info()).height).to.equal(BigInt(height));
      await copy.submit('evidence:deposit', depositOf('after'), copy.identity('registrar1'));
    } finally {
      await copy.close();
    }
  });

  it('never brings back what was purged; after compaction the bytes have left the folder too', async () => {
    const { ledger, dataDir } = test;
    const as = ledger.identity('registrar1');
    const salt = randomBytes(16);
    const secret = Buffer.from(randomBytes(12).toString('hex'));
    const commitment = createHash('sha256').update(salt).update(secret).digest('hex');
    const options = { transient: { salt, payload: secret } };
    await ledger.submit('evidence:deposit', depositOf('P-1', { commitment }), as, options);
    const kept = secret.toString('base64').replace(/=+$/, '').slice(0, 24);
    await ledger.compact();
    const erasure = { id: 'P-1', reason: 'UNLAWFUL', legalBasis: 'PIPL 47' } as const;
    await ledger.submit('evidence:erase', erasure, as);
    await ledger.compact();
    expect(holds(join(dataDir, 'ledger', 'db'), kept)).to.equal(false);
    const target = join(folder, 'purged');
    await ledger.backup(target);
    expect(holds(target, kept)).to.equal(false);
  });

  it('refuses a folder that is not empty, for the backup and for the restore', async () => {
    const full = join(folder, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'something'), '');
    expect(await codeOf(test.ledger.backup(full))).to.equal('INPUT_INVALID');
    expect(await codeOf(restore(join(folder, 'purged'), full))).to.equal('INPUT_INVALID');
  });

  it('refuses a backup of which a file changed, and names the file', async () => {
    const target = join(folder, 'changed');
    await test.ledger.backup(target);
    appendFileSync(join(target, 'definition.json'), ' ');
    const refusal = await rejected(restore(target, join(folder, 'never')));
    expect(refusal.code).to.equal('LEDGER_DAMAGED');
    expect(refusal.params).to.include({ file: 'definition.json' });
    expect(await codeOf(restore(folder, join(folder, 'never')))).to.equal('LEDGER_DAMAGED');
  });
});
