import { addDays, type AuthorizationAgreement, type Input } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { Operating, statementInput } from '../../support/operating.js';
import type { Use } from '../suite.js';

type Statement = Input<'revenue:state'>;

/** No day’s revenue is shared twice: what a statement accounts for, no other does. */
export function periods(use: Use): void {
  /** Days of a term by their number, both inclusive. */
  const days = ({ term }: AuthorizationAgreement, first: number, last: number) => ({
    period: { from: addDays(term.from, first), to: addDays(term.from, last) },
  });
  const state = (play: Operating, input: Statement, as = 'operator') =>
    play.act('revenue:state', input, as);
  const refused = (play: Operating, input: object): Promise<string> =>
    play.refused('revenue:state', input, 'implementer');

  it('of two statements share no day, whoever states them', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    await state(play, statementInput(agreement, days(agreement, 40, 110)));

    for (const [first, last] of [
      [40, 110],
      [0, 40],
      [110, 200],
      [60, 60],
      [0, 400],
    ] as const) {
      const input = statementInput(agreement, days(agreement, first, last));
      expect(await refused(play, input), String([first, last])).to.equal('REVENUE_PERIOD_OVERLAPS');
    }
  });

  it('may follow or precede each other within a month, in any order', async () => {
    const play = new Operating(use());
    const agreement = await play.active();

    for (const [first, last] of [
      [40, 110],
      [111, 111],
      [0, 39],
      [112, 120],
    ] as const) {
      const made = await state(play, statementInput(agreement, days(agreement, first, last)));
      expect(made.state).to.equal('STATED');
    }
    const input = statementInput(agreement, days(agreement, 120, 130));
    expect(await refused(play, input)).to.equal('REVENUE_PERIOD_OVERLAPS');
  });

  it('are those of one agreement', async () => {
    const play = new Operating(use());
    const [one, other] = [await play.active(), await play.active()];
    await state(play, statementInput(one));

    expect((await state(play, statementInput(other))).period).to.deep.equal(
      statementInput(one).period,
    );
  });

  it('are free again where a statement that not everybody signed is replaced', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const first = await state(play, statementInput(agreement, days(agreement, 0, 99)));
    const { id, digest } = first;
    await play.act('revenue:sign', { id, digest }, 'operator');

    const shorter = statementInput(agreement, { ...days(agreement, 50, 60), replaces: id });
    const second = await state(play, shorter, 'implementer');

    expect(await use().ask('revenue:read', { id }, 'operator')).to.deep.include({
      ...{ state: 'REPLACED', replacedBy: second.id },
    });
    expect(await play.refused('revenue:sign', { id, digest }, 'implementer')).to.equal(
      'STATEMENT_REPLACED',
    );
    await state(play, statementInput(agreement, days(agreement, 0, 49)));
    const within = statementInput(agreement, days(agreement, 55, 70));
    expect(await refused(play, within)).to.equal('REVENUE_PERIOD_OVERLAPS');
    const again = statementInput(agreement, { ...days(agreement, 61, 99), replaces: id });
    expect(await refused(play, again)).to.equal('STATEMENT_REPLACED');
  });

  it('of what everybody signed stay taken, and nobody replaces another agreement’s', async () => {
    const play = new Operating(use());
    const agreement = await play.active();
    const { id, digest } = await state(play, statementInput(agreement));
    for (const by of ['operator', 'implementer']) {
      await play.act('revenue:sign', { id, digest }, by);
    }
    const elsewhere = await state(play, statementInput(await play.active()));

    const replacing = (replaces: string): Promise<string> =>
      refused(play, statementInput(agreement, { replaces }));
    expect(await replacing(id)).to.equal('STATEMENT_SIGNED');
    expect(await replacing(elsewhere.id)).to.equal('STATEMENT_NOT_FOUND');
    expect(await replacing('rv-none')).to.equal('STATEMENT_NOT_FOUND');
  });
}
