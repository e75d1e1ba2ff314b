import { embeddedBench } from '../support/bench.js';
import { registerSuite } from './register.suite.js';

registerSuite('embedded', () => embeddedBench());
