import { computeSuite } from '../contract/compute.suite.js';
import { useSuite } from '../contract/use.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('uses and runs', [useSuite, computeSuite]);
