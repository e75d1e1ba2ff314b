import { embeddedBench } from '../support/bench.js';
import { disputeSuite } from './dispute.suite.js';

disputeSuite('embedded', () => embeddedBench());
