import { consistencySuite } from '../contract/consistency.suite.js';
import { resourceSuite } from '../contract/resource.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('public resources', [resourceSuite, consistencySuite]);
