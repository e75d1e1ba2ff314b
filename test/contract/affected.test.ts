import { embeddedBench } from '../support/bench.js';
import { affectedSuite } from './affected.suite.js';

affectedSuite('embedded', () => embeddedBench());
