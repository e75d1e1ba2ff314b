import { court, dataParties, earners, enrolled, row, supervisor } from './who.js';
import type { Row } from './row.js';

export const lineageRows: readonly Row[] = [
  row('lineage:record', 'NATIONAL_2026/20', ...earners),
  enrolled('lineage:step', 'NATIONAL_2026/20'),
  row('lineage:derive', 'NATIONAL_2026/20', ...earners),
  enrolled('lineage:traceUp', 'NATIONAL_2026/20'),
  enrolled('lineage:traceDown', 'NATIONAL_2026/20'),
  enrolled('lineage:prov', 'NATIONAL_2026/20'),
  enrolled('lineage:affected', 'NATIONAL_2026/20'),
  row('notice:send', 'NATIONAL_2026/29', ...dataParties, supervisor),
  row('notice:acknowledge', 'NATIONAL_2026/29', ...dataParties, supervisor),
  row('notice:read', 'NATIONAL_2026/29', ...dataParties, supervisor, court),
];
