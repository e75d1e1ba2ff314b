import { embeddedBench } from '../support/bench.js';
import { noticeSuite } from './notice.suite.js';

noticeSuite('embedded', () => embeddedBench());
