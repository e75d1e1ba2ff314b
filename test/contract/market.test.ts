import { embeddedBench } from '../support/bench.js';
import { marketSuite } from './market.suite.js';

marketSuite('embedded', () => embeddedBench());
