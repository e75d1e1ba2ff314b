import { plantingBench } from '../support/planting.js';
import { operationSuite } from './operation.suite.js';

operationSuite('embedded', () => plantingBench());
