import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isCoded } from '@shuquan/gateway/errors';
import { fsck } from '@shuquan/gateway/ledger/embedded/fsck';
import { openEmbedded } from '@shuquan/gateway/ledger/embedded/open';
import { depositOf, openTestLedger } from '../support/embedded.js';
import { crashCycles } from './crash.js';

describe('an embedded ledger after a crash', function () {
  this.timeout(120_000);

  it('has everything it had acknowledged before kill -9, and nothing half', async () => {
    const report = await crashCycles(5);
    expect(report.lost).to.deep.equal([]);
    expect(report.acknowledged).to.be.greaterThan(20);
    expect(report.fsck.difference).to.equal(undefined);
  });

  describe('with a torn or damaged log', () => {
    interface Acknowledged {
      readonly id: string;
      /** Size of the log when it was acknowledged: all of that had been synced. */
      readonly size: number;
    }
    const acknowledged: Acknowledged[] = [];
    let whole: string;

    const blocksOf = (dataDir: string): string =>
      join(dataDir, 'ledger', 'blocks', 'blockfile_000000');
    const logOf = (dataDir: string): string => {
      const db = join(dataDir, 'ledger', 'db');
      const name = readdirSync(db).find((each) => each.endsWith('.log'));
      if (name === undefined) throw new Error('The database has no log.');
      return join(db, name);
    };

    before(async () => {
      const test = await openTestLedger();
      const as = test.ledger.identity('registrar1');
      for (let i = 0; i < 24; i += 1) {
        const id = `T-${String(i)}`;
        await test.ledger.submit('evidence:deposit', depositOf(id), as);
        acknowledged.push({ id, size: statSync(logOf(test.dataDir)).size });
      }
      whole = mkdtempSync(join(tmpdir(), 'shuquan-torn-'));
      // While it is open: nothing that closing would write is there.
      cpSync(test.dataDir, whole, { recursive: true });
      await test.dispose();
    });
    after(() => {
      rmSync(whole, { recursive: true });
    });

    /** Ids that are there after `harm`; a code where the ledger refuses to open. */
    const reopened = async (
      harm: (dataDir: string) => void,
      look: (dataDir: string) => void = () => undefined,
    ): Promise<{ readonly ids: string[] } | { readonly code: string }> => {
      const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-torn-'));
      try {
        cpSync(whole, dataDir, { recursive: true });
        harm(dataDir);
        const ledger = await openEmbedded({
          dataDir,
          clock: () => new Date('2027-03-02T00:00:00Z'),
        });
        const as = ledger.serviceIdentity();
        const ids: string[] = [];
        for (const { id } of acknowledged) {
          const there = await ledger.evaluate('evidence:read', { id }, as).catch(() => undefined);
          if (there !== undefined) ids.push(id);
        }
        await ledger.close();
        expect((await fsck(dataDir)).difference).to.equal(undefined);
        return { ids };
      } catch (err) {
        if (isCoded(err)) return { code: err.code };
        throw err;
      } finally {
        look(dataDir);
        rmSync(dataDir, { recursive: true });
      }
    };
    /** As after a power cut: the mark beside the database was not written yet. */
    const tear = (dataDir: string, size: number): void => {
      truncateSync(logOf(dataDir), size);
      rmSync(join(dataDir, 'ledger', 'high-water'), { force: true });
    };

    it('keeps whatever was acknowledged up to where the log is cut, at every cut', async () => {
      const first = acknowledged[16]?.size ?? 0;
      const last = acknowledged.at(-1)?.size ?? 0;
      const cuts = acknowledged.slice(16).map(({ size }) => size);
      for (let cut = first; cut < last; cut += Math.ceil((last - first) / 5)) cuts.push(cut);
      for (const cut of cuts) {
        const expected = acknowledged.filter(({ size }) => size <= cut).map(({ id }) => id);
        const found = await reopened((dataDir) => {
          tear(dataDir, cut);
        });
        expect(found, String(cut)).to.deep.equal({ ids: expected });
      }
    });

    it('does not start when acknowledged blocks are gone from its end', async () => {
      const cut = acknowledged[15]?.size ?? 0;
      const found = await reopened((dataDir) => {
        truncateSync(logOf(dataDir), cut);
      });
      expect(found).to.deep.equal({ code: 'LEDGER_DAMAGED' });
    });

    it('does not start over damage in the middle of its log', async () => {
      for (const at of [8, 14, 20]) {
        const found = await reopened((dataDir) => {
          const file = logOf(dataDir);
          const bytes = readFileSync(file);
          const middle = (acknowledged[at]?.size ?? 0) - 300;
          bytes[middle] = (bytes[middle] ?? 0) ^ 0x10;
          writeFileSync(file, bytes);
        });
        expect(found, String(at)).to.deep.equal({ code: 'LEDGER_DAMAGED' });
      }
    });

    it('cuts off what was written of a block and never committed', async () => {
      const all = acknowledged.map(({ id }) => id);
      for (const stray of [1, 700, 40_000]) {
        const found = await reopened((dataDir) => {
          appendFileSync(blocksOf(dataDir), Buffer.alloc(stray, 0x0a));
        });
        expect(found, String(stray)).to.deep.equal({ ids: all });
      }
    });

    it('does not start when the blocks’ file lost its end', async () => {
      for (const lost of [1, 5_000]) {
        const found = await reopened((dataDir) => {
          truncateSync(blocksOf(dataDir), statSync(blocksOf(dataDir)).size - lost);
        });
        expect(found, String(lost)).to.deep.equal({ code: 'LEDGER_DAMAGED' });
      }
    });

    it('does not start over damage in the blocks’ file, wherever it is', async () => {
      for (const share of [0.1, 0.5, 0.9]) {
        const found = await reopened((dataDir) => {
          const bytes = readFileSync(blocksOf(dataDir));
          const at = Math.floor(bytes.length * share);
          bytes[at] = (bytes[at] ?? 0) ^ 0x10;
          writeFileSync(blocksOf(dataDir), bytes);
        });
        expect(found, String(share)).to.deep.equal({ code: 'LEDGER_DAMAGED' });
      }
    });

    it('cuts nothing off while acknowledged blocks are gone from the database', async () => {
      const cut = acknowledged[15]?.size ?? 0;
      let size = 0;
      let left = 0;
      const found = await reopened(
        (dataDir) => {
          truncateSync(logOf(dataDir), cut);
          size = statSync(blocksOf(dataDir)).size;
        },
        (dataDir) => {
          left = statSync(blocksOf(dataDir)).size;
        },
      );
      expect(found).to.deep.equal({ code: 'LEDGER_DAMAGED' });
      expect(left).to.equal(size);
    });
  });
});
