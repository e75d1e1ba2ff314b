import { evidence } from './evidence.js';
import type { Scenario } from './scenario.js';

/** Every scenario that can be played. */
export const scenarios: readonly Scenario[] = [evidence];

/** Known by name and not part of this release. */
export const laterScenarios = [
  'registration',
  'public-data',
  'voucher',
  'delivery',
  'sublicence',
  'court',
  'exchange',
] as const;
