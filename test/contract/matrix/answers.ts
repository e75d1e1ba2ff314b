import type { Row } from './row.js';
import { arbitrator, court, dataParties, enrolled, row, supervisor } from './who.js';

export const answersRows: readonly Row[] = [
  row('absence:submit', 'NATIONAL_2026/30', ...dataParties, court, supervisor, arbitrator),
  enrolled('absence:submitted', 'NATIONAL_2026/30'),
  enrolled('absence:read', 'NATIONAL_2026/30'),
  enrolled('recognition:answer', 'NATIONAL_2026/31'),
  // What a notice showed to everybody (NATIONAL_2026/14), and no more.
  enrolled('public:digest', 'NATIONAL_2026/14'),
  enrolled('public:certificate', 'NATIONAL_2026/27'),
];
