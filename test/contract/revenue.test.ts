import { plantingBench } from '../support/planting.js';
import { revenueSuite } from './revenue.suite.js';

revenueSuite('embedded', () => plantingBench());
