import { embeddedBench } from '../support/bench.js';
import { operationSuite } from './operation.suite.js';

operationSuite('embedded', () => embeddedBench());
