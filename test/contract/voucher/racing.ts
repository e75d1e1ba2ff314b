import { codeOf } from '@shuquan/gateway/demo/registration-desk';
import { expect } from 'chai';
import type { VoucherDesk } from '../../support/voucher-desk.js';

/** Through the port, as many as a ledger of its own takes; a network is shared. */
const many = (alone: boolean): number => (alone ? 500 : 100);

/** Peers of a network commit one after the other: for a moment they do not endorse the same. */
const refusals = (alone: boolean): readonly string[] => [
  ...['VOUCHER_CONSUMED', 'LEDGER_CONFLICT'],
  ...(alone ? [] : ['ENDORSEMENT_FAILED']),
];

export function racing(use: () => VoucherDesk): void {
  it('of a single-use voucher: exactly one is consumed', async function () {
    this.timeout(300_000);
    const desk = use();
    const { bench } = desk.stage;
    const voucher = await desk.issued();
    const beacon = await desk.stage.witness();
    const inputs = Array.from({ length: many(bench.alone) }, () => desk.consumption(voucher));

    const codes = await Promise.all(
      inputs.map((input) =>
        codeOf(bench.ledger.submit('voucher:consume', { ...input, beacon }, bench.as('bank'))),
      ),
    );

    expect(codes.filter((code) => code === 'OK')).to.have.length(1);
    const refused = codes.filter((code) => code !== 'OK' && !refusals(bench.alone).includes(code));
    expect([...new Set(refused)]).to.deep.equal([]);
    const view = await desk.stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(view.uses).to.have.length(1);
    expect(view).to.include({ status: 'CONSUMED', left: 0 });
  });

  it('of a voucher good for five uses: no more than five are, each under a number of its own', async function () {
    this.timeout(120_000);
    const desk = use();
    const { bench } = desk.stage;
    const voucher = await desk.issued({ uses: 5 });
    const beacon = await desk.stage.witness();
    const inputs = Array.from({ length: 20 }, () => desk.consumption(voucher));

    const codes = await Promise.all(
      inputs.map((input) =>
        codeOf(bench.ledger.submit('voucher:consume', { ...input, beacon }, bench.as('bank'))),
      ),
    );
    while ((await desk.stage.ask('voucher:read', { id: voucher.id }, 'bank')).left > 0) {
      await desk.consume(voucher);
      codes.push('OK');
    }

    expect(codes.filter((code) => code === 'OK')).to.have.length(5);
    const { uses } = await desk.stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(uses.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5]);
  });
}
