import { plantingBench } from '../support/planting.js';
import { agreementSuite } from './agreement.suite.js';

agreementSuite('embedded', () => plantingBench());
