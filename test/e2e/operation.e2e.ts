import { agreementSuite } from '../contract/agreement.suite.js';
import { operationSuite } from '../contract/operation.suite.js';
import { revenueSuite } from '../contract/revenue.suite.js';
import { schemeSuite } from '../contract/scheme.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('authorised operation', [schemeSuite, agreementSuite, operationSuite, revenueSuite]);
