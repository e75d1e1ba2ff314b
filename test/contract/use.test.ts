import { embeddedBench } from '../support/bench.js';
import { useSuite } from './use.suite.js';

useSuite('embedded', () => embeddedBench());
