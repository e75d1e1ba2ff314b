import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '@shuquan/gateway/errors';
import { inLanes } from '@shuquan/gateway/ledger/laned';
import { Lanes } from '@shuquan/gateway/ledger/lanes';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { expect } from 'chai';
import { rejected } from '../support/rejected.js';

const done = (shards: readonly number[], isExhausted = false) => ({
  held: undefined,
  ...{ shards, isExhausted },
});

describe('lanes of a count', () => {
  it('hold one use each at a time, and all of them in the end', async () => {
    const lanes = new Lanes(4);
    const busy = new Set<number | undefined>();
    let [most, ended] = [0, 0];

    await Promise.all(
      Array.from({ length: 40 }, () =>
        lanes.hold(async (lane) => {
          expect(busy.has(lane)).to.equal(false);
          busy.add(lane);
          most = Math.max(most, busy.size);
          await sleep(1);
          busy.delete(lane);
          ended += 1;
          return done([lane ?? -1]);
        }),
      ),
    );

    expect({ most, ended }).to.deep.equal({ most: 4, ended: 40 });
  });

  it('pass over a shard that was found empty, until it gives units again', async () => {
    const lanes = new Lanes(2);
    const used: (number | undefined)[] = [];
    const use = (shards: readonly number[]): Promise<void> =>
      lanes.hold((lane) => {
        used.push(lane);
        return Promise.resolve(done(shards));
      });

    await use([1]);
    await use([1]);
    await use([1, 0]);
    await use([0]);

    expect(used).to.deep.equal([0, 1, 1, 0]);
  });

  it('still bound how many ask at once when every shard is empty, and let all of them ask', async () => {
    const lanes = new Lanes(3);
    let [inFlight, most, ended] = [0, 0, 0];
    const use = async (): Promise<void> =>
      lanes.hold(async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await sleep(1);
        inFlight -= 1;
        ended += 1;
        return done([], true);
      });

    await Promise.all(Array.from({ length: 20 }, use));

    expect({ most, ended }).to.deep.equal({ most: 3, ended: 20 });
  });

  it('are given back by a use that failed', async () => {
    const lanes = new Lanes(1);
    const failing = lanes.hold(() => Promise.reject(new Error('lost')));

    await failing.catch(() => undefined);
    await lanes.hold((lane) => {
      expect(lane).to.equal(0);
      return Promise.resolve(done([0]));
    });
  });

  it('of a grant without a count are none', async () => {
    await new Lanes(0).hold((lane) => {
      expect(lane).to.equal(undefined);
      return Promise.resolve(done([]));
    });
  });
});

describe('a ledger in lanes', () => {
  const use = { id: 'U-1', grant: 'G-1', purpose: 'CREDIT_VERIFY' };
  const identity = { mspId: 'RegistryMSP', pem: '', sign: () => Promise.resolve(new Uint8Array()) };
  /** A ledger of which only these answers matter. */
  const answering = (submit: () => Promise<unknown>): { ledger: Ledger; inputs: unknown[] } => {
    const inputs: unknown[] = [];
    const ledger = {
      kind: 'embedded',
      evaluate: () => Promise.resolve({ grant: 'G-1', shards: 2 }),
      submit: (_name: string, input: unknown) => {
        inputs.push(input);
        return submit();
      },
    };
    return { ledger: ledger as unknown as Ledger, inputs };
  };
  const committed = { value: { taken: [{ shard: 0, units: 1 }] }, txId: '', block: 1n };

  it('tells GRANT_BUSY, and no conflict, to whoever meets others again and again', async () => {
    const { ledger, inputs } = answering(() =>
      Promise.reject(new GatewayError('LEDGER_CONFLICT', 'Another was first.')),
    );

    const err = await rejected(inLanes(ledger, 1).submit('use:record', use, identity));

    expect(err).to.include({ code: 'GRANT_BUSY' });
    expect(inputs).to.have.length(8);
  });

  it('names a lane for whoever names none, and leaves one that was named alone', async () => {
    const { ledger, inputs } = answering(() => Promise.resolve(committed));
    const laned = inLanes(ledger, 1);

    await laned.submit('use:record', use, identity);
    await laned.submit('use:record', { ...use, lane: 9 }, identity);

    expect(inputs).to.deep.equal([
      { ...use, lane: 0 },
      { ...use, lane: 9 },
    ]);
    expect(laned.kind).to.equal('embedded');
  });

  it('passes on at once what is no conflict', async () => {
    const { ledger, inputs } = answering(() =>
      Promise.reject(new GatewayError('LEDGER_UNAVAILABLE', 'Nobody there.')),
    );

    const err = await rejected(inLanes(ledger, 1).submit('use:record', use, identity));

    expect(err).to.include({ code: 'LEDGER_UNAVAILABLE' });
    expect(inputs).to.have.length(1);
  });
});
