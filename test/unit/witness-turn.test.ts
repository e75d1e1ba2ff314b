import { nextTurn, type Pending, type Rota, type View } from '@shuquan/gateway/witness/turn';
import { expect } from 'chai';

const T0 = Date.parse('2027-03-01T00:00:00.000Z');
const rota: Rota = {
  witnesses: ['AMSP', 'BMSP', 'CMSP'],
  intervalMs: 10_000,
  staggerMs: 2000,
  staleMs: 20_000,
};
const at = (ms: number): string => new Date(T0 + ms).toISOString();
const statement = (number: number, ms: number): Pending['statement'] => ({
  ...{ number, time: at(ms), height: number * 10 },
  headerHash: 'a'.repeat(64),
});
const view = (over: Partial<View>): View => ({
  ...{ me: 'AMSP', now: T0, awakeSince: T0, latest: undefined, pending: [] },
  ...over,
});
const pending = (proposer: string, over: Partial<Pending> = {}): Pending => ({
  ...{ proposer, statement: statement(4, 10_000), digest: 'd', statedBy: [proposer] },
  ...{ seenAt: T0 + 10_100, acceptable: true },
  ...over,
});

describe('witness’s turn', () => {
  it('is at once on the first start, one after the other', () => {
    const turns = rota.witnesses.map((me) => nextTurn(view({ me }), rota));

    expect(turns).to.deep.equal([
      { kind: 'PROPOSE', at: T0 + 4000 },
      { kind: 'PROPOSE', at: T0 },
      { kind: 'PROPOSE', at: T0 + 2000 },
    ]);
  });

  it('comes an interval after the latest beacon, and goes round by number', () => {
    const after = (number: number): string | undefined =>
      rota.witnesses.find(
        (me) => nextTurn(view({ me, latest: statement(number, 0) }), rota).at === T0 + 10_000,
      );

    expect([3, 4, 5, 6].map(after)).to.deep.equal(['BMSP', 'CMSP', 'AMSP', 'BMSP']);
  });

  it('starts anew after a sleep, so that not everybody speaks at once', () => {
    const asleep = view({ latest: statement(3, 0), now: T0 + 600_000, awakeSince: T0 + 600_000 });
    const turns = rota.witnesses.map((me) => nextTurn({ ...asleep, me }, rota).at - asleep.now);

    expect(turns).to.deep.equal([4000, 0, 2000]);
  });

  it('is to confirm what another stated, the next witness first', () => {
    const base = view({ latest: statement(3, 0), now: T0 + 10_100, pending: [pending('BMSP')] });

    expect(nextTurn({ ...base, me: 'CMSP' }, rota)).to.include({ at: T0 + 10_100 });
    expect(nextTurn({ ...base, me: 'AMSP' }, rota)).to.include({ at: T0 + 12_100 });
    expect(nextTurn({ ...base, me: 'AMSP' }, rota).kind).to.equal('CONFIRM');
  });

  it('is to propose in spite of a statement that is not true', () => {
    const lie = pending('BMSP', { acceptable: false });
    const base = view({ latest: statement(3, 0), now: T0 + 12_000, pending: [lie] });

    expect(nextTurn({ ...base, me: 'CMSP' }, rota)).to.deep.equal({
      kind: 'PROPOSE',
      at: T0 + 12_000,
    });
  });

  it('makes everybody agree on one of two statements that race', () => {
    const race = [pending('CMSP'), pending('BMSP')];
    const base = view({ latest: statement(3, 0), now: T0 + 10_200, pending: race });
    const proposers = rota.witnesses.map((me) => {
      const turn = nextTurn({ ...base, me }, rota);
      return turn.kind === 'CONFIRM' ? turn.proposal.proposer : turn.kind;
    });

    expect(proposers).to.deep.equal(['BMSP', 'PROPOSE', 'BMSP']);
  });

  it('restates what nobody confirmed, never more often than beacons are due', () => {
    const mine = pending('BMSP');
    const base = view({ me: 'BMSP', latest: statement(3, 0), pending: [mine] });

    expect(nextTurn({ ...base, now: T0 + 11_000 }, rota).at).to.equal(T0 + 30_000);
    expect(nextTurn({ ...base, now: T0 + 60_000 }, rota)).to.deep.equal({
      kind: 'PROPOSE',
      at: T0 + 30_000,
    });
  });

  it('does not confirm what went stale', () => {
    const stale = view({ me: 'CMSP', latest: statement(3, 0), pending: [pending('BMSP')] });

    expect(nextTurn({ ...stale, now: T0 + 30_001 }, rota).kind).to.equal('PROPOSE');
  });
});
