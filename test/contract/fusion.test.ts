import { embeddedBench } from '../support/bench.js';
import { fusionSuite } from './fusion.suite.js';

fusionSuite('embedded', () => embeddedBench());
