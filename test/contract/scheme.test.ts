import { embeddedBench } from '../support/bench.js';
import { schemeSuite } from './scheme.suite.js';

schemeSuite('embedded', () => embeddedBench());
