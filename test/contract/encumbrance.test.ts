import { embeddedBench } from '../support/bench.js';
import { encumbranceSuite } from './encumbrance.suite.js';

encumbranceSuite('embedded', () => embeddedBench());
