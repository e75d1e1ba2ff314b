import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError } from '@shuquan/gateway/errors';
import type { Courier } from '@shuquan/gateway/national/courier';
import { backoff, defaultPace, type Pace } from '@shuquan/gateway/national/errand';
import type { NationalRegistry, ReceiptAnswer } from '@shuquan/gateway/national/port';
import { NationalSimulator } from '@shuquan/gateway/national/simulator';
import { expect } from 'chai';
import { CaseBook } from '../support/case-book.js';
import { HandClock } from '../support/hand-clock.js';
import { depositOf, settle } from '../support/national.js';

describe('the courier', () => {
  let clock: HandClock;
  let book: CaseBook;
  let couriers: Courier[];

  const start = (registry: NationalRegistry, pace?: Partial<Pace>): Courier => {
    const courier = book.courier(registry, clock, pace);
    couriers.push(courier);
    return courier;
  };
  const simulator = (settings: object = {}): NationalSimulator =>
    new NationalSimulator({ clock, settings: { delayMs: 3000, ...settings } });
  /** Counts calls, and answers as it is told. */
  const scripted = (
    answer: () => ReceiptAnswer | Promise<ReceiptAnswer>,
  ): NationalRegistry & { deposits: number; asked: number } => ({
    isSimulated: true,
    deposits: 0,
    asked: 0,
    deposit() {
      this.deposits += 1;
      return Promise.resolve({ id: 'submission' });
    },
    receipt() {
      this.asked += 1;
      return Promise.resolve(answer());
    },
    close: () => Promise.resolve(),
  });
  const received = (over: object = {}): ReceiptAnswer => ({
    state: 'RECEIVED',
    receipt: {
      ...{ id: 'NDR-20270301-000001', time: '2027-03-01T01:00:00.000Z', caseId: 'case-1' },
      ...{ recordDigest: depositOf(1).recordDigest, ...over },
    },
  });
  const pass = async (ms: number, step = 500): Promise<void> => {
    await settle();
    for (let gone = 0; gone < ms; gone += step) {
      clock.advance(step);
      await settle();
    }
  };

  beforeEach(() => {
    clock = new HandClock();
    book = new CaseBook();
    couriers = [];
  });
  afterEach(() => Promise.all(couriers.map((courier) => courier.stop())));

  it('brings the receipt of what is deposited, once', async () => {
    book.add(depositOf(1));
    start(simulator());

    await pass(60_000);

    expect(book.handed).to.equal(1);
    expect(book.receipts.get('case-1')).to.deep.equal({
      ...{ id: 'NDR-20270301-000001', time: '2027-03-01T01:00:00.000Z' },
      ...{ recordDigest: depositOf(1).recordDigest, caseId: 'case-1' },
    });
    expect(book.alarms).to.deep.equal([]);
  });

  it('brings what is deposited later, at once when it is nudged', async () => {
    const courier = start(simulator({ delayMs: 0 }), { scanMs: 60_000 });
    await pass(1000);
    book.add(depositOf(1));

    courier.nudge();
    await pass(500);

    expect([...book.receipts.keys()]).to.deep.equal(['case-1']);
    book.add(depositOf(2));
    await pass(60_000, 5000);
    expect([...book.receipts.keys()]).to.deep.equal(['case-1', 'case-2']);
  });

  it('brings two hundred, a few at a time, each once', async () => {
    book.add(...Array.from({ length: 200 }, (_, i) => depositOf(i)));
    let most = 0;
    let now = 0;
    const inner = simulator({ delayMs: 0 });
    const registry: NationalRegistry = {
      isSimulated: true,
      async deposit(deposit) {
        now += 1;
        most = Math.max(most, now);
        await settle();
        now -= 1;
        return inner.deposit(deposit);
      },
      receipt: (id) => inner.receipt(id),
      close: () => inner.close(),
    };
    start(registry, { inFlight: 4 });

    for (let i = 0; i < 400 && book.receipts.size < 200; i += 1) await pass(100, 100);

    expect(book.receipts.size).to.equal(200);
    expect(new Set([...book.receipts.values()].map(({ id }) => id)).size).to.equal(200);
    expect(book.handed).to.equal(200);
    expect(most).to.equal(4);
  }).timeout(30_000);

  it('goes on through failures and lost answers, and still brings each once', async () => {
    book.add(...Array.from({ length: 20 }, (_, i) => depositOf(i)));
    start(simulator({ failFirst: 15, loseFirst: 10, failPerMille: 300 }), { maxRetryMs: 10_000 });

    await pass(300_000, 2000);

    expect(book.receipts.size).to.equal(20);
    const ids = [...book.receipts.values()].map(({ id }) => id).sort();
    expect(ids[19]).to.equal('NDR-20270301-000020');
    expect(book.handed).to.equal(20);
  });

  it('waits twice as long after each failure, up to its limit, and raises one alarm', async () => {
    const at: number[] = [];
    book.add(depositOf(1));
    const begin = clock.now();
    start(
      scripted(() => {
        at.push((clock.now() - begin) / 1000);
        throw new Error('nobody there');
      }),
      { firstRetryMs: 1000, maxRetryMs: 8000, alarmAfter: 3 },
    );

    await pass(40_000, 250);

    const waits = at.slice(1).map((each, i) => each - (at[i] ?? 0));
    expect(waits).to.deep.equal([1, 2, 4, 8, 8, 8, 8]);
    expect(book.alarms).to.deep.equal([
      { kind: 'FAILING', caseId: 'case-1', code: 'INTERNAL', message: 'The connector failed.' },
    ]);
    expect(backoff(1000, 5000, defaultPace.maxRetryMs)).to.equal(defaultPace.maxRetryMs);
  });

  it('asks less and less often for a receipt that does not come', async () => {
    book.add(depositOf(1));
    const registry = scripted(() => ({ state: 'PENDING' }));
    start(registry, { pollMs: 1000, maxRetryMs: 16_000 });

    await pass(63_000, 500);

    expect([registry.deposits, registry.asked]).to.deep.equal([1, 8]);
  });

  it('hands over a receipt with another digest as it is, tells somebody, and lets it rest', async () => {
    book.add(depositOf(1), depositOf(2));
    const registry = simulator({ delayMs: 0, wrongPerMille: 1000 });
    const courier = start(registry, { parkMs: 600_000 });

    await pass(590_000, 5000);

    expect(book.receipts.size).to.equal(0);
    expect(book.handed).to.equal(2);
    expect(book.alarms.map(({ kind, caseId, code }) => [kind, caseId, code])).to.deep.equal([
      ['RECEIPT_REFUSED', 'case-1', 'ROOT_MISMATCH'],
      ['RECEIPT_REFUSED', 'case-2', 'ROOT_MISMATCH'],
    ]);
    expect(book.alarms[0]?.receipt?.recordDigest).to.match(/^[0-9a-f]{64}$/);
    expect(book.alarms[0]?.receipt?.recordDigest).to.not.equal(depositOf(1).recordDigest);
    expect(courier.parked.map(({ caseId }) => caseId)).to.deep.equal(['case-1', 'case-2']);
    await pass(1_300_000, 10_000);
    expect(book.handed).to.equal(2);
  });

  it('hands over again what the national system has mended', async () => {
    book.add(depositOf(1));
    let answer = received({ recordDigest: 'b'.repeat(64) });
    const courier = start(scripted(() => answer));
    await pass(1000);
    expect(courier.parked).to.have.length(1);

    answer = received();
    courier.nudge();
    await pass(1000);

    expect(book.receipts.size).to.equal(1);
    expect(courier.parked).to.deep.equal([]);
  });

  it('lets a deposit rest that the national system will not take, and tries it again later', async () => {
    book.add(depositOf(1));
    let answer: ReceiptAnswer = { state: 'REFUSED', reason: 'The registrar is not listed' };
    const registry = scripted(() => answer);
    start(registry, { parkMs: 600_000 });
    await pass(500_000, 5000);
    expect(registry.deposits).to.equal(1);
    expect(book.alarms).to.deep.equal([
      {
        ...{ kind: 'DEPOSIT_REFUSED', caseId: 'case-1', code: 'NATIONAL_DEPOSIT_REFUSED' },
        message: 'The registrar is not listed',
      },
    ]);

    answer = received();
    await pass(150_000, 5000);

    expect([registry.deposits, book.receipts.size]).to.deep.equal([2, 1]);
  });

  const unreadable: Record<string, () => unknown> = {
    'is no object': () => 'yes',
    'has a field nobody agreed on': () => ({ state: 'PENDING', note: 'x' }),
    'has a receipt with no real time': () => received({ time: '2027-02-30T00:00:00.000Z' }),
    'is about another case': () => received({ caseId: 'case-2' }),
  };
  for (const [what, answer] of Object.entries(unreadable)) {
    it(`hands nothing over from an answer that ${what}`, async () => {
      book.add(depositOf(1));
      start(
        scripted(() => answer() as ReceiptAnswer),
        { alarmAfter: 1 },
      );

      await pass(5000);

      expect(book.handed).to.equal(0);
      expect(book.alarms[0]).to.include({ kind: 'FAILING', code: 'NATIONAL_ANSWER_INVALID' });
    });
  }

  it('does not record again while the ledger’s list lags behind', async () => {
    book.add(depositOf(1));
    book.lags = true;
    start(simulator({ delayMs: 0 }));

    await pass(60_000, 1000);

    expect(book.handed).to.equal(1);
    expect(book.scans).to.be.above(5);
  });

  it('looks at the ledger before it records again what may have been recorded', async () => {
    book.add(depositOf(1), depositOf(2));
    const unknown = () => new GatewayError('LEDGER_OUTCOME_UNKNOWN', 'Not known yet.');
    // The first was not committed, the second was.
    book.failBefore.push(unknown());
    book.failAfter.push(unknown());
    start(simulator({ delayMs: 0 }), { inFlight: 1 });

    await pass(60_000);

    expect([...book.receipts.keys()].sort()).to.deep.equal(['case-1', 'case-2']);
    expect(book.handed).to.equal(3);
    expect(book.alarms).to.deep.equal([]);
  });

  it('tries again what only passes by, and backs off from a ledger that is away', async () => {
    book.add(depositOf(1));
    for (let i = 0; i < 4; i += 1) {
      book.failBefore.push(new GatewayError('LEDGER_UNAVAILABLE', 'Away.'));
    }
    book.failBefore.push(new GatewayError('LEDGER_CONFLICT', 'Changed.'));
    start(simulator({ delayMs: 0 }));

    await pass(14_000);
    expect(book.handed).to.equal(4);
    await pass(20_000);

    expect([book.handed, book.receipts.size]).to.deep.equal([6, 1]);
  });

  it('looks again later when the ledger can not be read, and forgets nothing', async () => {
    book.add(depositOf(1));
    book.failScan.push(new Error('away'), new Error('away'));
    start(simulator(), { scanMs: 1000 });

    await pass(30_000);

    expect(book.receipts.size).to.equal(1);
    expect(book.handed).to.equal(1);
    expect(book.warnings).to.have.length(2);
  });

  it('gives up a call that does not end, and tries again', async () => {
    book.add(depositOf(1));
    let asked = 0;
    const signals: AbortSignal[] = [];
    const registry: NationalRegistry = {
      ...scripted(() => received()),
      receipt(_id, signal) {
        asked += 1;
        if (signal !== undefined) signals.push(signal);
        return asked === 1 ? new Promise(() => undefined) : Promise.resolve(received());
      },
    };
    start(registry, { callTimeoutMs: 10_000 });

    await pass(9500);
    expect(asked).to.equal(1);
    await pass(3000);

    expect([asked, book.receipts.size]).to.deep.equal([2, 1]);
    expect(signals[0]?.aborted).to.equal(true);
  });

  it('does not wait longer because the clock was set back', async () => {
    book.add(depositOf(1));
    start(simulator({ failFirst: 1, delayMs: 0 }));
    await pass(500);

    clock.jump(-86_400_000);
    await pass(6000);

    expect(book.receipts.size).to.equal(1);
  });

  it('begun anew again and again, at any point of its work, brings each receipt once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shuquan-national-'));
    const stateFile = join(folder, 'state.jsonl');
    try {
      book.add(...Array.from({ length: 10 }, (_, i) => depositOf(i)));
      for (let life = 0; book.receipts.size < 10 && life < 200; life += 1) {
        const registry = new NationalSimulator({ clock, stateFile, settings: { delayMs: 2000 } });
        const courier = start(registry, { inFlight: 2 });
        // A different moment of its work each time.
        await pass(500 + (life % 7) * 400, 100);
        // Nothing of its memory goes on.
        await courier.stop();
        await registry.close();
      }

      const ids = [...book.receipts.values()].map(({ id }) => id);
      expect(new Set(ids).size).to.equal(10);
      expect(ids.sort()[9]).to.equal('NDR-20270301-000010');
      expect(book.alarms).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }).timeout(30_000);

  it('two at once for one ledger record each receipt once', async () => {
    book.add(...Array.from({ length: 10 }, (_, i) => depositOf(i)));
    const registry = simulator();
    start(registry);
    start(registry);

    await pass(60_000);

    expect(book.receipts.size).to.equal(10);
    expect(book.alarms).to.deep.equal([]);
  });

  describe('stopped', () => {
    it('does nothing more, and may be stopped twice', async () => {
      book.add(depositOf(1));
      const registry = scripted(() => ({ state: 'PENDING' }));
      const courier = start(registry);
      await pass(1000);
      await Promise.all([courier.stop(), courier.stop()]);
      const { asked } = registry;
      const { scans } = book;

      await pass(600_000, 10_000);
      courier.nudge();
      await settle();

      expect([registry.asked, book.scans]).to.deep.equal([asked, scans]);
    });

    it('does not wait for a national system that does not answer', async () => {
      book.add(depositOf(1));
      const courier = start(scripted(() => new Promise(() => undefined)));
      await settle();

      await courier.stop();

      expect(book.alarms).to.deep.equal([]);
      expect(book.warnings).to.deep.equal([]);
    });

    it('waits for what is being recorded', async () => {
      book.add(depositOf(1));
      const courier = start(simulator({ delayMs: 0 }));
      for (let i = 0; i < 200 && book.handed === 0; i += 1) await Promise.resolve();
      while (book.handed === 0) await new Promise((resolve) => setImmediate(resolve));

      await courier.stop();

      expect(book.receipts.size).to.equal(1);
    });
  });
});
