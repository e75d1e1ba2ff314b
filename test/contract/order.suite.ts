import { orderCatalogue } from '@shuquan/chaincode/model';
import { CourtDesk } from '../support/court-desk.js';
import { boundedByTime, submitsOf } from './bounded.js';
import { orderSamples } from './order-samples.js';
import { awards } from './order/awards.js';
import { control } from './order/control.js';
import { disposing } from './order/disposing.js';
import { freezing } from './order/freezing.js';
import { guards } from './order/guards.js';
import { lifting } from './order/lifting.js';
import { limits } from './order/limits.js';
import { queueing } from './order/queue.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

export type UseCourt = () => CourtDesk;

/** A desk of courts beside the register’s; the time is stated before every test. */
export function courtDesks(use: Use): UseCourt {
  let desk: CourtDesk | undefined;
  before('opens a desk', () => {
    desk = new CourtDesk(use());
  });
  beforeEach('states the time', async () => {
    await use().timely();
  });
  return () => {
    if (desk === undefined) throw new TypeError('There is no desk.');
    return desk;
  };
}

/** Judicial orders and administrative control; every answer and code of their catalogue is seen. */
export function orderSuite(name: string, open: OpenBench): void {
  contractSuite(`orders: ${name}`, open, (use) => {
    const desk = courtDesks(use);
    describe('a freeze', () => {
      freezing(desk);
    });
    describe('the queue', () => {
      queueing(desk);
    });
    describe('lifting', () => {
      lifting(desk);
    });
    describe('a disposal by order', () => {
      disposing(desk);
    });
    describe('an award', () => {
      awards(desk);
    });
    describe('administrative control', () => {
      control(desk);
    });
    describe('whose peers it takes', () => {
      guards(desk);
    });
    describe('limits', () => {
      limits(desk, use);
    });
    describe('time', () => {
      const names = submitsOf(orderCatalogue);
      boundedByTime(use, names, (of) => ({
        input: orderSamples[of as keyof typeof orderSamples],
        as: of.startsWith('control:') ? 'authority-official' : 'judge',
      }));
    });
    // The award of a dispute: the suite of disputes plays it.
    covers('order', use, ['order:execute EXECUTION_MISMATCH']);
    covers('control', use);
  });
}
