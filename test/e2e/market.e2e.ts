import { marketSuite } from '../contract/market.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('the market', [marketSuite]);
