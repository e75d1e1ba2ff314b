import { embeddedBench } from '../support/bench.js';
import { reviewSuite } from './review.suite.js';

reviewSuite('embedded', () => embeddedBench());
