import { evidence } from './evidence.js';
import { registration } from './registration.js';
import type { Scenario } from './scenario.js';

/** Every scenario that can be played. */
export const scenarios: readonly Scenario[] = [evidence, registration];

/** Known by name and not part of this release. */
export const laterScenarios = [
  'public-data',
  'voucher',
  'delivery',
  'sublicence',
  'court',
  'exchange',
] as const;
