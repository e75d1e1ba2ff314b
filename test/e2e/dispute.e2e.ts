import { disputeSuite } from '../contract/dispute.suite.js';
import { infringementSuite } from '../contract/infringement.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('disputes', [disputeSuite, infringementSuite]);
