import { dataParties, enrolled, row } from './who.js';
import type { Row } from './row.js';

export const grantRows: readonly Row[] = [
  row('grant:offer', 'NATIONAL_2026/3', ...dataParties),
  row('grant:accept', 'NATIONAL_2026/3', ...dataParties),
  row('grant:decline', 'NATIONAL_2026/3', ...dataParties),
  row('grant:suspend', 'NATIONAL_2026/3', ...dataParties),
  row('grant:resume', 'NATIONAL_2026/3', ...dataParties),
  row('grant:narrow', 'NATIONAL_2026/3', ...dataParties),
  row('grant:revoke', 'NATIONAL_2026/3', ...dataParties),
  row('grant:renounce', 'NATIONAL_2026/3', ...dataParties),
  row('grant:proposeTermination', 'NATIONAL_2026/3', ...dataParties),
  row('grant:confirmTermination', 'NATIONAL_2026/3', ...dataParties),
  row('grant:prove', 'NATIONAL_2026/3', ...dataParties),
  enrolled('grant:read', 'NATIONAL_2026/3'),
  enrolled('grant:permits', 'NATIONAL_2026/3'),
  row('pact:propose', 'NATIONAL_2026/3', ...dataParties),
  row('pact:agree', 'NATIONAL_2026/3', ...dataParties),
  row('pact:decline', 'NATIONAL_2026/3', ...dataParties),
  enrolled('pact:terms', 'NATIONAL_2026/3'),
  enrolled('pact:read', 'NATIONAL_2026/3'),
  row('fusion:propose', 'NATIONAL_2026/21', ...dataParties),
  row('fusion:agree', 'NATIONAL_2026/21', ...dataParties),
  row('fusion:decline', 'NATIONAL_2026/21', ...dataParties),
  enrolled('fusion:read', 'NATIONAL_2026/21'),
];
