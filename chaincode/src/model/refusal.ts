import { z } from 'zod';
import { errorCatalogue, type ErrorCode, LedgerError } from './errors.js';
import { Id } from './schema.js';

const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];
/** Every reason counts; an attempt can break no more rules than this many links have. */
const MAX_REASONS = 100;

/** One rule that refuses, and the link of a chain whose rule it is. */
export const RefusalReason = z
  .strictObject({
    code: z.enum(codes).meta({ id: 'RefusalCode' }),
    link: Id.optional(),
    /** What of the attempt is refused: a field, a purpose, a part. */
    what: z.string().max(200).optional(),
  })
  .meta({ id: 'RefusalReason' });
export type RefusalReason = z.infer<typeof RefusalReason>;

/** What a record of a refused attempt says of the refusal, beside what was attempted. */
export const refusedShape = {
  outcome: z.literal('REFUSED'),
  code: z.enum(codes),
  reasons: z.array(RefusalReason).min(1).max(MAX_REASONS),
};
export const Refused = z.object(refusedShape).meta({ id: 'Refused' });
export type Refused = z.infer<typeof Refused>;

/** The first reason is the one that the caller is told by; all of them are on record. */
export function refusedFor(err: LedgerError): Refused {
  const stated = z.array(RefusalReason).min(1).safeParse(err.params['reasons']);
  const link = Id.safeParse(err.params['link'] ?? err.params['grant']).data;
  const own = { code: err.code, ...(link === undefined ? {} : { link }) };
  const reasons = stated.success ? stated.data.slice(0, MAX_REASONS) : [own];
  return { outcome: 'REFUSED', code: err.code, reasons };
}

/** One error that says all of several reasons. */
export function refusedBy(
  [first, ...others]: readonly [RefusalReason, ...RefusalReason[]],
  text: string,
): LedgerError {
  const reasons = [first, ...others];
  return new LedgerError(first.code, text, { reasons });
}

/** Whether what a transaction answered is the record of a refused attempt. */
export const refusalIn = (value: unknown): Refused | undefined => Refused.safeParse(value).data;
