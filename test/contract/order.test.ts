import { embeddedBench } from '../support/bench.js';
import { orderSuite } from './order.suite.js';

orderSuite('embedded', () => embeddedBench());
