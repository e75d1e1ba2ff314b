import { embeddedBench } from '../support/bench.js';
import { overlapSuite } from './overlap.suite.js';

overlapSuite('embedded', () => embeddedBench());
