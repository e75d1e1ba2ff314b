import { embeddedBench } from '../support/bench.js';
import { partySuite } from './party.suite.js';

partySuite('embedded', () => embeddedBench());
