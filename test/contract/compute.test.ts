import { embeddedBench } from '../support/bench.js';
import { computeSuite } from './compute.suite.js';

computeSuite('embedded', () => embeddedBench());
