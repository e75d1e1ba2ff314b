import { embeddedBench } from '../support/bench.js';
import { objectionSuite } from './objection.suite.js';

objectionSuite('embedded', () => embeddedBench());
