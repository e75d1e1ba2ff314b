import { embeddedBench } from '../support/bench.js';
import { registrationSuite } from './registration.suite.js';

registrationSuite('embedded', () => embeddedBench());
