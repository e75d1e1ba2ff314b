import { arbitrator, court, dataParties, enrolled, row, supervisor } from './who.js';
import type { Row } from './row.js';

export const useRows: readonly Row[] = [
  row('use:record', 'PIPL/14', ...dataParties),
  enrolled('use:read', 'PIPL/14'),
  enrolled('use:quota', 'PIPL/14'),
  row('use:drift', 'PIPL/14', ...dataParties, supervisor),
  row('compute:register', 'PIPL/14', ...dataParties),
  enrolled('compute:algorithm', 'PIPL/14'),
  row('compute:run', 'PIPL/14', ...dataParties),
  enrolled('compute:read', 'PIPL/14'),
  row('compute:review', 'PIPL/14', ...dataParties),
  row('compute:release', 'PIPL/14', ...dataParties),
  row('delivery:bindKey', 'DSL/33', ...dataParties),
  row('delivery:dropKey', 'DSL/33', ...dataParties),
  row('delivery:dispatch', 'DSL/33', ...dataParties),
  row('delivery:arrive', 'DSL/33', ...dataParties),
  row('delivery:acknowledge', 'DSL/33', ...dataParties),
  row('delivery:dispute', 'DSL/33', ...dataParties),
  row('delivery:answer', 'DSL/33', ...dataParties),
  row('delivery:read', 'DSL/33', ...dataParties, court, arbitrator, supervisor),
  row('delivery:refusals', 'DSL/33', ...dataParties, court, arbitrator, supervisor),
];
