import { embeddedBench } from '../support/bench.js';
import { infringementSuite } from './infringement.suite.js';

infringementSuite('embedded', () => embeddedBench());
