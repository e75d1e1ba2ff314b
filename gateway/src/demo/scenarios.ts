import { evidence } from './evidence.js';
import { publicData } from './public-data.js';
import { registration } from './registration.js';
import type { Scenario } from './scenario.js';
import { sublicence } from './sublicence.js';
import { voucher } from './voucher.js';

/** Every scenario that can be played. */
export const scenarios: readonly Scenario[] = [
  evidence,
  registration,
  publicData,
  voucher,
  sublicence,
];

/** Known by name and not part of this release. */
export const laterScenarios = ['delivery', 'court', 'exchange'] as const;
