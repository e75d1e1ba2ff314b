import { court } from './court.js';
import { delivery } from './delivery.js';
import { dispute } from './dispute.js';
import { evidence } from './evidence.js';
import { exchange } from './exchange.js';
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
  delivery,
  sublicence,
  court,
  exchange,
  dispute,
];
