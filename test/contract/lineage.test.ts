import { plantingBench } from '../support/planting.js';
import { lineageSuite } from './lineage.suite.js';

lineageSuite('embedded', () => plantingBench());
