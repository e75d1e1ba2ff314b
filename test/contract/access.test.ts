import { embeddedBench } from '../support/bench.js';
import { accessSuite } from './access.suite.js';

accessSuite('embedded', () => embeddedBench());
