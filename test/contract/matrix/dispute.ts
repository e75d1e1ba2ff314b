import {
  arbitrator,
  court,
  dataParties,
  enrolled,
  exchange,
  implementingBody,
  operator,
  registrar,
  row,
  supervisor,
  witness,
} from './who.js';
import type { Row } from './row.js';

const bodies = [court, arbitrator];
const readers = [...bodies, supervisor, witness];
/** Whoever runs a platform on which others rely (Online Litigation Rules 17). */
const platforms = [registrar, operator, exchange, implementingBody];

export const disputeRows: readonly Row[] = [
  row('dispute:file', 'NATIONAL_2026/29', ...dataParties),
  row('dispute:accept', 'NATIONAL_2026/29', ...bodies),
  row('dispute:dismiss', 'NATIONAL_2026/29', ...bodies),
  row('dispute:serve', 'NATIONAL_2026/29', ...bodies),
  row('dispute:answer', 'NATIONAL_2026/29', ...dataParties),
  row('dispute:submit', 'NATIONAL_2026/29', ...dataParties),
  row('dispute:hear', 'NATIONAL_2026/29', ...bodies),
  row('dispute:award', 'NATIONAL_2026/29', ...bodies),
  row('dispute:execute', 'NATIONAL_2026/29', registrar, court),
  row('dispute:settle', 'NATIONAL_2026/29', ...dataParties),
  row('dispute:withdraw', 'NATIONAL_2026/29', ...dataParties),
  row('dispute:read', 'NATIONAL_2026/30', ...dataParties, ...bodies, supervisor),
  enrolled('dispute:about', 'NATIONAL_2026/29'),
  row('dispute:bundle', 'NATIONAL_2026/30', ...dataParties, ...bodies, supervisor),
  row('infringement:open', 'NATIONAL_2026/31', ...dataParties),
  row('infringement:compare', 'NATIONAL_2026/33', registrar),
  row('infringement:attest', 'ONLINE_LITIGATION/17', witness),
  row('infringement:close', 'NATIONAL_2026/31', ...dataParties),
  row('infringement:read', 'NATIONAL_2026/30', ...dataParties, ...readers),
  row('infringement:ofRight', 'NATIONAL_2026/30', ...dataParties, ...readers),
  row('infringement:bundle', 'NATIONAL_2026/30', ...dataParties, ...readers),
  row('platform:publish', 'ONLINE_LITIGATION/17', ...platforms),
  row('platform:confirm', 'ONLINE_LITIGATION/17', supervisor),
  row('platform:withdraw', 'ONLINE_LITIGATION/17', ...platforms, supervisor),
  enrolled('platform:at', 'ONLINE_LITIGATION/17'),
];
