import { affectedSuite } from '../contract/affected.suite.js';
import { cascadeSuite } from '../contract/cascade.suite.js';
import { lineageSuite } from '../contract/lineage.suite.js';
import { noticeSuite } from '../contract/notice.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('lineage', [lineageSuite, affectedSuite, cascadeSuite, noticeSuite]);
