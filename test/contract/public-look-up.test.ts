import { embeddedBench } from '../support/bench.js';
import { publicLookUpSuite } from './public-look-up.suite.js';

publicLookUpSuite('embedded', () => embeddedBench());
