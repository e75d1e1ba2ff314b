import { embeddedBench } from '../support/bench.js';
import { emergencySuite } from './emergency.suite.js';

emergencySuite('embedded', () => embeddedBench());
