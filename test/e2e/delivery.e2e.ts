import { deliverySuite } from '../contract/delivery.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('deliveries', [deliverySuite]);
