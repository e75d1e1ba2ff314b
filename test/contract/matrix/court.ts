import {
  arbitrator,
  court,
  dataParties,
  enrolled,
  official,
  registrar,
  row,
  supervisor,
} from './who.js';
import type { Row } from './row.js';

/** Whoever tries to lift what is not his is told ORDER_NOT_LIFTED; only its court or authority does. */
export const courtRows: readonly Row[] = [
  row('order:freeze', 'NATIONAL_2026/23', court),
  row('order:unfreeze', 'NATIONAL_2026/23', court, arbitrator, official, registrar),
  row('order:renew', 'NATIONAL_2026/23', court),
  row('order:handOver', 'NATIONAL_2026/23', court),
  row('order:cancel', 'CIVIL_CODE/229', court),
  row('order:transfer', 'CIVIL_CODE/229', court),
  row('order:award', 'NATIONAL_2026/29', court, arbitrator),
  row('order:execute', 'NATIONAL_2026/29', court, registrar),
  enrolled('order:read', 'NATIONAL_2026/23'),
  row('control:impose', 'NATIONAL_2026/23', official, supervisor),
  row('control:lift', 'NATIONAL_2026/23', official, supervisor, registrar),
  row('control:renew', 'NATIONAL_2026/23', official, supervisor),
  row('pledge:propose', 'NATIONAL_2026/31', ...dataParties),
  row('pledge:confirm', 'NATIONAL_2026/31', ...dataParties),
  row('pledge:release', 'NATIONAL_2026/31', ...dataParties),
  enrolled('encumbrance:ofRight', 'NATIONAL_2026/23'),
  enrolled('encumbrance:orders', 'NATIONAL_2026/23'),
  row('encumbrance:ofParty', 'NATIONAL_2026/30', court),
];
