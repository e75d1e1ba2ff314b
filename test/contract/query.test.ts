import { embeddedBench } from '../support/bench.js';
import { querySuite } from './query.suite.js';

querySuite('embedded', () => embeddedBench());
