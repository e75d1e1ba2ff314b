import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Difference, fsck } from '@shuquan/gateway/ledger/embedded/fsck';
import type { BlockFiles } from '@shuquan/gateway/ledger/embedded/block-files';
import {
  checksumOf,
  decodePlaceOfBlock,
  encodePlaceOfBlock,
} from '@shuquan/gateway/ledger/embedded/block-place';
import type { Database } from '@shuquan/gateway/ledger/embedded/database';
import { blockKey } from '@shuquan/gateway/ledger/embedded/keys';
import { closeStore, openStore } from '@shuquan/gateway/ledger/embedded/store';
import { depositOf, openTestLedger } from '../support/embedded.js';

function overwrite(file: string, bytes: Uint8Array, at: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

describe('fsck of an embedded ledger', () => {
  let clean: string;
  let height: number;

  before(async () => {
    const test = await openTestLedger();
    const { ledger, dataDir } = test;
    const as = ledger.identity('registrar1');
    for (const id of ['E-1', 'E-2']) {
      const [salt, payload] = [randomBytes(16), Buffer.from(`secret of ${id}`)];
      const commitment = createHash('sha256').update(salt).update(payload).digest('hex');
      const options = { transient: { salt, payload } };
      await ledger.submit('evidence:deposit', depositOf(id, { commitment }), as, options);
    }
    const erasure = { id: 'E-1', reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL 47' } as const;
    await ledger.submit('evidence:erase', erasure, as);
    height = Number((await ledger.info()).height);
    await ledger.close();
    clean = mkdtempSync(join(tmpdir(), 'shuquan-fsck-'));
    cpSync(dataDir, clean, { recursive: true });
    rmSync(dataDir, { recursive: true });
  });
  after(() => {
    rmSync(clean, { recursive: true });
  });

  /** What fsck says of a copy after `harm`. */
  const differenceAfter = async (
    harm: (database: Database, blocks: BlockFiles) => Promise<void> | void,
  ): Promise<Difference | undefined> => {
    const copy = mkdtempSync(join(tmpdir(), 'shuquan-fsck-'));
    try {
      cpSync(clean, copy, { recursive: true });
      const store = await openStore(join(copy, 'ledger'));
      await harm(store.database, store.blocks);
      await closeStore(store);
      return (await fsck(copy)).difference;
    } finally {
      rmSync(copy, { recursive: true });
    }
  };

  /** Flips the last bit of the first value (or of the one picked) under a prefix. */
  const flip =
    (prefix: string, pick = 0, at = -1) =>
    async (database: Database): Promise<void> => {
      const range = {
        gte: Buffer.from(prefix),
        lt: Buffer.concat([Buffer.from(prefix), Buffer.of(255)]),
      };
      const entry = (await database.iterator(range).all()).at(pick);
      if (entry === undefined) throw new Error(`Nothing under ${prefix}.`);
      const value = Buffer.from(entry[1]);
      const index = at < 0 ? value.length + at : at;
      value[index] = (value[index] ?? 0) ^ 1;
      await database.put(entry[0], value);
    };
  it('names the block that a harmed log lost, though the chain is whole without it', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'shuquan-fsck-'));
    cpSync(clean, copy, { recursive: true });
    const folder = join(copy, 'ledger', 'db');
    const log = readdirSync(folder).find((name) => name.endsWith('.log')) ?? '';
    const bytes = readFileSync(join(folder, log));
    const inTheLastRecord = bytes.length - 100;
    bytes[inTheLastRecord] = (bytes[inTheLastRecord] ?? 0) ^ 1;
    writeFileSync(join(folder, log), bytes);

    const { ok, difference } = await fsck(copy);

    expect(ok).to.equal(false);
    expect(difference).to.include({ kind: 'block', block: height - 1 });
    rmSync(copy, { recursive: true });
  });

  const drop =
    (prefix: string) =>
    async (database: Database): Promise<void> => {
      const range = {
        gte: Buffer.from(prefix),
        lt: Buffer.concat([Buffer.from(prefix), Buffer.of(255)]),
      };
      const [key] = await database.keys({ ...range, limit: 1 }).all();
      if (key === undefined) throw new Error(`Nothing under ${prefix}.`);
      await database.del(key);
    };

  it('finds nothing in a ledger that is as its blocks say, and changes nothing', async () => {
    const report = await fsck(clean);
    expect(report).to.include({ ok: true, blocks: height });
    expect(report.transactions).to.equal(report.valid);
    expect(report.hash).to.match(/^[0-9a-f]{64}$/);
    expect(await fsck(clean)).to.deep.equal(report);
  });

  /** Flips a bit of a block’s bytes, and makes the checksum that of what stands there then. */
  const forge =
    (number: number, at: number) =>
    async (database: Database, blocks: BlockFiles): Promise<void> => {
      const place = decodePlaceOfBlock(await database.get(blockKey(number)));
      const bytes = place && blocks.read(place);
      if (place === undefined || bytes === undefined)
        throw new Error(`Block ${String(number)} is not there.`);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      overwrite(blocks.pathOf(place.file), bytes, place.offset);
      const entry = encodePlaceOfBlock({ ...place, checksum: checksumOf(bytes) });
      await database.put(blockKey(number), entry);
    };

  it('names a block of which a bit was flipped, wherever it was, by more than its checksum', async () => {
    for (let at = 20; at < 4000; at += 397) {
      const found = await differenceAfter(forge(height - 1, at));
      expect(found?.block, String(at)).to.equal(height - 1);
      expect(found?.kind).to.be.oneOf(['block', 'transaction', 'validation-flag']);
    }
  });

  it('names block 0 when it is not the pinned one', async () => {
    expect(await differenceAfter(forge(0, 400))).to.include({ kind: 'genesis', block: 0 });
  });

  it('names a block whose bytes are gone, moved, or no more under their checksum', async () => {
    const gone = await differenceAfter((_, blocks) => {
      rmSync(blocks.pathOf(0));
    });
    expect(gone).to.include({ kind: 'genesis', block: 0 });
    const moved = await differenceAfter(flip('B', 3, 9));
    expect(moved).to.include({ kind: 'block', block: 3 });
    const unlike = await differenceAfter(flip('B', 4, 14));
    expect(unlike).to.include({ kind: 'block', block: 4 });
    expect(unlike?.detail).to.match(/checksum/);
  });

  it('names a missing block', async () => {
    const key = Buffer.concat([Buffer.from('B'), Buffer.from([0, 0, 0, 0, 0, 5])]);
    expect(await differenceAfter((database) => database.del(key))).to.include({
      kind: 'block',
      block: 5,
    });
  });

  it('names a changed, a missing and a stray value in state, with its key', async () => {
    const changed = await differenceAfter(flip('Sshuquan\0\0evidence\0'));
    expect(changed).to.include({ kind: 'state', namespace: 'shuquan', key: 'evidence~E-1' });
    expect(changed).to.have.property('block').that.is.a('number');
    expect(await differenceAfter(drop('Sshuquan\0\0evidence\0'))).to.include({
      kind: 'state',
      key: 'evidence~E-1',
    });
    const stray = await differenceAfter((database) =>
      database.put(Buffer.from('Sshuquan\0zz'), Buffer.alloc(20)),
    );
    expect(stray).to.include({ kind: 'state', key: 'zz' });
  });

  it('names a changed version and a changed key-level policy', async () => {
    expect((await differenceAfter(flip('Sshuquan\0\0evidence\0', 0, 9)))?.detail).to.match(
      /another version/,
    );
    expect((await differenceAfter(flip('Hshuquan\0', 0, 60)))?.kind).to.equal('private-hash');
  });

  it('names a private value that is not its hash, with its organisation', async () => {
    const found = await differenceAfter(flip('PCourtMSP\0shuquan\0'));
    expect(found).to.include({
      kind: 'private-value',
      organization: 'CourtMSP',
      collection: 'evidencePayload',
    });
    const lost = await differenceAfter(drop('PRegistryMSP\0shuquan\0'));
    expect(lost).to.include({ kind: 'private-value', organization: 'RegistryMSP' });
  });

  it('names a changed entry of the transaction index and a missing one of the history', async () => {
    expect(await differenceAfter(flip('X'))).to.include({ kind: 'transaction-index' });
    expect(await differenceAfter(drop('Yshuquan\0'))).to.include({
      kind: 'history',
      namespace: 'shuquan',
    });
  });
});
