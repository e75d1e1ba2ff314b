import type { Emergent } from '../encumbrance/emergent.js';
import { competent } from '../encumbrance/closure.js';
import { holdChangedAt, stands } from '../encumbrance/hold.js';
import { LedgerError } from '../errors.js';
import { nodeName } from '../lineage/derivation.js';
import type { OperationDelivery } from '../operation/product.js';
import { later } from '../schema.js';
import type { EmergencyTarget } from './emergency.js';

/**
 * Whatever stops a delivery of authorised operation: its version, who delivers and who gets it. It is
 * made under an agreement and out of no right, so a right that is suspended does not stop it.
 */
export const haltsOfDelivery = (
  {
    product: asset,
    version,
    recipient,
  }: Pick<OperationDelivery, 'product' | 'version' | 'recipient'>,
  operator: string,
): EmergencyTarget[] => [
  { kind: 'VERSION', id: nodeName({ asset, version }) },
  { kind: 'PARTY', id: operator },
  { kind: 'PARTY', id: recipient },
];

/**
 * Refuses what a supervisor has stopped. Its term counts as running until a beacon shows that it is
 * over: no clock that is ahead gets past its last minute.
 *
 * @throws LedgerError ASSET_FROZEN
 */
export function requireNotHalted(halts: readonly Emergent[], notBefore: string): void {
  const now = halts.map(({ hold }) => holdChangedAt(hold)).reduce(later, notBefore);
  const found = halts.find(({ hold }) => stands(hold, { asOf: now, knownAt: now }));
  if (found === undefined) return;
  const { on, hold } = found;
  const kind = 'EMERGENCY' as const;
  throw new LedgerError('ASSET_FROZEN', `${on.id} is suspended: ${kind} ${hold.id} stands.`, {
    ...{ on, what: 'USE', kind, order: hold.id, by: competent(hold), caseNo: hold.caseNo },
  });
}
