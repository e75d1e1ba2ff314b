import { consents } from './voucher/consents.js';
import { grounds } from './voucher/grounds.js';
import { issuing } from './voucher/issuing.js';
import { presenting } from './voucher/presenting.js';
import { privateData } from './voucher/private-data.js';
import { racing } from './voucher/racing.js';
import { scenes } from './voucher/scenes.js';
import { times } from './voucher/times.js';
import { VoucherDesk } from '../support/voucher-desk.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

export type UseDesk = () => VoucherDesk;

function desks(use: Use): UseDesk {
  let desk: VoucherDesk | undefined;
  before('publishes a template', async () => {
    desk = new VoucherDesk(use());
    await use().timely();
    await desk.publish();
  });
  beforeEach('states the time', async () => {
    await use().timely();
  });
  return () => {
    if (desk === undefined) throw new TypeError('There is no desk.');
    return desk;
  };
}

/** Consents and vouchers; every answer and code of their catalogue is seen. */
export function voucherSuite(name: string, open: OpenBench): void {
  contractSuite(`vouchers: ${name}`, open, (use) => {
    const desk = desks(use);
    describe('a consent', () => {
      consents(desk);
    });
    describe('a voucher', () => {
      issuing(desk);
    });
    describe('a voucher on a right', () => {
      grounds(desk);
    });
    describe('scenes', () => {
      scenes(desk);
    });
    describe('a presentation', () => {
      presenting(desk);
    });
    describe('the data behind a voucher', () => {
      privateData(desk);
    });
    describe('many presentations at once', () => {
      racing(desk);
    });
    describe('time', () => {
      times(desk);
    });
    covers('consent', use);
    covers('voucher', use);
  });
}
