import { MspId } from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Reply } from '../http/route.js';
import type { Attested } from '../ledger/port.js';
import { Base64, textOf } from './written.js';

export const Organizations = z
  .array(MspId)
  .min(1)
  .max(16)
  .refine((all) => new Set(all).size === all.length, 'Name each organisation once')
  .meta({ id: 'Organizations', description: 'MSP ids of the organisations whose peers must sign' });

/** Store it as it is: `shuquan verify --answer` reads exactly this. */
export const SignedAnswer = z
  .strictObject({ v: z.literal(1), kind: z.literal('shuquan.answer'), envelope: Base64 })
  .meta({ id: 'SignedAnswer', description: 'A Fabric envelope, endorsed and never submitted' });

export function answerOf({ envelope, txId }: Attested<unknown>): Reply {
  return {
    status: 200,
    body: { v: 1, kind: 'shuquan.answer', envelope: textOf(envelope) },
    headers: { 'ledger-transaction': txId },
  };
}
