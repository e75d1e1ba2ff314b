import { embeddedBench } from '../support/bench.js';
import { naturalSuite } from './natural.suite.js';

naturalSuite('embedded', () => embeddedBench());
