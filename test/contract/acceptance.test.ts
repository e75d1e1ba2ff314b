import { embeddedBench } from '../support/bench.js';
import { acceptanceSuite } from './acceptance.suite.js';

acceptanceSuite('embedded', () => embeddedBench());
