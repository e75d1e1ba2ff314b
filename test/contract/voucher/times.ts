import { catalogue } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { outcome, type VoucherDesk } from '../../support/voucher-desk.js';
import { boundedByTime, submitsOf } from '../bounded.js';
import { skip } from '../suite.js';
import { voucherSamples } from '../voucher-samples.js';

const DAY = 86_400_000;
const callers: Readonly<Record<string, string>> = {
  'voucher:publishTemplate': 'authority-official',
};

export function times(use: () => VoucherDesk): void {
  boundedByTime(
    () => use().stage,
    submitsOf(voucherSamples),
    (name) => ({
      input: voucherSamples[name as keyof typeof voucherSamples],
      as: callers[name] ?? 'implementer',
    }),
  );

  it('lets nobody ask for an instant that no beacon has reached', async () => {
    const desk = use();
    const voucher = await desk.issued();
    const asOf = desk.day(3000);
    const later = { asOf: `${asOf}T00:00:00.000Z` };

    for (const [name, input] of [
      ['voucher:read', { id: voucher.id }],
      ['consent:read', { id: voucher.consent }],
      ['voucher:scenes', {}],
    ] as const) {
      expect(catalogue[name].kind).to.equal('evaluate');
      expect(await outcome(desk.stage, name, { ...input, ...later }, 'bank')).to.equal(
        'AS_OF_TOO_LATE',
      );
    }
  });

  it('ends a voucher with its last day in Shanghai', async function () {
    const desk = use();
    const { stage } = desk;
    const { advance } = stage.bench;
    if (advance === undefined) skip(this, 'the clock can not be set here');
    const voucher = await desk.issued({ until: desk.day(2) });

    advance(4 * DAY);
    await stage.witness();

    expect(await desk.refusedUse(voucher)).to.equal('VOUCHER_EXPIRED');
    const { status } = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(status).to.equal('EXPIRED');
  });
}
