import { encumbranceCatalogue } from '@shuquan/chaincode/model';
import { boundedByTime, submitsOf } from './bounded.js';
import { disputed } from './encumbrance/disputes.js';
import { enforcement } from './encumbrance/parties.js';
import { pledges } from './encumbrance/pledges.js';
import { courtDesks } from './order.suite.js';
import { orderSamples } from './order-samples.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

/** Pledges, disputes and questions about parties; every answer and code is seen. */
export function encumbranceSuite(name: string, open: OpenBench): void {
  contractSuite(`encumbrances: ${name}`, open, (use) => {
    const desk = courtDesks(use);
    describe('a pledge', () => {
      pledges(desk);
    });
    describe('a dispute', () => {
      disputed(desk);
    });
    describe('enforcement', () => {
      enforcement(desk);
    });
    describe('time', () => {
      boundedByTime(use, submitsOf(encumbranceCatalogue), (of) => ({
        input: orderSamples[of as keyof typeof orderSamples],
        as: 'holder-a',
      }));
    });
    covers('pledge', use);
    covers('encumbrance', use, ['PROFILE_NOT_IN_FORCE']);
  });
}
