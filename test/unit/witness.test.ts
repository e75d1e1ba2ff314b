import { setTimeout as sleep } from 'node:timers/promises';
import type { Beacon } from '@shuquan/chaincode/model';
import { boundsOf } from '@shuquan/gateway/witness/interval';
import { latestOf } from '@shuquan/gateway/witness/channel';
import { silent } from '@shuquan/gateway/witness/log';
import { Witnesses } from '@shuquan/gateway/witness/witnesses';
import { expect } from 'chai';
import {
  depositOf,
  foundTestLedger,
  openTestLedger,
  type TestLedger,
} from '../support/embedded.js';
import { HandClock } from '../support/hand-clock.js';
import { WatchedLedger } from '../support/watched-ledger.js';

const INTERVAL_MS = 10_000;
const people = { registry: 'registry-official', authority: 'authority-official', court: 'notary' };
type Who = keyof typeof people;

describe('witnesses', () => {
  let place: TestLedger;
  let clock: HandClock;
  let open: Witnesses[];
  let watched: WatchedLedger[];
  let warnings: object[];

  const start = (...who: readonly Who[]): Witnesses => {
    const identities = who.map((each) => place.ledger.identity(people[each]));
    const log = { ...silent, warn: (fields: object) => void warnings.push(fields) };
    const watch = new WatchedLedger(place.ledger);
    watched.push(watch);
    const witnesses = new Witnesses({
      ...{ ledger: watch.ledger, identities, intervalMs: INTERVAL_MS, clock, log },
    });
    open.push(witnesses);
    return witnesses;
  };
  const latest = (): Promise<Beacon | undefined> =>
    latestOf(place.ledger, place.ledger.identity('judge'));
  const height = async (): Promise<number> => Number((await place.ledger.info()).height);

  /** Until no witness has anything under way. */
  const settle = async (): Promise<void> => {
    for (const each of watched) await each.quiet();
  };
  /** Awake time, a heartbeat at a time. */
  const wait = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1000) {
      clock.advance(1000);
      await settle();
    }
  };
  const reach = async (number: number): Promise<Beacon> => {
    for (let tries = 0; tries < 60; tries += 1) {
      const beacon = await latest();
      if (beacon !== undefined && beacon.statement.number >= number) return beacon;
      clock.advance(1000);
      await settle();
    }
    throw new Error(`Beacon ${number} did not come`);
  };
  const state = async (who: Who, over: object = {}): Promise<void> => {
    const { height: blocks, hash } = await place.ledger.info();
    const number = ((await latest())?.statement.number ?? 0) + 1;
    const headerHash = Buffer.from(hash).toString('hex');
    const time = clock.date().toISOString();
    const statement = { number, time, height: Number(blocks), headerHash, ...over };
    await place.ledger.submit('beacon:propose', statement, place.ledger.identity(people[who]));
  };

  beforeEach(async () => {
    clock = new HandClock();
    place = await openTestLedger({ clock: clock.date });
    open = [];
    watched = [];
    warnings = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((each) => each.close()));
    await place.dispose();
  });

  it('state the first beacon at once', async () => {
    start('registry', 'authority', 'court');

    await settle();

    const beacon = await latest();
    expect(beacon?.statement).to.include({ number: 1, time: '2027-03-01T01:00:00.000Z' });
    expect(new Set(beacon?.witnesses.map(({ mspId }) => mspId)).size).to.equal(2);
  });

  it('begin when the channel is founded, if they were there before', async () => {
    await place.dispose();
    place = await openTestLedger({ clock: clock.date, founded: false });
    start('registry', 'authority', 'court');
    await settle();
    expect(await latest().catch(() => undefined)).to.equal(undefined);

    await foundTestLedger(place.ledger);
    await sleep(700);
    await settle();

    expect((await latest())?.statement.number).to.equal(1);
  });

  it('cost two transactions an interval, in one process or in three', async () => {
    for (const who of ['registry', 'authority', 'court'] as const) start(who);
    await reach(1);
    await settle();
    const before = await height();

    await wait(3 * INTERVAL_MS);

    expect((await latest())?.statement.number).to.equal(4);
    expect((await height()) - before).to.equal(6);
  }).timeout(20_000);

  it('step in for a witness that is away', async () => {
    start('registry', 'court');

    const { witnesses } = await reach(3);

    expect(witnesses.map(({ mspId }) => mspId)).to.have.members(['RegistryMSP', 'CourtMSP']);
  }).timeout(20_000);

  it('state the time at once after a sleep', async () => {
    start('registry', 'authority', 'court');
    await reach(1);

    clock.jump(600_000);
    clock.advance(1000);
    await settle();

    const beacon = await latest();
    expect(beacon?.statement).to.include({ number: 2, time: clock.date().toISOString() });
  });

  it('do not confirm a statement with another chain’s hash, and state their own', async () => {
    await state('registry', { headerHash: 'f'.repeat(64) });
    start('authority', 'court');

    const beacon = await reach(1);

    expect(beacon.statement.headerHash).to.not.equal('f'.repeat(64));
    expect(beacon.witnesses.map(({ mspId }) => mspId)).to.not.include('RegistryMSP');
    expect(warnings).to.deep.include({
      ...{ number: 1, proposer: 'RegistryMSP' },
      fault: 'its header hash is not that of this chain',
    });
  });

  it('do not confirm a height that the ledger does not have', async () => {
    await state('registry', { height: 9999 });
    start('authority', 'court');

    expect((await reach(1)).statement.height).to.be.below(9999);
    expect(warnings[0]).to.include({ fault: 'its height lies ahead of the ledger' });
  });

  it('confirm nothing by a clock that is far from theirs', async () => {
    await state('registry');
    clock.jump(-61_000);
    start('authority');
    for (let tries = 0; tries < 200 && warnings.length === 0; tries += 1) await sleep(10);
    await wait(3000);

    expect(await latest()).to.equal(undefined);
    expect(String((warnings[0] as { fault?: string }).fault)).to.match(/61000 ms away/);
  });

  it('confirm one of two statements that race', async () => {
    await state('registry');
    await state('authority');
    start('court');

    const { witnesses, statement } = await reach(1);

    expect(statement.number).to.equal(1);
    expect(witnesses.map(({ mspId }) => mspId)).to.deep.equal(['AuthorityMSP', 'CourtMSP']);
  });

  it('bound a deposit by the beacon it cites and the first one that saw its block', async () => {
    start('registry', 'authority', 'court');
    const first = await reach(1);
    const as = place.ledger.identity('holder-a');
    clock.advance(100);
    const { block, value } = await place.ledger.submit(
      'evidence:deposit',
      depositOf('evidence-1'),
      as,
    );
    const open = await boundsOf(place.ledger, { block, beacon: value.beacon }, as);

    const second = await reach(2);
    const closed = await boundsOf(place.ledger, { block, beacon: value.beacon }, as);

    expect(open).to.include({ notBefore: first.statement.time, notAfter: null });
    expect(closed).to.include({ notAfter: second.statement.time });
    expect(second.statement.height).to.be.at.least(Number(block) + 1);
  });

  it('close twice, and stop when the ledger closes first', async () => {
    const witnesses = start('registry', 'authority', 'court');
    await reach(1);
    await place.ledger.close();

    await witnesses.close();
    await witnesses.close();

    const before = warnings.length;
    clock.advance(INTERVAL_MS);
    await sleep(30);
    expect(warnings).to.have.length(before);
  });
});
