import { embeddedBench } from '../support/bench.js';
import { governanceSuite } from './governance.suite.js';

governanceSuite('embedded', () => embeddedBench());
