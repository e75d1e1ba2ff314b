import { embeddedBench } from '../support/bench.js';
import { evidenceSuite } from './evidence.suite.js';

evidenceSuite('embedded', () => embeddedBench());
