import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { flowShape } from '../flow.js';
import { Hex256, Id, line, Uscc } from '../schema.js';

/** 数据回流: data of a vertical system comes back to where it was collected. */
export const BackflowBatch = z
  .strictObject({
    ...flowShape(['REQUESTED', 'APPROVED', 'REFUSED', 'DELIVERED', 'ACKED']),
    /** Id of the upstream system, and the party that runs it. */
    upstreamSystem: Id,
    upstream: Uscc,
    recipient: Uscc,
    description: line(200),
    purpose: line(200),
    /** Whether the recipient may pass the data on. */
    onwardUse: z.enum(['BANNED', 'BY_CONSENT']),
    batchDigest: Hex256.optional(),
    rows: z.int().min(0).optional(),
  })
  .meta({ id: 'BackflowBatch' });
export type BackflowBatch = z.infer<typeof BackflowBatch>;

const beacon = BeaconCitation.optional();
export const RequestBackflowInput = z
  .strictObject({
    ...{ id: Id, upstreamSystem: Id, upstream: Uscc, description: line(200), purpose: line(200) },
    ...{ onwardUse: z.enum(['BANNED', 'BY_CONSENT']), beacon },
  })
  .meta({ id: 'RequestBackflowInput' });
export const DecideBackflowInput = z
  .strictObject({ id: Id, outcome: z.enum(['APPROVED', 'REFUSED']), reasons: line(300), beacon })
  .meta({ id: 'DecideBackflowInput' });
export const DeliverBackflowInput = z
  .strictObject({ id: Id, batchDigest: Hex256, rows: z.int().min(0), beacon })
  .meta({ id: 'DeliverBackflowInput' });
export const AckBackflowInput = z
  .strictObject({ id: Id, receivedDigest: Hex256, beacon })
  .meta({ id: 'AckBackflowInput' });
export const BackflowKey = z.strictObject({ id: Id }).meta({ id: 'BackflowKey' });

/** @throws LedgerError ROOT_MISMATCH: what arrived is not what was sent */
export function requireReceived({ id, batchDigest }: BackflowBatch, received: string): void {
  if (received === batchDigest) return;
  throw new LedgerError('ROOT_MISMATCH', `What arrived is not the batch that ${id} delivered.`, {
    id,
    expected: batchDigest,
    found: received,
  });
}
