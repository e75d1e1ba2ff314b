import {
  type Attestation,
  type AttestationKind,
  attestationStatus,
  pickValid,
} from '../model/index.js';
import type { LedgerContext } from './context.js';

interface Asked {
  readonly kind: AttestationKind;
  readonly subject: string;
  readonly at: string;
}

/** Those of one kind about a subject that were not withdrawn. */
export async function attestationsOf(
  ctx: LedgerContext,
  { kind, subject }: Pick<Asked, 'kind' | 'subject'>,
): Promise<Attestation[]> {
  const { heads, records } = ctx.world.attestations;
  const head = await heads.find(kind, subject);
  const found: Attestation[] = [];
  for (const id of head?.ids ?? []) {
    found.push(await records.require('ATTESTATION_MISSING', id));
  }
  return found;
}

/**
 * An attestation of this kind about the subject that is valid at an instant.
 *
 * @throws LedgerError ATTESTATION_MISSING
 */
export const requireAttestation = async (ctx: LedgerContext, asked: Asked): Promise<Attestation> =>
  pickValid(await attestationsOf(ctx, asked), asked);

/** Whether there is one. */
export const isAttested = async (ctx: LedgerContext, asked: Asked): Promise<boolean> =>
  (await attestationsOf(ctx, asked)).some((each) => attestationStatus(each, asked.at) === 'VALID');
