import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkDocumentCommitment } from '@shuquan/gateway/documents/commitment';
import { FRAME_BYTES } from '@shuquan/gateway/documents/frames';
import type { DocumentEntry, KeptDocument } from '@shuquan/gateway/documents/entry';
import type { DocumentStore } from '@shuquan/gateway/documents/port';
import { expect } from 'chai';
import fc from 'fast-check';
import { actor, basis, bytesOf, newDocument, reader, streamOf } from '../support/documents.js';
import { HandClock } from '../support/hand-clock.js';
import { codeOf, rejected } from '../support/rejected.js';

export interface StoreUnderTest {
  open(options: { now: () => number; maxBytes?: number }): Promise<DocumentStore>;
  dispose(): Promise<void>;
}

const PAPER = '示例：数据来源证明';
const hashed = (name: string, bytes: Uint8Array): string =>
  createHash(name).update(bytes).digest('hex');

/** What every document store must do. */
export function documentsSuite(name: string, place: () => StoreUnderTest): void {
  describe(`DocumentStore: ${name}`, () => {
    let under: StoreUnderTest;
    let store: DocumentStore;
    let clock: HandClock;

    const put = (over: Parameters<typeof newDocument>[0] = {}, text = PAPER) =>
      store.put(streamOf(text), newDocument(over));
    const read = async (id: string, as = reader()): Promise<Buffer> =>
      bytesOf((await store.open(id, as)).content);
    const idsOf = ({ items }: { items: readonly DocumentEntry[] }) => items.map(({ id }) => id);

    beforeEach(async () => {
      clock = new HandClock();
      under = place();
      store = await under.open({ now: () => clock.now() });
    });
    afterEach(async () => {
      await store.close();
      await under.dispose();
    });

    it('gives back what came, with both digests, its size and when it came', async () => {
      const bytes = Buffer.from(PAPER);

      const kept = await put();

      expect(kept).to.deep.include({
        ...{ state: 'KEPT', caseId: 'case-1', kind: 'SOURCE_PROOF', mediaType: 'application/pdf' },
        ...{ size: bytes.length, retainYears: 20, retainUntil: null, holds: [] },
        digests: { 'SHA-256': hashed('sha256', bytes), SM3: hashed('sm3', bytes) },
        storedAt: '2027-03-01T01:00:00.000Z',
      });
      expect(await read(kept.id)).to.deep.equal(bytes);
      expect(await store.entry(kept.id)).to.deep.equal(kept);
    });

    it('gives back any bytes in any chunks, around every edge of a frame', async () => {
      const edges = [0, 1, 2].flatMap((n) => [-1, 0, 1].map((d) => n * FRAME_BYTES + d));
      const size = fc.oneof(
        fc.constantFrom(...edges.filter((n) => n >= 0)),
        fc.nat({ max: 3 * FRAME_BYTES }),
      );
      const cuts = fc.array(fc.nat({ max: 3 * FRAME_BYTES }), { maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(size, cuts, fc.nat(255), async (length, at, fill) => {
          const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 31 + fill) & 0xff));
          const places = [0, ...at.filter((n) => n < length), length].sort((a, b) => a - b);
          const chunks = places.map((n, i) => bytes.subarray(n, places[i + 1] ?? length));

          const kept = await store.put(streamOf(...chunks), newDocument());

          expect(kept.size).to.equal(length);
          expect((await read(kept.id)).equals(bytes)).to.equal(true);
        }),
        { numRuns: 40 },
      );
    }).timeout(60_000);

    it('commits to both digests under a salt of its own each time', async () => {
      const [a, b] = [await put(), await put()];

      for (const { commitment, salt, digests } of [a, b]) {
        expect(Buffer.from(salt, 'hex').length).to.be.at.least(16);
        checkDocumentCommitment(commitment, Buffer.from(salt, 'hex'), digests);
      }
      expect(a.commitment).to.not.equal(b.commitment);
      expect(a.id).to.not.equal(b.id);
    });

    it('refuses what does not have the digests announced, and keeps nothing of it', async () => {
      const expected = { 'SHA-256': '0'.repeat(64), SM3: '0'.repeat(64) };

      expect(await codeOf(put({ expected }))).to.equal('DOCUMENT_MISMATCH');
      expect(idsOf(await store.list('case-1', { limit: 10 }))).to.deep.equal([]);
    });

    it('refuses one byte too many while it streams, and takes exactly as many as it may', async () => {
      await store.close();
      store = await under.open({ now: () => clock.now(), maxBytes: 100 });
      let taken = 0;
      async function* endless() {
        for (; ; taken += 1) {
          await Promise.resolve();
          yield Buffer.alloc(10);
        }
      }

      const err = await rejected(store.put(endless(), newDocument()));

      expect(err).to.deep.include({ code: 'DOCUMENT_TOO_LARGE', params: { maxBytes: 100 } });
      expect(taken).to.equal(10);
      expect((await store.put(streamOf(Buffer.alloc(100)), newDocument())).size).to.equal(100);
    });

    it('hands on what makes the stream fail, and keeps nothing of it', async () => {
      async function* broken() {
        yield Buffer.from('half');
        await Promise.resolve();
        throw new Error('The sender is gone');
      }

      const failure = await store.put(broken(), newDocument()).catch((err: unknown) => err);

      expect(String(failure)).to.match(/The sender is gone/);
      expect(idsOf(await store.list('case-1', { limit: 10 }))).to.deep.equal([]);
    });

    const malformed: Record<string, object> = {
      'a case id that is a path': { caseId: '../other' },
      'a media type with parameters': { mediaType: 'text/html; charset=utf-8' },
      'a role nobody has': { readers: { uscc: [], roles: ['anybody'] } },
      'an unknown field': { title: 'x' },
      'a negative retention': { retainYears: -1 },
    };
    for (const [what, over] of Object.entries(malformed)) {
      it(`refuses ${what}`, async () => {
        expect(await codeOf(put(over))).to.equal('INPUT_INVALID');
      });
    }

    for (const id of ['', 'x', '../../db', 'f'.repeat(64), 'F'.repeat(64)]) {
      it(`has no document “${id.slice(0, 8)}”`, async () => {
        const acts = [
          () => store.entry(id),
          () => store.open(id, reader()),
          () => store.history(id, { limit: 1 }),
          () => store.erase(id, basis()),
          () => store.release(id, 'hold-1', actor()),
          () => store.hold(id, { id: 'hold-1', reason: 'COURT_ORDER', by: actor() }),
        ];
        for (const act of acts) expect(await codeOf(act())).to.equal('DOCUMENT_NOT_FOUND');
      });
    }

    it('opens to the parties and roles named and to nobody else, and writes down who', async () => {
      const { id } = await put();
      const judge = { uscc: '11510000MB0000002Y', role: 'court' as const };
      const other = { uscc: '91510100MA0000003Z', role: 'registrar' as const };

      await read(id, reader(judge));
      clock.advance(1);
      const err = await rejected(store.open(id, reader({ ...other, purpose: 'CURIOUS' })));

      expect(err).to.deep.include({ code: 'DOCUMENT_FORBIDDEN', params: { id } });
      const { items } = await store.history(id, { limit: 10 });
      expect(items.map(({ act, by, detail, at }) => [act, by.uscc, detail, at])).to.deep.equal([
        ['STORED', actor().uscc, 'case-1', '2027-03-01T01:00:00.000Z'],
        ['OPENED', judge.uscc, 'REVIEW', '2027-03-01T01:00:00.000Z'],
        ['REFUSED', other.uscc, 'CURIOUS', '2027-03-01T01:00:00.001Z'],
      ]);
    });

    it('does not open without a purpose, and does not note it', async () => {
      const { id } = await put();

      expect(await codeOf(store.open(id, reader({ purpose: ' ' })))).to.equal('INPUT_INVALID');
      expect((await store.history(id, { limit: 10 })).items).to.have.length(1);
    });

    it('lists a case in the order of arrival, page by page, and no other case', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) {
        clock.advance(1);
        ids.push((await put({}, `paper ${String(i)}`)).id);
      }
      await put({ caseId: 'case-1-other' });
      await put({ caseId: 'case-10' });

      const found: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.list('case-1', { limit: 2, after });
        found.push(...idsOf(page));
        after = page.next;
      } while (after !== undefined);

      expect(found).to.deep.equal(ids);
    });

    describe('retention', () => {
      const ENDED = '2027-06-30T09:00:00.000Z';
      const AFTER = '2047-06-30T16:00:00.000Z';
      const run = (over: object = {}) => basis({ overridesRetention: false, ...over });
      const retained = async (id: string) => ((await store.entry(id)) as KeptDocument).retainUntil;

      it('has no end while the case runs', async () => {
        const { id } = await put({ retainYears: 0 });
        clock.jump(100 * 366 * 86_400_000);

        const err = await rejected(store.erase(id, run()));

        expect(err).to.deep.include({
          code: 'DOCUMENT_RETAINED',
          params: { id, retainUntil: null },
        });
      });

      it('counts years from the end of the case, also for what comes later', async () => {
        const { id } = await put();
        await store.endCase('case-1', ENDED);
        const late = await put({ retainYears: 30 }, 'another');

        expect(await retained(id)).to.equal(AFTER);
        expect(late.retainUntil).to.equal('2057-06-30T16:00:00.000Z');
        clock.jump(Date.parse(AFTER) - clock.now() - 1);
        expect(await codeOf(store.erase(id, run()))).to.equal('DOCUMENT_RETAINED');
        clock.jump(1);
        expect(await store.erase(id, run({ reason: 'RETENTION_ENDED' }))).to.include({
          ...{ id, caseId: 'case-1', reason: 'RETENTION_ENDED', erasedAt: AFTER },
        });
        expect(await codeOf(store.erase(late.id, run()))).to.equal('DOCUMENT_RETAINED');
      });

      it('is prolonged by a case that goes on, and never shortened', async () => {
        const { id } = await put();
        await store.endCase('case-1', ENDED);
        await store.endCase('case-1', ENDED);

        const err = await rejected(store.endCase('case-1', '2027-06-29T09:00:00.000Z'));

        expect(err).to.include({ code: 'RETENTION_SHORTENED' });
        expect(await retained(id)).to.equal(AFTER);
        await store.endCase('case-1', '2028-02-29T09:00:00.000Z');
        expect(await retained(id)).to.equal('2048-02-29T16:00:00.000Z');
      });

      it('of one document can be prolonged, and not taken back', async () => {
        const { id } = await put();
        await store.endCase('case-1', ENDED);
        const until = '2060-01-01T00:00:00.000Z';

        expect(await store.prolong(id, until, actor())).to.include({ retainUntil: until });

        const back = store.prolong(id, AFTER, actor());
        expect(await codeOf(back)).to.equal('RETENTION_SHORTENED');
        expect(await retained(id)).to.equal(until);
      });

      it('yields to a basis that the rule puts first', async () => {
        const { id } = await put();

        expect(await store.erase(id, basis())).to.include({ legalBasis: 'PIPL/47' });
      });
    });

    describe('a hold', () => {
      const order = { id: 'hold-1', reason: 'COURT_ORDER', by: actor({ role: 'court' }) };

      it('keeps from erasure whatever the basis, until it is released', async () => {
        const { id } = await put();
        const placed = await store.hold(id, order);

        const err = await rejected(store.erase(id, basis()));

        expect(placed).to.deep.equal({ ...order, since: '2027-03-01T01:00:00.000Z' });
        expect(err).to.deep.include({ code: 'DOCUMENT_HELD', params: { id, holds: ['hold-1'] } });
        expect((await read(id)).toString()).to.equal(PAPER);
        await store.release(id, 'hold-1', order.by);
        await store.erase(id, basis());
      });

      it('placed twice is one; its id is no other’s', async () => {
        const { id } = await put();
        const first = await store.hold(id, order);
        clock.advance(1000);

        expect(await store.hold(id, order)).to.deep.equal(first);
        const other = store.hold(id, { ...order, reason: 'DISPUTE' });
        expect(await codeOf(other)).to.equal('HOLD_EXISTS');
        expect(((await store.entry(id)) as KeptDocument).holds).to.deep.equal([first]);
      });

      it('that does not stand can not be released', async () => {
        const { id } = await put();

        expect(await codeOf(store.release(id, 'hold-1', actor()))).to.equal('HOLD_NOT_FOUND');
      });

      it('and an erasure at once: one of them wins, never both', async () => {
        for (let i = 0; i < 5; i += 1) {
          const { id } = await put();
          const [held, gone] = await Promise.allSettled([
            store.hold(id, order),
            store.erase(id, basis()),
          ]);

          expect([held.status, gone.status]).to.have.members(['fulfilled', 'rejected']);
        }
      });
    });

    describe('erasure', () => {
      it('leaves a tombstone in entry and list, and the history', async () => {
        const { id, commitment } = await put();
        const tombstone = await store.erase(id, basis());

        const entry = { state: 'ERASED', id, caseId: 'case-1', tombstone };
        expect(tombstone).to.deep.equal({
          ...{ v: 1, id, caseId: 'case-1', commitment, reason: 'SUBJECT_REQUEST' },
          ...{ legalBasis: 'PIPL/47', by: actor(), erasedAt: '2027-03-01T01:00:00.000Z' },
        });
        expect(await store.entry(id)).to.deep.equal(entry);
        expect((await store.list('case-1', { limit: 10 })).items).to.deep.equal([entry]);
        const { items } = await store.history(id, { limit: 10 });
        expect(items.map(({ act }) => act)).to.deep.equal(['STORED', 'ERASED']);
      });

      it('twice answers the first tombstone', async () => {
        const { id } = await put();
        const first = await store.erase(id, basis());
        clock.advance(1000);

        const again = store.erase(id, basis({ reason: 'UNLAWFUL', overridesRetention: false }));

        expect(await again).to.deep.equal(first);
      });

      it('closes the document to every act', async () => {
        const { id } = await put();
        await store.erase(id, basis());

        const acts = [
          () => store.open(id, reader()),
          () => store.hold(id, { id: 'hold-1', reason: 'DISPUTE', by: actor() }),
          () => store.release(id, 'hold-1', actor()),
          () => store.prolong(id, '2099-01-01T00:00:00.000Z', actor()),
        ];
        for (const act of acts) expect(await codeOf(act())).to.equal('DOCUMENT_ERASED');
      });

      it('ends a reading that is under way', async () => {
        const { id } = await store.put(streamOf(Buffer.alloc(5 * FRAME_BYTES)), newDocument());
        const { content } = await store.open(id, reader());
        const chunks = content[Symbol.asyncIterator]();
        await chunks.next();

        await store.erase(id, basis());

        expect(await codeOf(chunks.next())).to.equal('DOCUMENT_ERASED');
      });
    });

    it('keeps everything across a restart', async () => {
      const kept = await put();
      await store.hold(kept.id, { id: 'hold-1', reason: 'DISPUTE', by: actor() });
      await store.endCase('case-1', '2027-03-01T02:00:00.000Z');
      const before = await store.entry(kept.id);
      await store.close();

      store = await under.open({ now: () => clock.now() });

      expect(await store.entry(kept.id)).to.deep.equal(before);
      expect((await read(kept.id)).toString()).to.equal(PAPER);
      expect((await store.history(kept.id, { limit: 10 })).items).to.have.length(3);
    });

    it('closes twice, ends a put whose sender stalls, and does nothing more', async () => {
      async function* stalling() {
        yield Buffer.from('first');
        await new Promise(() => undefined);
      }
      const { id } = await put();
      const stalled = store.put(stalling(), newDocument());
      stalled.catch(() => undefined);
      await sleep(20);

      await Promise.all([store.close(), store.close()]);

      expect(await codeOf(stalled)).to.equal('DOCUMENTS_CLOSED');
      const acts = [
        () => put(),
        () => store.entry(id),
        () => store.open(id, reader()),
        () => bytesOf(store.sweep() as never),
      ];
      for (const act of acts) expect(await codeOf(act())).to.equal('DOCUMENTS_CLOSED');
    });
  });
}
