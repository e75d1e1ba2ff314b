import { z } from 'zod';
import { errorCatalogue, type ErrorCode, LedgerError } from './errors.js';
import { Code } from './schema.js';

const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];
/** Every reason counts; an attempt can break no more rules than this many links have. */
const MAX_REASONS = 100;

/** One rule that refuses, and the record of a chain whose rule it is. */
export const RefusalReason = z
  .strictObject({
    code: Code,
    link: z.strictObject({ kind: Code, id: z.string().max(128) }).optional(),
    /** What of the attempt is refused: fields, a purpose, what is left. */
    what: z.string().max(200).optional(),
  })
  .meta({ id: 'RefusalReason' });
export type RefusalReason = z.infer<typeof RefusalReason>;

/** What a record of a refused attempt says of the refusal, beside what was attempted. */
export const refusedShape = {
  outcome: z.literal('REFUSED'),
  code: z.enum(codes).meta({ id: 'RefusalCode' }),
  reasons: z.array(RefusalReason).min(1).max(MAX_REASONS),
};
export const Refused = z.object(refusedShape).meta({ id: 'Refused' });
export type Refused = z.infer<typeof Refused>;

/** The first reason is the one that the caller is told by; all of them are on record. */
export function refusedFor({ code, params }: LedgerError): Refused {
  const stated = z.array(RefusalReason).min(1).safeParse(params['reasons']);
  if (stated.success)
    return { outcome: 'REFUSED', code, reasons: stated.data.slice(0, MAX_REASONS) };
  const own = RefusalReason.safeParse({ code, link: params['link'], what: params['what'] });
  return { outcome: 'REFUSED', code, reasons: [own.success ? own.data : { code }] };
}

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorCatalogue, text);

/** One error that says all of several reasons. */
export function refusedBy(reasons: readonly RefusalReason[], text: string): LedgerError {
  const code = reasons[0]?.code ?? '';
  if (!isCode(code)) throw new TypeError(`${code} is no code of ours.`);
  return new LedgerError(code, text, { reasons });
}

/** Whether what a transaction answered is the record of a refused attempt. */
export const refusalIn = (value: unknown): Refused | undefined => Refused.safeParse(value).data;
