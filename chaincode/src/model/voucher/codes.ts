import { z } from 'zod';
import { Code } from '../schema.js';

/** There is one on a channel: who could choose among several lists could choose the wider one. */
export const VOUCHER_SCENES = 'VOUCHER_SCENES';

/** 应用场景: what a voucher may be shown for (S14.4). The published list says which there are. */
export const VoucherScene = Code.meta({
  id: 'VoucherScene',
  description: 'A code of the list VOUCHER_SCENES',
});
export type VoucherScene = z.infer<typeof VoucherScene>;

/** How it ended for whoever showed the voucher; anything more is private. */
export const FeedbackOutcome = z
  .enum(['GRANTED', 'REFUSED', 'NOT_DECIDED'])
  .meta({ id: 'FeedbackOutcome' });
