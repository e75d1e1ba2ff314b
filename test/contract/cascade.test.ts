import { embeddedBench } from '../support/bench.js';
import { cascadeSuite } from './cascade.suite.js';

cascadeSuite('embedded', () => embeddedBench());
