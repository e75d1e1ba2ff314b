import { plantingBench } from '../support/planting.js';
import { schemeSuite } from './scheme.suite.js';

schemeSuite('embedded', () => plantingBench());
