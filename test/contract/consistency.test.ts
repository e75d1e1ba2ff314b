import { embeddedBench } from '../support/bench.js';
import { consistencySuite } from './consistency.suite.js';

consistencySuite('embedded', () => embeddedBench());
