import { ground, parties, time } from './evidence-proof.js';
import { agreement, scheme } from './public-agreement.js';
import { qualifyAssessor } from './public-assessment.js';
import { catalogue } from './public-catalogue.js';
import { product } from './public-product.js';
import { property } from './public-property.js';
import { code } from './public-resource.js';
import { rules } from './rules-in-force.js';
import type { Scenario } from './scenario.js';
import { granting, passingOn, violations } from './sublicence-grants.js';
import { policy } from './sublicence-policy.js';
import { answer, runs, slowDrift } from './sublicence-use.js';

/**
 * 分许可越权与目的偏离: a chain from an operating agreement down to a bank, everything that goes beyond
 * it, and purposes that drift. Weeks are real on every ledger, so all of this play is in one or two.
 */
export const sublicence: Scenario = {
  name: 'sublicence',
  title: '分许可 Sub-licence: within its parent in every dimension, and for its purpose alone',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'rules', title: 'Rules and calendars in force', act: rules },
    { step: 'catalogue', title: 'An entry of the master catalogue', act: catalogue },
    { step: 'scheme', title: 'Scheme and operator', act: scheme },
    { step: 'agreement', title: 'AGR-1, with its purposes and prohibitions', act: agreement },
    { step: 'product', title: 'A product under the agreement', act: product },
    { step: 'assessor', title: 'Who may assess risks', act: qualifyAssessor },
    { step: 'code', title: 'Its lookup code', act: code },
    { step: 'property', title: 'The operator’s right in it', act: property },
    { step: 'grant', title: 'G-2: a service may use it', act: granting },
    { step: 'sublicence', title: 'SG-1: less of it for a bank', act: passingOn },
    {
      step: 'violations',
      title: 'Sub-licences that go beyond, each in one thing',
      act: violations,
    },
    { step: 'runs', title: 'A compute run for something else', act: runs },
    { step: 'drift', title: 'Purposes that drift', act: slowDrift },
    { step: 'policy', title: 'SG-1 as an ODRL policy', act: policy },
    { step: 'answer', title: 'The drift report, signed, checked offline', act: answer },
  ],
};
