import type { Instants } from '../model/index.js';
import type { LedgerContext } from './context.js';
import type { Parts } from './dispute-parts.js';

/** Certificates of one right that a file names. */
const MAX_CERTIFICATES = 100;

/** A right with what registered and disposed of it, and its certificates. */
export async function addRight(
  ctx: LedgerContext,
  parts: Parts,
  id: string,
  { asOf, knownAt }: Instants,
): Promise<void> {
  const { rights, certificatesByRight, dispositions, registrations } = ctx.world.register;
  const right = await rights.require('RECORD_NOT_FOUND', id);
  parts.add('register:right', { id, asOf, knownAt });
  parts.note(right.profile.id, right.profile.version);
  const entries = (await dispositions.find(id))?.entries ?? [];
  for (const of of [right.case, ...entries.map((entry) => entry.case)]) {
    if ((await registrations.find(of)) !== undefined) {
      parts.add('register:registration', { case: of });
    }
  }
  const { items } = await certificatesByRight.first(MAX_CERTIFICATES, id);
  for (const no of items) parts.add('register:certificate', { no, asOf, knownAt });
}

/** A deposit; what the platform was qualified by at its instant is asked with the rest. */
export async function addEvidence(ctx: LedgerContext, parts: Parts, id: string): Promise<void> {
  const record = await ctx.world.evidence.require('EVIDENCE_NOT_FOUND', id);
  parts.add('evidence:read', { id });
  // The beacon that it cites, with its time: nothing else in the file says when that was.
  if (record.beacon !== undefined) parts.add('beacon:read', { number: record.beacon.number });
  parts.deposits.add(record.depositedAt);
}

/** A pack about a suspected copy, with the deposits that it rests on. */
export async function addPack(
  ctx: LedgerContext,
  parts: Parts,
  id: string,
  { asOf, knownAt }: Instants,
): Promise<void> {
  const pack = await ctx.world.infringements.packs.require('RECORD_NOT_FOUND', id);
  parts.add('infringement:read', { id, asOf, knownAt, ...parts.cited });
  await addEvidence(ctx, parts, pack.suspected.evidence);
  const { processLog } = pack.obtained;
  if (processLog !== undefined) await addEvidence(ctx, parts, processLog);
}
