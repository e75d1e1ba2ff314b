import { embeddedBench } from '../support/bench.js';
import { lineageSuite } from './lineage.suite.js';

lineageSuite('embedded', () => embeddedBench());
