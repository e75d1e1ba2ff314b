import { DeliveryDesk } from '../support/delivery-desk.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';
import { bounds } from './delivery/bounds.js';
import { dispatching } from './delivery/dispatching.js';
import { disputing } from './delivery/disputing.js';
import { keys } from './delivery/keys.js';
import { receiving } from './delivery/receiving.js';
import { ofTheChain } from './use.suite.js';

export type UseDesk = () => DeliveryDesk;

function desks(use: Use): UseDesk {
  let desk: DeliveryDesk | undefined;
  before('registers data, and binds a key of each side', async function () {
    this.timeout(180_000);
    await use().timely();
    desk = await DeliveryDesk.open(use());
  });
  beforeEach('states the time', async () => {
    await use().timely();
  });
  return () => {
    if (desk === undefined) throw new TypeError('There is no desk.');
    return desk;
  };
}

/** Deliveries; every answer and code of their catalogue is seen. */
export function deliverySuite(name: string, open: OpenBench): void {
  contractSuite(`deliveries: ${name}`, open, (use) => {
    const desk = desks(use);
    describe('a key of one’s own', () => {
      keys(desk);
    });
    describe('a dispatch', () => {
      dispatching(desk);
    });
    describe('a receipt', () => {
      receiving(desk);
    });
    describe('a dispute', () => {
      disputing(desk);
    });
    describe('time', () => {
      bounds(desk);
    });
    covers('delivery', use, [
      // The last year of a test’s clock has its calendar; tests of the clock engine hold this.
      'delivery:dispatch CALENDAR_MISSING',
      // The chain says these of a dispatch as of a use, where each is played.
      ...ofTheChain,
      ...['GRANT_NOT_HELD', 'GRANT_NOT_ACTIVE', 'GRANT_SUSPENDED', 'GRANT_REVOKED'],
      ...['PURPOSE_PROHIBITED', 'FIELD_NOT_GRANTED', 'PART_NOT_GRANTED', 'TERRITORY_NOT_GRANTED'],
    ]);
  });
}
