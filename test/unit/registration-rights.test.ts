import { LedgerError, type RightsEntry, type RightState } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { HOLDER_A, HOLDER_B, HOLDER_D } from '../support/parties.js';
import { type Move, RightsHistory } from '../support/rights-history.js';

const PARTS = ['2021', '2022', '2023', '2024', '2025'];
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom('TRANSFER', 'TRANSFER', 'TRANSFER', 'LICENSE', 'CANCELLED', 'REVOKED'),
  right: fc.nat({ max: 30 }),
  parts: fc.uniqueArray(fc.nat({ max: PARTS.length - 1 }), { maxLength: 3 }),
  to: fc.constantFrom(HOLDER_A, HOLDER_B, HOLDER_D),
  days: fc.nat({ max: 120 }),
  lag: fc.constantFrom(0, 0, 5, 70),
});
const moves = fc.array(move, { minLength: 1, maxLength: 40 });

interface Played {
  readonly history: RightsHistory;
  /** What was said at each moment, of every right there was. */
  readonly said: readonly {
    readonly at: string;
    readonly states: readonly (readonly [RightsEntry, RightState])[];
  }[];
}

/** Plays a history; what the model refuses does not happen. */
function play(all: readonly Move[]): Played {
  const history = new RightsHistory(PARTS);
  const said: { at: string; states: (readonly [RightsEntry, RightState])[] }[] = [];
  for (const each of all) {
    try {
      history.move(each);
    } catch (err) {
      if (!(err instanceof LedgerError)) throw err;
    }
    const states = history.rights.map((right) => [right, history.state(right)] as const);
    said.push({ at: history.now, states });
  }
  return { history, said };
}

const given = (right: RightsEntry): boolean => right.basis?.kind !== 'LICENSE';
const isLive = ({ status }: RightState): boolean => status === 'ACTIVE' || status === 'SUSPENDED';
/** Parts that a right had when it ended for everybody. */
const RANK = { PENDING: 0, ACTIVE: 1, SUSPENDED: 1 } as const;
const rankOf = ({ status }: RightState): number =>
  status in RANK ? RANK[status as keyof typeof RANK] : 2;

describe('rights over random histories', () => {
  it('are conserved: every part has one holder, or ended with the right that had it', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const { said } = play(all);
        for (const { states } of said) {
          const owned = states.filter(([right]) => given(right));
          const live = owned.filter(([, state]) => isLive(state)).flatMap(([, { parts }]) => parts);
          expect(new Set(live).size, 'a part twice').to.equal(live.length);
          const gone = owned
            .filter(([, { status }]) => ['CANCELLED', 'REVOKED', 'LAPSED'].includes(status))
            .flatMap(([right]) => {
              const passed = owned.flatMap(([other]) =>
                other.basis?.right === right.id ? other.parts : [],
              );
              return right.parts.filter((part) => !passed.includes(part));
            });
          expect([...live, ...gone].sort()).to.deep.equal(PARTS);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never come back, and never have more than before', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const before = new Map<string, RightState>();
        for (const { states } of play(all).said) {
          for (const [{ id, ...right }, state] of states) {
            const last = before.get(id);
            before.set(id, state);
            if (last === undefined) continue;
            expect(rankOf(state)).to.be.at.least(rankOf(last));
            expect(last.parts).to.include.members(state.parts);
            expect(right.parts).to.include.members(state.parts);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are, asked for the past, what they were when it was asked', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const { history, said } = play(all);
        // Of several answers in one instant the last one knew all of it.
        const last = new Map(said.map(({ at, states }) => [at, states]));
        for (const [at, states] of last) {
          for (const [right, state] of states) {
            expect(history.state(right, { asOf: at, knownAt: at })).to.deep.equal(state);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a licence stand still once what was kept of it is gone above', () => {
    const history = new RightsHistory(PARTS);
    const base = { days: 1, lag: 0 };
    history.move({ ...base, kind: 'LICENSE', right: 0, parts: [0, 1], to: HOLDER_B });
    history.move({ ...base, kind: 'TRANSFER', right: 1, parts: [0], to: HOLDER_D });
    history.move({ ...base, kind: 'TRANSFER', right: 0, parts: [1], to: HOLDER_D });

    const [, kept, passed] = history.rights.map((right) => history.state(right));
    expect(kept).to.include({ status: 'SUSPENDED' }).and.to.deep.include({ parts: [] });
    expect(kept?.reasons[0]?.code).to.equal('UPSTREAM_TRANSFERRED');
    expect(passed)
      .to.include({ status: 'ACTIVE' })
      .and.to.deep.include({ parts: ['2021'] });
  });

  it('of a licence never outgrow, nor outlive, the right above', () => {
    fc.assert(
      fc.property(moves, (all) => {
        for (const { states } of play(all).said) {
          const of = new Map(states.map(([{ id }, state]) => [id, state]));
          for (const [{ basis }, state] of states) {
            const above = basis?.kind === 'LICENSE' ? of.get(basis.right) : undefined;
            if (above === undefined) continue;
            expect(above.parts).to.include.members(state.parts);
            if (state.status !== 'ACTIVE') continue;
            expect(above.status).to.equal('ACTIVE');
            expect((state.until ?? '') <= (above.until ?? '')).to.equal(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
