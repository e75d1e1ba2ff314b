import { embeddedBench } from '../support/bench.js';
import { sharingSuite } from './sharing.suite.js';

sharingSuite('embedded', () => embeddedBench());
