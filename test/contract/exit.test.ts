import { embeddedBench } from '../support/bench.js';
import { exitSuite } from './exit.suite.js';

exitSuite('embedded', () => embeddedBench());
