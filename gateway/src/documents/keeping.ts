import { later } from '@shuquan/chaincode/model';
import { GatewayError } from '../errors.js';
import type { Hold, NewHold } from './entry.js';
import { retainedUntil } from './retention.js';
import type { DocumentRow } from './rows.js';

/** Until when a document is kept; `null`: its case runs, so there is no end yet. */
export function retainUntil(row: DocumentRow, endedAt: string | undefined): string | null {
  if (endedAt === undefined) return null;
  return later(retainedUntil(endedAt, row.retainYears), row.prolongedTo ?? '');
}

/** A hold stands against every basis. @throws GatewayError DOCUMENT_HELD */
export function refuseHeld(id: string, { holds }: DocumentRow): void {
  if (holds.length === 0) return;
  const names = holds.map((hold) => hold.id);
  throw new GatewayError(
    'DOCUMENT_HELD',
    `The document is under ${names.join(', ')}. It can be erased once that is released.`,
    { id, holds: names },
  );
}

/** @throws GatewayError DOCUMENT_RETAINED */
export function refuseRetained(id: string, until: string | null, now: string): void {
  if (until !== null && now >= until) return;
  const message =
    until === null
      ? 'The document must be kept: its case has not ended.'
      : `The document must be kept until ${until}.`;
  throw new GatewayError('DOCUMENT_RETAINED', message, { id, retainUntil: until });
}

/** @throws GatewayError RETENTION_SHORTENED */
export function refuseShorter(wanted: string, known: string): void {
  if (wanted >= known) return;
  throw new GatewayError('RETENTION_SHORTENED', `It is kept until after ${known} already.`, {
    known,
  });
}

/** @throws GatewayError HOLD_EXISTS where the id stands for another hold */
export function sameHold(standing: Hold, wanted: NewHold): Hold {
  const same =
    standing.reason === wanted.reason &&
    standing.basis === wanted.basis &&
    standing.by.uscc === wanted.by.uscc;
  if (same) return standing;
  const message = `There is another hold ${wanted.id} on the document.`;
  throw new GatewayError('HOLD_EXISTS', message, { holdId: wanted.id });
}
