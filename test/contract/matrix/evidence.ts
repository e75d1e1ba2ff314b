import { arbitrator, court, dataParties, enrolled, row, witness } from './who.js';
import type { Row } from './row.js';

export const evidenceRows: readonly Row[] = [
  row('evidence:deposit', '在线诉讼规则/16', ...dataParties, court, arbitrator, witness),
  enrolled('evidence:read', '在线诉讼规则/16'),
  enrolled('evidence:findByDigest', '在线诉讼规则/16'),
  enrolled('evidence:history', '在线诉讼规则/16'),
  row('evidence:erase', 'PIPL/47', ...dataParties, court, arbitrator, witness),
  row('evidence:payload', 'PIPL/10', ...dataParties, court, arbitrator, witness),
  row('beacon:propose', '在线诉讼规则/17', witness),
  row('beacon:confirm', '在线诉讼规则/17', witness),
  enrolled('beacon:read', '在线诉讼规则/17'),
  enrolled('beacon:latest', '在线诉讼规则/17'),
  enrolled('beacon:covering', '在线诉讼规则/17'),
];
