import { acceptanceSuite } from '../contract/acceptance.suite.js';
import { closingSuite } from '../contract/closing.suite.js';
import { exitSuite } from '../contract/exit.suite.js';
import { naturalSuite } from '../contract/natural.suite.js';
import { objectionSuite } from '../contract/objection.suite.js';
import { overlapSuite } from '../contract/overlap.suite.js';
import { querySuite } from '../contract/query.suite.js';
import { registerSuite } from '../contract/register.suite.js';
import { registrationSuite } from '../contract/registration.suite.js';
import { reviewSuite } from '../contract/review.suite.js';
import { playOnFabric } from '../support/on-fabric.js';

playOnFabric('register', [
  registrationSuite,
  acceptanceSuite,
  reviewSuite,
  objectionSuite,
  registerSuite,
  naturalSuite,
  closingSuite,
  overlapSuite,
  querySuite,
  exitSuite,
]);
