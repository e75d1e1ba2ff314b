import { fusionSuite } from '../contract/fusion.suite.js';
import { pactSuite } from '../contract/pact.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('pacts and fusion projects', [pactSuite, fusionSuite]);
