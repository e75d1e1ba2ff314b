import { embeddedBench } from '../support/bench.js';
import { closingSuite } from './closing.suite.js';

closingSuite('embedded', () => embeddedBench());
