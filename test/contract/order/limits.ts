import { MAX_HOLDS } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { CourtDesk, document, onParty, onRight, plantedHold } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { plant } from '../../support/planting.js';
import { type Use, skip } from '../suite.js';
import type { UseCourt } from '../order.suite.js';

export function limits(desks: UseCourt, use: Use): void {
  it('ends with a full head: it says so, and nothing is dropped', async () => {
    const desk = desks();
    const { right } = await desk.held();
    const now = desk.stage.bench.now();
    const hold = (i: number): object => plantedHold(`JO-${String(i)}`, now);
    const { ordered } = hold(0) as { ordered: object };
    const orders = Array.from({ length: MAX_HOLDS }, (_, i) => hold(i));
    const again = { ...document, until: desk.in(9), renewed: ordered };
    const moved = { ...document, to: HOLDER_A, handedOver: ordered };
    const full = {
      ...(orders[0] ?? {}),
      renewals: Array.from({ length: 40 }, () => again),
      handOvers: Array.from({ length: 10 }, () => ({ ...moved, to: '11510100MB1DEM0D7T' })),
    };
    const act = { id: 'JO-0', on: [onRight(right)], ...document };
    const controls = {
      ...full,
      ordered: { ...ordered, uscc: '12510100MB1DEM06XL', role: 'official' },
    };

    await plant(desk.stage.bench, ['hold', right], { v: 1, orders: [full, ...orders.slice(1)] });
    const control = { ...controls, handOvers: [] };
    await plant(desk.stage.bench, ['control', right], {
      ...{ v: 1, orders: [control, ...orders.slice(1)] },
    });

    const code = (name: 'order:renew', input: object, as: string): Promise<string> =>
      desk.code(name, input, as);
    const longer = { ...act, until: desk.in(20) };
    const more = { ...desk.order(onRight(right)), id: unique('JO') };
    expect(await code('order:freeze' as never, more, 'judge')).to.equal('ORDERS_TOO_MANY');
    expect(await code('order:renew', longer, 'judge')).to.equal('ORDERS_TOO_MANY');
    expect(
      await code('order:handOver' as never, { ...act, to: '11510100MB1DEM0J6W' }, 'judge'),
    ).to.equal('ORDERS_TOO_MANY');
    expect(await code('control:impose' as never, more, 'authority-official')).to.equal(
      'ORDERS_TOO_MANY',
    );
    expect(await code('control:renew' as never, longer, 'authority-official')).to.equal(
      'ORDERS_TOO_MANY',
    );
  });

  it('ends with as many steps as an award takes', async () => {
    const desk = desks();
    const { right } = await desk.held();
    const award = { id: unique('AW'), rights: [right], demands: [], findings: '测试', ...document };
    await desk.act('order:award', award, 'arbitrator');
    const hold = await desk.freeze(onRight(right));
    const hex = '0'.repeat(64);
    const executed = {
      ...{ uscc: HOLDER_B, mspId: 'CourtMSP', role: 'court', fingerprint: hex },
      ...{ custody: 'CUSTODIAL', at: desk.now, txId: hex },
    };
    const steps = Array.from({ length: 20 }, (_, i) => ({
      ...{ kind: 'CASE', id: `rc-${String(i)}`, executed },
    }));
    await plant(desk.stage.bench, ['order-execution', award.id], { v: 1, order: award.id, steps });

    const input = { id: award.id, by: { kind: 'HOLD', id: hold } };
    expect(await desk.code('order:execute', input, 'judge')).to.equal('ORDERS_TOO_MANY');
  });

  it('are read from rules in force, and without them nothing is ordered', async function () {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'a channel of its own takes a network');
    const bench = await openUnder(
      developmentRules(2033).filter(({ kind }) => kind !== 'ENFORCEMENT_RULES'),
    );
    try {
      const desk = new CourtDesk(use().on(bench));
      const order = desk.order(onParty(HOLDER_A));
      const renewal = { id: order.id, on: order.on, ...document, until: desk.in(9) };
      for (const [name, input, as] of [
        ['order:freeze', order, 'judge'],
        ['order:renew', renewal, 'judge'],
        ['control:impose', order, 'authority-official'],
        ['control:renew', renewal, 'authority-official'],
      ] as const) {
        expect(await desk.code(name, input, as), name).to.equal('PROFILE_NOT_IN_FORCE');
      }
    } finally {
      await bench.close();
    }
  });
}
