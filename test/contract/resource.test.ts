import { embeddedBench } from '../support/bench.js';
import { resourceSuite } from './resource.suite.js';

resourceSuite('embedded', () => embeddedBench());
