import { answersRows } from './answers.js';
import { courtRows } from './court.js';
import { disputeRows } from './dispute.js';
import { evidenceRows } from './evidence.js';
import { governanceRows } from './governance.js';
import { grantRows } from './grant.js';
import { lineageRows } from './lineage.js';
import { marketRows } from './market.js';
import { operationRows } from './operation.js';
import { personalInfoRows } from './personal-info.js';
import { publicCatalogRows } from './public-catalog.js';
import { publicResourceRows } from './public-resource.js';
import { registerRows } from './register.js';
import { registrationRows } from './registration.js';
import type { Row } from './row.js';
import { useRows } from './use.js';
import { voucherRows } from './voucher.js';

/** The whole table: a transaction that is not in it fails the matrix. */
export const table: readonly Row[] = [
  ...evidenceRows,
  ...governanceRows,
  ...registrationRows,
  ...registerRows,
  ...publicCatalogRows,
  ...publicResourceRows,
  ...personalInfoRows,
  ...voucherRows,
  ...operationRows,
  ...lineageRows,
  ...useRows,
  ...grantRows,
  ...answersRows,
  ...courtRows,
  ...disputeRows,
  ...marketRows,
];
