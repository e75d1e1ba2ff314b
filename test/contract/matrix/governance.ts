import { closed, enrolled, founders, official, registrar, row } from './who.js';
import type { Row } from './row.js';

export const governanceRows: readonly Row[] = [
  founders('governance:found', 'PUBLIC_2025/27号/21'),
  closed('governance:ratify', 'PUBLIC_2025/27号/21'),
  row('governance:propose', 'PUBLIC_2025/27号/21', official),
  row('governance:approve', 'PUBLIC_2025/27号/21', official),
  row('governance:reject', 'PUBLIC_2025/27号/21', official),
  enrolled('governance:proposal', 'PUBLIC_2025/27号/21'),
  enrolled('governance:settings', 'PUBLIC_2025/27号/21'),
  row('codelist:publish', 'NATIONAL_2026/14', official),
  enrolled('codelist:read', 'NATIONAL_2026/14'),
  enrolled('codelist:versions', 'NATIONAL_2026/14'),
  row('party:register', 'NATIONAL_2026/16', registrar, official),
  row('party:verify', 'NATIONAL_2026/16', registrar, official),
  row('party:suspend', 'NATIONAL_2026/16', registrar, official),
  row('party:exit', 'NATIONAL_2026/16', registrar, official),
  enrolled('party:read', 'NATIONAL_2026/16'),
  enrolled('party:history', 'NATIONAL_2026/16'),
  row('party:qualify', 'NATIONAL_2026/16', registrar, official),
  row('party:withdrawQualification', 'NATIONAL_2026/16', registrar, official),
  enrolled('party:qualifications', 'NATIONAL_2026/16'),
  enrolled('party:registrar', 'NATIONAL_2026/16'),
];
