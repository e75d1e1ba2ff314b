import {
  arbitrator,
  court,
  developers,
  earners,
  enrolled,
  registrar,
  row,
  supervisor,
} from './who.js';
import type { Row } from './row.js';

export const publicResourceRows: readonly Row[] = [
  row('resource:assignCode', 'PUBLIC_2025/26号/赋码', registrar),
  row('resource:update', 'PUBLIC_2025/26号/赋码', registrar),
  enrolled('resource:read', 'PUBLIC_2025/26号/赋码'),
  enrolled('resource:of', 'PUBLIC_2025/26号/赋码'),
  row('consistency:refer', 'NATIONAL_2026/15', ...developers),
  row('consistency:end', 'NATIONAL_2026/15', ...developers),
  enrolled('consistency:answer', 'NATIONAL_2026/15'),
  row(
    'consistency:check',
    'NATIONAL_2026/15',
    ...earners,
    registrar,
    court,
    supervisor,
    arbitrator,
  ),
  enrolled('consistency:read', 'NATIONAL_2026/15'),
];
