import { type BeaconStatement, type Input, recordDigest } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const MINUTE = 60_000;
const others = ['registry-official', 'authority-official', 'court-official'] as const;

/** 可信时间: beacons that two witness organisations state together. */
export function beaconSuite(name: string, open: OpenBench): void {
  contractSuite(`beacon: ${name}`, open, (use) => {
    describe('proposal', () => {
      proposals(use);
    });
    describe('confirmation', () => {
      confirmations(use);
    });
    describe('reading', () => {
      readings(use);
    });
    covers('beacon', use);
  });
}

const confirmationOf = (
  statement: BeaconStatement,
  proposer = 'RegistryMSP',
): Input<'beacon:confirm'> => ({
  number: statement.number,
  proposer,
  digest: recordDigest(statement),
});

function proposals(use: Use): void {
  it('is one witness’s word and no beacon yet', async () => {
    const stage = use();
    const statement = await stage.nextStatement();

    const { value, txId } = await stage.commit('beacon:propose', statement, 'registry-official');

    expect(value).to.deep.include({ v: 1, statement });
    expect(value.witnesses.map((w) => [w.mspId, w.txId])).to.deep.equal([['RegistryMSP', txId]]);
    expect(await stage.code('beacon:read', { number: statement.number }, 'bank')).to.equal(
      'BEACON_NOT_FOUND',
    );
  });

  it('follows its predecessor in number, time and height', async () => {
    const stage = use();
    const { number } = await stage.witness();
    const last = (await stage.ask('beacon:read', { number }, 'bank')).statement;
    const propose = async (over: Partial<BeaconStatement>): Promise<string> =>
      stage.code('beacon:propose', await stage.nextStatement(over), 'registry-official');

    expect(await propose({ number })).to.equal('BEACON_EXISTS');
    expect(await propose({ number: number + 2 })).to.equal('BEACON_OUT_OF_ORDER');
    expect(await propose({ time: last.time })).to.equal('BEACON_OUT_OF_ORDER');
    expect(await propose({ height: last.height })).to.equal('BEACON_OUT_OF_ORDER');
  });

  it('states the time that the witness’s own clock shows', async () => {
    const stage = use();
    const now = stage.bench.now().getTime();
    const propose = async (ms: number): Promise<string> => {
      const time = new Date(now + ms).toISOString();
      return stage.code('beacon:propose', await stage.nextStatement({ time }), 'registry-official');
    };
    await stage.witness();

    expect(await propose(2 * MINUTE)).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    expect(await propose(-2 * MINUTE)).to.be.oneOf([
      'CLIENT_TIME_OUT_OF_WINDOW',
      'BEACON_OUT_OF_ORDER',
    ]);
  });

  it('comes from a witness organisation of the channel, and so does the confirmation', async () => {
    const stage = use();
    const time = (witnesses: string[]): Input<'governance:propose'>['change'] => ({
      kind: 'TIME',
      value: { witnesses, quorum: 2, skewSeconds: 60, maxAgeSeconds: 300 },
    });
    await stage.adopt(time(['RegistryMSP', 'AuthorityMSP']), ...others);
    const statement = await stage.nextStatement();
    await stage.submit('beacon:propose', statement, 'registry-official');

    const codes = [
      await stage.code('beacon:propose', statement, 'notary'),
      await stage.code('beacon:confirm', confirmationOf(statement), 'notary'),
    ];

    await stage.adopt(time(['RegistryMSP', 'AuthorityMSP', 'CourtMSP']), ...others);
    expect(codes).to.deep.equal(['CALLER_FORBIDDEN', 'CALLER_FORBIDDEN']);
  });
}

function confirmations(use: Use): void {
  it('makes the beacon, with both witnesses', async () => {
    const stage = use();
    const statement = await stage.nextStatement();
    const { number } = statement;
    await stage.submit('beacon:propose', statement, 'registry-official');

    const { witnesses } = await stage.submit('beacon:confirm', confirmationOf(statement), 'notary');

    const beacon = await stage.ask('beacon:read', { number }, 'bank');
    expect(beacon).to.deep.equal({ v: 1, statement, witnesses });
    expect(witnesses.map(({ mspId }) => mspId)).to.deep.equal(['RegistryMSP', 'CourtMSP']);
    expect(await stage.ask('beacon:latest', {}, 'bank')).to.deep.equal(beacon);
    expect(
      await stage.code('beacon:confirm', confirmationOf(statement), 'authority-official'),
    ).to.equal('BEACON_EXISTS');
  });

  it('is another organisation’s', async () => {
    const stage = use();
    const statement = await stage.nextStatement();
    await stage.submit('beacon:propose', statement, 'registry-official');

    expect(
      await stage.code('beacon:confirm', confirmationOf(statement), 'registry-official'),
    ).to.equal('BEACON_SELF_CONFIRMED');
  });

  it('is of what the confirmer read, not of what the proposer states by now', async () => {
    const stage = use();
    const first = await stage.nextStatement();
    await stage.submit('beacon:propose', first, 'registry-official');
    const second = await stage.nextStatement();
    await stage.submit('beacon:propose', second, 'registry-official');

    expect(await stage.code('beacon:confirm', confirmationOf(first), 'notary')).to.equal(
      'BEACON_NOT_FOUND',
    );
    expect(
      await stage.code('beacon:confirm', confirmationOf(second, 'AuthorityMSP'), 'notary'),
    ).to.equal('BEACON_NOT_FOUND');
    await stage.submit('beacon:confirm', confirmationOf(second), 'notary');
  });

  it('of one of two proposals for a number closes the other', async () => {
    const stage = use();
    const mine = await stage.nextStatement();
    await stage.submit('beacon:propose', mine, 'registry-official');
    const theirs = await stage.nextStatement();
    await stage.submit('beacon:propose', theirs, 'authority-official');
    await stage.submit('beacon:confirm', confirmationOf(mine), 'notary');

    expect(
      await stage.code('beacon:confirm', confirmationOf(theirs, 'AuthorityMSP'), 'notary'),
    ).to.equal('BEACON_EXISTS');
  });

  it('comes while the stated time is still the time', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const statement = await stage.nextStatement();
    await stage.submit('beacon:propose', statement, 'registry-official');

    const late = await stage.off(2 * MINUTE, () =>
      stage.code('beacon:confirm', confirmationOf(statement), 'notary'),
    );

    expect(late).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
  });
}

function readings(use: Use): void {
  it('finds the latest of many', async () => {
    const stage = use();
    for (let i = 0; i < 10; i += 1) {
      const { number } = await stage.witness();
      expect((await stage.ask('beacon:latest', {}, 'bank')).statement.number).to.be.at.least(
        number,
      );
    }
  });

  it('finds the first that has seen a block', async () => {
    const stage = use();
    const { number } = await stage.witness();
    const { height } = (await stage.ask('beacon:read', { number }, 'bank')).statement;
    const covering = async (of: number): Promise<number> =>
      (await stage.ask('beacon:covering', { height: of }, 'bank')).statement.number;

    expect(await covering(height)).to.equal(number);
    expect(await covering(0)).to.equal(1);
    if (number > 1) {
      const before = (await stage.ask('beacon:read', { number: number - 1 }, 'bank')).statement;
      expect(await covering(before.height)).to.equal(number - 1);
      expect(await covering(before.height + 1)).to.equal(number);
    }
    expect(await stage.code('beacon:covering', { height: height + 1_000_000 }, 'bank')).to.equal(
      'BEACON_NOT_FOUND',
    );
  });

  it('finds none on a channel without any', async function () {
    const stage = use();
    if (stage.bench.openUnfounded === undefined) skip(this, 'a channel of its own takes a network');
    const bench = await stage.bench.openUnfounded();
    try {
      expect(await stage.on(bench).code('beacon:latest', {}, 'bank')).to.equal('BEACON_NOT_FOUND');
    } finally {
      await bench.close();
    }
  });
}
