import { z } from 'zod';
import { Uscc } from './schema.js';
import { Nonce } from './voucher/presentation.js';

/**
 * For whom an answer is made, and what it repeats so that it is one to this question: it can not be
 * shown to another, or twice (ledger rule 14).
 */
export const echoed = { audience: Uscc.optional(), nonce: Nonce.optional() };
type Echoed = z.infer<z.ZodObject<typeof echoed>>;

/** As much of it as the question has. */
export const echo = ({ audience, nonce }: Echoed): Pick<Echoed, 'audience' | 'nonce'> => ({
  ...(audience === undefined ? {} : { audience }),
  ...(nonce === undefined ? {} : { nonce }),
});
