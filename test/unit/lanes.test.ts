import { setTimeout as sleep } from 'node:timers/promises';
import { Lanes } from '@shuquan/gateway/ledger/lanes';
import { expect } from 'chai';

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

  it('keep nobody waiting once every shard is empty', async () => {
    const lanes = new Lanes(1);
    let inFlight = 0;
    let most = 0;
    const use = async (): Promise<void> =>
      lanes.hold(async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await sleep(1);
        inFlight -= 1;
        return done([], true);
      });

    await Promise.all(Array.from({ length: 20 }, use));

    expect(most).to.equal(19);
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
