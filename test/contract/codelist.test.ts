import { embeddedBench } from '../support/bench.js';
import { codelistSuite } from './codelist.suite.js';

codelistSuite('embedded', () => embeddedBench({ rules: [] }));
