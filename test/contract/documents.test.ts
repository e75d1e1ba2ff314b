import { StorePlace } from '../support/documents.js';
import { documentsSuite } from './documents.suite.js';

documentsSuite('files', () => new StorePlace());
