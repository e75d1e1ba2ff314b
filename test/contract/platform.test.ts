import { embeddedBench } from '../support/bench.js';
import { platformSuite } from './platform.suite.js';

platformSuite('embedded', () => embeddedBench());
