import { embeddedBench } from '../support/bench.js';
import { catalogSuite } from './catalog.suite.js';

catalogSuite('embedded', () => embeddedBench());
