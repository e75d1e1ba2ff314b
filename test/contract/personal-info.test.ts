import { embeddedBench } from '../support/bench.js';
import { personalInfoSuite } from './personal-info.suite.js';

personalInfoSuite('embedded', () => embeddedBench());
