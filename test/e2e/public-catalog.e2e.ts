import { catalogSuite } from '../contract/catalog.suite.js';
import { personalInfoSuite } from '../contract/personal-info.suite.js';
import { sharingSuite } from '../contract/sharing.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('public catalogue', [catalogSuite, sharingSuite, personalInfoSuite]);
