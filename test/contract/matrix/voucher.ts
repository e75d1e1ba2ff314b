import {
  court,
  dataParties,
  departments,
  enrolled,
  official,
  operator,
  registrar,
  row,
} from './who.js';
import type { Row } from './row.js';

export const voucherRows: readonly Row[] = [
  row('consent:give', 'PIPL/14', ...dataParties),
  row('consent:withdraw', 'PIPL/15', ...dataParties),
  enrolled('consent:read', 'PIPL/15'),
  row('voucher:publishTemplate', 'PIPL/23', official),
  enrolled('voucher:template', 'PIPL/23'),
  enrolled('voucher:scenes', 'PIPL/23'),
  row('voucher:provide', 'PIPL/10', ...departments, registrar, operator),
  row('voucher:discard', 'PIPL/10', ...departments, registrar, operator),
  row('voucher:issue', 'PIPL/23', ...departments, registrar, operator),
  row('voucher:acknowledge', 'PIPL/23', ...dataParties),
  row('voucher:consume', 'PIPL/23', ...dataParties),
  row('voucher:feedback', 'PIPL/23', ...dataParties),
  row('voucher:revoke', 'PIPL/23', ...departments, registrar, operator),
  row('voucher:erase', 'PIPL/47', ...dataParties, court),
  enrolled('voucher:read', 'PIPL/23'),
  row('voucher:open', 'PIPL/10', ...dataParties, court),
];
