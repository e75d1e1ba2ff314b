import { grantSuite } from '../contract/grant.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('grants', [grantSuite]);
