import { embeddedBench } from '../support/bench.js';
import { pactSuite } from './pact.suite.js';

pactSuite('embedded', () => embeddedBench());
