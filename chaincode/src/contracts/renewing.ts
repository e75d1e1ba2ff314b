import { LedgerError, type RegistrationCase, renewedTooLate } from '../model/index.js';
import type { LedgerContext } from './context.js';
import { rightView } from './targets.js';

type Late = { readonly punctuality: 'LATE'; readonly article: string } | undefined;

/**
 * A renewal is registered when the national system says so, and that may be after the right lapsed
 * by itself (NATIONAL_2026/36). The receipt is recorded, since it is a fact, and flagged: what lapsed
 * stays lapsed.
 */
export async function renewalLate(
  ctx: LedgerContext,
  { id, effect, article, certificate }: RegistrationCase,
  registeredAt: string,
): Promise<Late> {
  if (effect !== 'PROLONG' || certificate === undefined) return undefined;
  const { certificates, dispositions } = ctx.world.register;
  const { rights } = await certificates.require('CERTIFICATE_NOT_FOUND', certificate);
  for (const right of rights) {
    const { entries } = await dispositions.require('RIGHT_NOT_FOUND', right);
    if (!entries.some((entry) => entry.kind === 'PROLONGED' && entry.case === id)) continue;
    const instants = { asOf: registeredAt, knownAt: ctx.moment.time };
    const { state } = await rightView(ctx, right, instants);
    if (state.status === 'LAPSED') return { punctuality: 'LATE', article };
  }
  return undefined;
}

/** @throws LedgerError CERT_LAPSED where the renewal came when there was nothing left to renew */
export function requireRenewed(record: RegistrationCase): void {
  if (!renewedTooLate(record)) return;
  const { id, article, certificate } = record;
  throw new LedgerError(
    'CERT_LAPSED',
    `${id} was registered after ${certificate ?? 'its certificate'} had lapsed. Register anew.`,
    { case: id, certificate, article },
  );
}
