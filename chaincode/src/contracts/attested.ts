import { type Attestation, type AttestationKind, pickValid } from '../model/index.js';
import type { LedgerContext } from './context.js';

/**
 * An attestation of this kind about the subject that is valid at an instant.
 *
 * @throws LedgerError ATTESTATION_MISSING
 */
export async function requireAttestation(
  ctx: LedgerContext,
  asked: { readonly kind: AttestationKind; readonly subject: string; readonly at: string },
): Promise<Attestation> {
  const { heads, records } = ctx.world.attestations;
  const head = await heads.find(asked.kind, asked.subject);
  const found: Attestation[] = [];
  for (const id of head?.ids ?? []) {
    found.push(await records.require('ATTESTATION_MISSING', id));
  }
  return pickValid(found, asked);
}
