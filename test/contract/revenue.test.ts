import { embeddedBench } from '../support/bench.js';
import { revenueSuite } from './revenue.suite.js';

revenueSuite('embedded', () => embeddedBench());
