import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentTombstone } from '@shuquan/gateway/documents/entry';
import { contentKey, openEnvelope } from '@shuquan/gateway/documents/envelope';
import { FRAME_BYTES, sealFrames, TAG_BYTES } from '@shuquan/gateway/documents/frames';
import type { FileDocumentStore } from '@shuquan/gateway/documents/file-store';
import { MasterKeys } from '@shuquan/gateway/documents/master-keys';
import type { DocumentFault } from '@shuquan/gateway/documents/port';
import { Rows } from '@shuquan/gateway/documents/rows';
import { retainedUntil } from '@shuquan/gateway/documents/retention';
import { isCoded } from '@shuquan/gateway/errors';
import { expect } from 'chai';
import {
  basis,
  bytesOf,
  filesIn,
  newDocument,
  reader,
  StorePlace,
  streamOf,
} from '../support/documents.js';
import { codeOf, rejected } from '../support/rejected.js';

const SECRET = 'A paper that nobody else may read: 身份证号 example. ';

describe('documents in files', () => {
  let place: StorePlace;
  let store: FileDocumentStore;

  const fileOf = (id: string, name: 'content' | 'envelope'): string =>
    join(place.folder, 'sealed', id.slice(0, 2), id.slice(2), name);
  const put = (bytes: Uint8Array | string = SECRET, over = {}) =>
    store.put(streamOf(bytes), newDocument(over));
  /** What came out, and the code it ended with. */
  const attempt = async (id: string): Promise<{ out: Buffer; code: string | undefined }> => {
    const out: Uint8Array[] = [];
    try {
      for await (const chunk of (await store.open(id, reader())).content) out.push(chunk);
      return { out: Buffer.concat(out), code: undefined };
    } catch (err) {
      if (!isCoded(err)) throw err;
      return { out: Buffer.concat(out), code: err.code };
    }
  };
  const reopen = async (): Promise<void> => {
    await store.close();
    store = await place.open();
  };

  beforeEach(async () => {
    place = new StorePlace();
    store = await place.open();
  });
  afterEach(() => place.dispose());

  describe('damage', () => {
    const flipped = (bytes: Buffer, bit: number): Buffer => {
      const out = Buffer.from(bytes);
      out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return out;
    };

    it('of any bit of the content gives nothing', async () => {
      const { id } = await put('short');
      const file = fileOf(id, 'content');
      const whole = readFileSync(file);
      for (let bit = 0; bit < whole.length * 8; bit += 1) {
        writeFileSync(file, flipped(whole, bit));

        const { out, code } = await attempt(id);

        expect([out.length, code], String(bit)).to.deep.equal([0, 'DOCUMENT_DAMAGED']);
      }
      writeFileSync(file, whole);
      expect((await attempt(id)).out.toString()).to.equal('short');
    }).timeout(30_000);

    it('of any byte of the envelope never gives other bytes', async () => {
      const { id } = await put('short');
      const file = fileOf(id, 'envelope');
      const whole = readFileSync(file);
      for (let byte = 0; byte < whole.length; byte += 1) {
        writeFileSync(file, flipped(whole, byte * 8 + (byte & 7)));

        const { out, code } = await attempt(id);

        // Base64 has bits that say nothing, and JSON a line’s end: then all is as it was.
        if (code === undefined) expect(out.toString()).to.equal('short');
        else expect(code).to.be.oneOf(['DOCUMENT_DAMAGED', 'DOCUMENT_KEY_UNUSABLE']);
      }
    }).timeout(30_000);

    it('of any bit of the envelope never gives another key or other facts', async () => {
      const { id } = await put('short');
      const whole = readFileSync(fileOf(id, 'envelope'));
      const masters = await MasterKeys.open(place.keyFile, []);
      const right = openEnvelope(masters, id, whole);
      let refused = 0;
      for (let bit = 0; bit < whole.length * 8; bit += 1) {
        let got: unknown = right;
        try {
          got = openEnvelope(masters, id, flipped(whole, bit));
        } catch {
          refused += 1;
        }
        expect(got, String(bit)).to.deep.equal(right);
      }
      expect(refused).to.be.above(whole.length * 7.9);
    }).timeout(30_000);

    it('by somebody who has the key is found by the digests, before the last frame is out', async () => {
      const { id } = await put(Buffer.alloc(FRAME_BYTES + 1, 1));
      const masters = await MasterKeys.open(place.keyFile, []);
      const { key } = openEnvelope(masters, id, readFileSync(fileOf(id, 'envelope')));
      const forged = streamOf(Buffer.alloc(FRAME_BYTES + 1, 2));

      const sealed = await bytesOf(sealFrames(forged, contentKey(key)));

      writeFileSync(fileOf(id, 'content'), sealed);
      const { out, code } = await attempt(id);
      expect([out.length, code]).to.deep.equal([FRAME_BYTES, 'DOCUMENT_DAMAGED']);
    });

    it('by truncation, at every byte of the last frame and at the edges before, is refused', async () => {
      const tail = 40;
      const { id } = await put(Buffer.alloc(FRAME_BYTES + tail, 7));
      const file = fileOf(id, 'content');
      const whole = readFileSync(file);
      const last = whole.length - tail - TAG_BYTES;
      for (let length = last; length < whole.length; length += 1) {
        writeFileSync(file, whole.subarray(0, length));
        const { out, code } = await attempt(id);
        expect([out.length, code], String(length)).to.deep.equal([0, 'DOCUMENT_DAMAGED']);
      }
      for (const length of [0, 7, 8, 9, last - 1]) {
        writeFileSync(file, whole.subarray(0, length));
        expect((await attempt(id)).code, String(length)).to.equal('DOCUMENT_DAMAGED');
      }
      writeFileSync(file, Buffer.concat([whole, Buffer.of(0)]));
      expect((await attempt(id)).code).to.equal('DOCUMENT_DAMAGED');
    });

    it('by frames swapped, repeated or brought from another document is refused', async () => {
      const bytes = Buffer.alloc(3 * FRAME_BYTES, 1);
      const [{ id }, other] = [await put(bytes), await put(bytes)];
      const file = fileOf(id, 'content');
      const whole = readFileSync(file);
      const foreign = readFileSync(fileOf(other.id, 'content'));
      const size = FRAME_BYTES + TAG_BYTES;
      const frame = (from: Buffer, i: number): Buffer =>
        from.subarray(8 + i * size, 8 + (i + 1) * size);
      const mark = whole.subarray(0, 8);
      const [a, b, c] = [frame(whole, 0), frame(whole, 1), frame(whole, 2)];
      const spliced: Record<string, [Buffer[], number]> = {
        swapped: [[b, a, c], 0],
        repeated: [[a, a, c], 1],
        'last too early': [[a, c, b], 1],
        foreign: [[a, frame(foreign, 1), c], 1],
        'all foreign': [[frame(foreign, 0), frame(foreign, 1), frame(foreign, 2)], 0],
      };
      for (const [what, [frames, good]] of Object.entries(spliced)) {
        writeFileSync(file, Buffer.concat([mark, ...frames]));
        const { out, code } = await attempt(id);
        expect([out.length, code], what).to.deep.equal([good * FRAME_BYTES, 'DOCUMENT_DAMAGED']);
      }
    });

    it('by the envelope of another document is refused', async () => {
      const [{ id }, other] = [await put(), await put()];
      writeFileSync(fileOf(id, 'envelope'), readFileSync(fileOf(other.id, 'envelope')));

      expect(await codeOf(store.open(id, reader()))).to.equal('DOCUMENT_DAMAGED');
    });

    it('by a file that is gone is named by a sweep, with nothing else', async () => {
      const [{ id }, fine, gone] = [await put(), await put(), await put()];
      await store.erase(gone.id, basis());
      rmSync(fileOf(id, 'content'));

      const faults: DocumentFault[] = [];
      for await (const fault of store.sweep()) faults.push(fault);

      expect(faults.map((fault) => [fault.id, fault.code])).to.deep.equal([
        [id, 'DOCUMENT_DAMAGED'],
      ]);
      expect((await store.history(fine.id, { limit: 10 })).items).to.have.length(1);
    });
  });

  describe('what lies on the disk', () => {
    it('tells nothing of content, digests, salt or what kind of paper it is', async () => {
      const { digests, salt } = await put(SECRET, { kind: 'IDENTITY_PAPER' });
      await store.close();

      const told = [SECRET, salt, ...Object.values(digests), 'application/pdf', 'IDENTITY_PAPER'];
      for (const [name, bytes] of filesIn(place.folder)) {
        for (const text of told) expect(bytes.includes(text), `${name}: ${text}`).to.equal(false);
        for (const hex of [salt, ...Object.values(digests)]) {
          expect(bytes.includes(Buffer.from(hex, 'hex')), `${name}: ${hex}`).to.equal(false);
        }
      }
    });

    it('shares nothing between two cases with the same paper', async () => {
      const [a, b] = [await put(SECRET), await put(SECRET, { caseId: 'case-2' })];

      expect(a.id).to.not.equal(b.id);
      expect(a.commitment).to.not.equal(b.commitment);
      const [first, second] = [a, b].map(({ id }) =>
        readFileSync(fileOf(id, 'content')).subarray(8),
      );
      // Of 70-odd random bytes two files have a run of four in common once in a million times.
      const runs = (bytes = Buffer.alloc(0)): string[] =>
        Array.from({ length: bytes.length - 3 }, (_, i) =>
          bytes.subarray(i, i + 4).toString('hex'),
        );
      const known = new Set(runs(first));
      expect(runs(second).filter((run) => known.has(run))).to.deep.equal([]);
    });

    it('is open to its owner only', async () => {
      const { id } = await put();

      const modes = [place.keyFile, fileOf(id, 'content'), fileOf(id, 'envelope'), place.folder];
      expect(modes.map((file) => statSync(file).mode & 0o077)).to.deep.equal([0, 0, 0, 0]);
    });

    it('has the SHA-256 of the sealed bytes as its name', async () => {
      const { id } = await put();

      const sealed = readFileSync(fileOf(id, 'content'));
      expect(createHash('sha256').update(sealed).digest('hex')).to.equal(id);
    });
  });

  it('leaves after erasure nothing from which content, digests or keys could be had', async () => {
    const { id, digests, salt } = await put();
    const envelope = JSON.parse(readFileSync(fileOf(id, 'envelope'), 'utf8')) as {
      wrapped: string;
      facts: string;
    };
    const content = readFileSync(fileOf(id, 'content'));
    // An open handle sees what is left of the file after its name is gone.
    const handle = await open(fileOf(id, 'envelope'), 'r');
    try {
      await store.erase(id, basis());
      const left = await handle.readFile();
      await store.close();

      const hex = [salt, ...Object.values(digests)];
      const traces = [
        ...[SECRET, envelope.wrapped, envelope.facts, ...hex].map((text) => Buffer.from(text)),
        ...[envelope.wrapped, envelope.facts].map((text) => Buffer.from(text, 'base64')),
        ...hex.map((text) => Buffer.from(text, 'hex')),
        content.subarray(8, 40),
      ];
      const all = [...filesIn(place.dir), ['the unlinked envelope', left] as const];
      for (const [name, bytes] of all) {
        for (const trace of traces) expect(bytes.includes(trace), name).to.equal(false);
      }
    } finally {
      await handle.close();
    }
  });

  it('finishes an erasure that a kill cut short after its tombstone', async () => {
    const { id, commitment } = await put();
    await store.close();
    const rows = await Rows.open(join(place.folder, 'db'));
    const row = await rows.get(id);
    const { reason, legalBasis, by } = basis();
    const erasedAt = '2027-03-01T01:00:00.000Z';
    const tombstone = { v: 1, id, caseId: 'case-1', commitment, reason, legalBasis, by, erasedAt };
    if (row === undefined) throw new Error('The document has no row.');
    await rows.erase(
      id,
      { ...row, tombstone: DocumentTombstone.parse(tombstone) },
      { act: 'ERASED', at: erasedAt, by, detail: legalBasis },
    );
    await rows.close();
    expect([...filesIn(join(place.folder, 'sealed')).keys()]).to.have.length(2);

    store = await place.open();

    expect([...filesIn(join(place.folder, 'sealed')).keys()]).to.deep.equal([]);
    expect(await store.erase(id, basis({ reason: 'UNLAWFUL' }))).to.deep.equal(tombstone);
  });

  describe('the master key', () => {
    it('is made on first start and kept', async () => {
      const before = readFileSync(place.keyFile, 'utf8');
      await reopen();

      expect(readFileSync(place.keyFile, 'utf8')).to.equal(before);
    });

    const unusable: Record<string, (file: string) => void> = {
      missing: (file) => {
        rmSync(file);
      },
      'of another store': (file) => {
        renameSync(`${file}.other`, file);
      },
      'altered in one digit': (file) => {
        const text = readFileSync(file, 'utf8');
        writeFileSync(
          file,
          text.replace(/"key": "(.)/, (_, digit: string) => `"key": "${digit === '0' ? '1' : '0'}`),
        );
      },
      'no JSON': (file) => {
        writeFileSync(file, 'nonsense');
      },
      'open to everybody': (file) => {
        chmodSync(file, 0o644);
      },
    };
    for (const [what, harm] of Object.entries(unusable)) {
      it(`that is ${what} stops the start, and a new one is not made in its place`, async () => {
        const { id } = await put();
        const other = new StorePlace();
        await (await other.open()).close();
        writeFileSync(`${place.keyFile}.other`, readFileSync(other.keyFile), { mode: 0o600 });
        await other.dispose();
        await store.close();
        const good = readFileSync(place.keyFile);
        harm(place.keyFile);

        const err = await rejected(place.open());

        expect(err.code).to.equal('DOCUMENT_KEY_UNUSABLE');
        const { keys } = JSON.parse(good.toString()) as { keys: { key: string }[] };
        expect(err.message).to.not.include(keys[0]?.key.slice(0, 8));
        writeFileSync(place.keyFile, good);
        chmodSync(place.keyFile, 0o600);
        store = await place.open();
        expect((await attempt(id)).out.toString()).to.equal(SECRET);
      });
    }

    it('rotates: every document opens with the new one, and the old one opens nothing', async () => {
      const ids = [(await put()).id, (await put('another')).id];
      await store.erase((await put('gone')).id, basis());
      const old = readFileSync(place.keyFile);
      const content = readFileSync(fileOf(ids[0] ?? '', 'content'));

      expect(await store.rewrap()).to.deep.equal({ rewrapped: 2 });

      const { keys } = JSON.parse(readFileSync(place.keyFile, 'utf8')) as { keys: unknown[] };
      expect(keys).to.have.length(1);
      expect(old.includes(JSON.stringify(keys[0]))).to.equal(false);
      expect(readFileSync(fileOf(ids[0] ?? '', 'content'))).to.deep.equal(content);
      await reopen();
      expect((await attempt(ids[0] ?? '')).out.toString()).to.equal(SECRET);
      expect((await attempt(ids[1] ?? '')).out.toString()).to.equal('another');
      await store.close();
      writeFileSync(place.keyFile, old);
      expect(await codeOf(place.open())).to.equal('DOCUMENT_KEY_UNUSABLE');
    });

    it('rotation cut short is finished by the next, and loses nothing meanwhile', async () => {
      const [first, second] = [await put('first'), await put('second')];
      const envelope = readFileSync(fileOf(first.id, 'envelope'));
      writeFileSync(fileOf(first.id, 'envelope'), 'damaged');
      expect(await codeOf(store.rewrap())).to.equal('DOCUMENT_DAMAGED');
      writeFileSync(fileOf(first.id, 'envelope'), envelope);
      await reopen();
      const third = await put('third');

      for (const { id } of [first, second, third]) {
        expect((await attempt(id)).code).to.equal(undefined);
      }
      await store.rewrap();

      await reopen();
      const { keys } = JSON.parse(readFileSync(place.keyFile, 'utf8')) as { keys: unknown[] };
      expect(keys).to.have.length(1);
      for (const [{ id }, text] of [
        [first, 'first'],
        [second, 'second'],
        [third, 'third'],
      ] as const) {
        expect((await attempt(id)).out.toString()).to.equal(text);
      }
    });

    it('rotates while documents come and are read', async () => {
      const ids = [(await put()).id];
      const reads = async (): Promise<void> => {
        for (let i = 0; i < 20; i += 1)
          expect((await attempt(ids[0] ?? '')).code).to.equal(undefined);
      };
      const puts = async (): Promise<void> => {
        for (let i = 0; i < 10; i += 1) ids.push((await put(`paper ${String(i)}`)).id);
      };

      await Promise.all([reads(), puts(), store.rewrap(), store.rewrap()]);

      await reopen();
      for (const id of ids) expect((await attempt(id)).code).to.equal(undefined);
    });
  });

  it('keeps a second process out', async () => {
    expect(await codeOf(place.open())).to.equal('LEDGER_LOCKED');
  });

  it('says that the disk is full, and leaves nothing of the document', async () => {
    const handle = await open(place.keyFile);
    const prototype = Object.getPrototypeOf(handle) as { write: (...args: never[]) => unknown };
    await handle.close();
    const { write } = prototype;
    let writes = 0;
    prototype.write = function (...args) {
      writes += 1;
      if (writes < 3) return write.apply(this, args);
      return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    };
    try {
      const full = put(Buffer.alloc(5 * FRAME_BYTES));
      expect(await codeOf(full)).to.equal('DISK_FULL');
    } finally {
      prototype.write = write;
    }

    expect([...filesIn(join(place.folder, 'incoming'))]).to.deep.equal([]);
    expect([...filesIn(join(place.folder, 'sealed'))]).to.deep.equal([]);
    expect((await store.list('case-1', { limit: 1 })).items).to.deep.equal([]);
    expect((await attempt((await put()).id)).out.toString()).to.equal(SECRET);
  });

  it('takes constant memory, however long a document is', async () => {
    const MIB = 1_048_576;
    const length = 128;
    await store.close();
    store = await place.open({ maxBytes: 256 * MIB });
    async function* long() {
      // One buffer for all: what grows is not the sender’s.
      const chunk = Buffer.alloc(MIB, 1);
      for (let i = 0; i < length; i += 1) {
        await Promise.resolve();
        yield chunk;
      }
    }
    let most = 0;
    const look = (): void => {
      most = Math.max(most, process.memoryUsage().rss);
    };
    // Both ways once, so that what is measured is not the code being loaded.
    await attempt((await put(Buffer.alloc(8 * MIB))).id);
    const before = process.memoryUsage().rss;
    const timer = setInterval(look, 20);
    try {
      const { id, size } = await store.put(long(), newDocument());
      let read = 0;
      for await (const chunk of (await store.open(id, reader())).content) read += chunk.length;
      look();

      expect([size, read]).to.deep.equal([length * MIB, length * MIB]);
      expect(most - before).to.be.below(64 * MIB);
    } finally {
      clearInterval(timer);
    }
  }).timeout(120_000);

  it('counts a retention to the end of the corresponding day in Shanghai', () => {
    const vectors = [
      // 01:00 of 1 July in Shanghai.
      ['2027-06-30T17:00:00.000Z', 20, '2047-07-01T16:00:00.000Z'],
      ['2027-06-30T15:59:59.999Z', 20, '2047-06-30T16:00:00.000Z'],
      // 29 February has no corresponding day in 2047: the month’s last day.
      ['2028-02-29T04:00:00.000Z', 19, '2047-02-28T16:00:00.000Z'],
      ['2028-02-29T04:00:00.000Z', 20, '2048-02-29T16:00:00.000Z'],
      ['2027-12-31T16:00:00.000Z', 1, '2029-01-01T16:00:00.000Z'],
      ['2027-12-31T08:00:00.000Z', 0, '2027-12-31T16:00:00.000Z'],
    ] as const;
    for (const [ended, years, until] of vectors) {
      expect(retainedUntil(ended, years), `${ended} + ${String(years)}`).to.equal(until);
    }
  });
});
