import { anyone, court, enrolled, official, row, supervisor } from './who.js';
import type { Row } from './row.js';

export const personalInfoRows: readonly Row[] = [
  row('attestation:issue', 'NATIONAL_2026/20', ...anyone),
  row('attestation:withdraw', 'NATIONAL_2026/20', ...anyone),
  enrolled('attestation:read', 'NATIONAL_2026/20'),
  enrolled('attestation:list', 'NATIONAL_2026/20'),
  enrolled('attestation:stages', '20条/16'),
  row('audit:require', 'PIPL/54', official, supervisor),
  enrolled('audit:report', 'PIPL/54'),
  row('complaint:file', 'PIPL/65', ...anyone),
  row('complaint:investigate', 'PIPL/65', official, supervisor),
  row('complaint:decide', 'PIPL/65', official, supervisor),
  enrolled('complaint:read', 'PIPL/65'),
  row('complaint:contact', 'PIPL/65', court, official, supervisor),
  row('incident:report', 'PIPL/57', ...anyone),
  row('incident:contain', 'PIPL/57', ...anyone),
  row('incident:close', 'PIPL/57', official, supervisor),
  enrolled('incident:read', 'PIPL/57'),
];
