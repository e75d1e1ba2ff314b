import { embeddedBench } from '../support/bench.js';
import { deliverySuite } from './delivery.suite.js';

deliverySuite('embedded', () => embeddedBench());
