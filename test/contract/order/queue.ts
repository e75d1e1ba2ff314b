import { expect } from 'chai';
import { onParty, onRight } from '../../support/court-desk.js';
import { HOLDER_B } from '../../support/parties.js';
import { FIRST, recordDigestOf } from '../../support/registrar.js';
import { without } from '../../support/without.js';
import { skip } from '../suite.js';
import type { UseCourt } from '../order.suite.js';

const SECOND = 1_000;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export function queueing(use: UseCourt): void {
  it('stands in the order in which they came, on the right or on its holder', async () => {
    const desk = use();
    const { right } = await desk.held('holder-d');
    const { right: entry } = await desk.stage.ask('register:right', { id: right }, 'bank');
    const first = await desk.freeze(onRight(right));
    const second = await desk.freeze(onParty(entry.holder), {}, 'judge2');
    const third = await desk.freeze(onRight(right), {}, 'judge2');

    expect(await desk.shown(right)).to.deep.equal([
      `${first} ATTACHED 1`,
      `${second} QUEUED 2`,
      `${third} QUEUED 3`,
    ]);
    await desk.unfreeze(first, onRight(right));
    expect(await desk.shown(right)).to.deep.equal([
      `${first} LIFTED`,
      `${second} ATTACHED 1`,
      `${third} QUEUED 2`,
    ]);
    const [, next] = await desk.encumbrances(right);
    expect(next?.attachedAt).to.satisfy((at: string) => at > (next?.from ?? ''));
    await desk.unfreeze(second, onParty(entry.holder), 'judge2');
    await desk.unfreeze(third, onRight(right), 'judge2');
  });

  it('moves on by itself when a term ends, and says that it was time', async () => {
    const desk = use();
    const { right } = await desk.held();
    const { advance } = desk.stage.bench;
    const termMs = advance === undefined ? 8 * SECOND : 3 * 86_400_000;
    const until = new Date(Date.parse(desk.now) + termMs).toISOString();
    const first = await desk.freeze(onRight(right), { until });
    const second = await desk.freeze(onRight(right), {}, 'judge2');
    expect((await desk.shown(right))[1]).to.equal(`${second} QUEUED 2`);

    if (advance === undefined) await pause(termMs + SECOND);
    else advance(termMs + SECOND);
    await desk.stage.witness();

    const [gone, next] = await desk.encumbrances(right);
    expect(gone).to.deep.include({ id: first, status: 'EXPIRED', until, reason: 'TERM_ENDED' });
    expect(next).to.deep.include({ id: second, status: 'ATTACHED', attachedAt: until });
    const renewed = { ...without(desk.order(onRight(right)), 'blocks'), id: first };
    expect(await desk.code('order:renew', renewed, 'judge')).to.equal('ORDER_ENDED');
    expect(await desk.transferred([right], HOLDER_B)).to.equal('ASSET_FROZEN');
  });

  it('answers for any day as it was then', async function () {
    const desk = use();
    if (desk.stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const { right } = await desk.held();
    const before = desk.now;
    await desk.later(1);
    const first = await desk.freeze(onRight(right), { until: desk.in(10) });
    const second = await desk.freeze(onRight(right), { until: desk.in(40) }, 'judge2');
    await desk.later(1);
    const during = desk.now;
    await desk.later(20);
    const after = desk.now;

    expect(await desk.shown(right, before)).to.deep.equal([]);
    expect(await desk.shown(right, during)).to.deep.equal([
      `${first} ATTACHED 1`,
      `${second} QUEUED 2`,
    ]);
    expect(await desk.shown(right, after)).to.deep.equal([
      `${first} EXPIRED`,
      `${second} ATTACHED 1`,
    ]);
    await desk.later(30);
    expect(await desk.shown(right)).to.deep.equal([`${first} EXPIRED`, `${second} EXPIRED`]);
    expect(await desk.transferred([right], HOLDER_B)).to.equal('OK');
  });

  it('misses a right that was disposed of before', async () => {
    const desk = use();
    const { right } = await desk.held();
    const pending = await desk.aboutToTransfer([right], HOLDER_B);
    expect(await desk.deposit(pending)).to.equal('OK');

    const id = await desk.freeze(onRight(right));
    // What was deposited before it waits for its registration: until then the right is there.
    expect(await desk.shown(right)).to.deep.equal([`${id} ATTACHED 1`]);
    const { record } = await desk.view(pending);
    await desk.receipt(pending, recordDigestOf(record));

    const [found] = await desk.encumbrances(right);
    expect(found).to.deep.include({ id, status: 'MISSED', reason: 'TRANSFERRED' });
    expect(found).to.not.have.property('position');
  });

  it('never loses a race: of a freeze and a transfer in one block both hold, or the freeze', async () => {
    const desk = use();
    for (let round = 0; round < 3; round += 1) {
      const { right } = await desk.held();
      const pending = await desk.aboutToTransfer([right], HOLDER_B);
      await desk.time();
      const freeze = desk.order(onRight(right));

      const { bench } = desk.stage;
      const outcome = (made: Promise<unknown>): Promise<string> =>
        made.then(
          () => 'OK',
          (err: unknown) => (err as { code: string }).code,
        );
      // Beside each other: neither may count on the height of the ledger.
      const [frozen, deposited] = await Promise.all([
        outcome(bench.ledger.submit('order:freeze', freeze, bench.as('judge'))),
        outcome(bench.ledger.submit('register:deposit', { case: pending }, bench.as(FIRST.by))),
      ]);
      if (deposited === 'OK') {
        const { record } = await desk.view(pending);
        await desk.receipt(pending, recordDigestOf(record));
      }

      expect(frozen).to.equal('OK');
      const { state } = await desk.stage.ask('register:right', { id: right }, 'bank');
      const [found] = await desk.encumbrances(right);
      const seen = `${deposited} ${state.status} ${found?.status ?? ''}`;
      expect(seen).to.be.oneOf(['OK TRANSFERRED MISSED', 'ASSET_FROZEN ACTIVE ATTACHED']);
    }
  });
}
