import { embeddedBench } from '../support/bench.js';
import { agreementSuite } from './agreement.suite.js';

agreementSuite('embedded', () => embeddedBench());
