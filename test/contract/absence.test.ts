import { embeddedBench } from '../support/bench.js';
import { absenceSuite } from './absence.suite.js';
import { recognitionSuite } from './recognition.suite.js';

absenceSuite('embedded', () => embeddedBench());
recognitionSuite('embedded', () => embeddedBench());
