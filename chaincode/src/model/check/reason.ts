import { z } from 'zod';
import { type ErrorCode, LedgerError } from '../errors.js';
import { Code } from '../schema.js';

/** Which of the registers that a check joins a reason comes from. */
export const CheckGroup = z
  .enum([
    ...(['SEPARATION', 'RIGHT', 'ENCUMBRANCE', 'DISPUTE', 'MARKET', 'CERTIFICATE'] as const),
    ...(['PUBLIC_CODE', 'AGREEMENT', 'ORIGIN', 'OVERLAP', 'DISCLOSURE', 'ADMISSION'] as const),
    ...(['VALUATION', 'SECURITY', 'EXTERNAL'] as const),
  ])
  .meta({ id: 'CheckGroup' });
export type CheckGroup = z.infer<typeof CheckGroup>;

/** One thing that speaks against, and the record that it comes from. */
export const CheckReason = z
  .strictObject({
    group: CheckGroup,
    code: Code,
    about: z.strictObject({ kind: Code, id: z.string().min(1).max(128) }),
    what: z.string().max(200).optional(),
  })
  .meta({ id: 'CheckReason' });
export type CheckReason = z.infer<typeof CheckReason>;

/** Reasons that are errors of their own: the first of them is what a refused listing is told. */
export const reasonErrors = [
  'SEPARATION_VIOLATION',
  'RIGHT_NOT_HELD',
  'RIGHT_NOT_ACTIVE',
  'CERT_LAPSED',
  'CERT_REVOKED',
  'ASSET_FROZEN',
  'PLEDGE_RESTRICTS',
  'DISPUTE_OPEN',
  'DISPOSAL_PENDING',
  'LISTING_CONFLICT_EXCLUSIVE',
  'LISTING_TERM_EXCEEDED',
  'ORIGIN_CHAIN_BROKEN',
  'REPEAT_REGISTRATION',
  'EXCLUSIVE_CONFLICT',
  'PRICE_NOT_DISCLOSED',
  'ADMISSION_MISSING',
  'ADMISSION_REFUSED',
  'ATTESTATION_MISSING',
  'VALUATION_TOO_OLD',
  'CORE_DATA_REFUSED',
  'FOREIGN_NOT_ACCEPTED',
  'CHECK_NOT_CLEAR',
] as const satisfies readonly ErrorCode[];

const isError = (code: string): code is (typeof reasonErrors)[number] =>
  (reasonErrors as readonly string[]).includes(code);

/**
 * One error that says all of several reasons, under the code of the first that has one.
 *
 * @throws LedgerError those of `reasonErrors`
 */
export function requireNone(reasons: readonly CheckReason[], what: string): void {
  if (reasons.length === 0) return;
  const code = reasons.map((each) => each.code).find(isError) ?? 'CHECK_NOT_CLEAR';
  const told = [...new Set(reasons.map((each) => each.code))].join(', ');
  throw new LedgerError(code, `${what}: ${told}.`, { reasons });
}
