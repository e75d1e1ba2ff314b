import { embeddedBench } from '../support/bench.js';
import { grantSuite } from './grant.suite.js';

grantSuite('embedded', () => embeddedBench());
