import { z } from 'zod';
import { canonicalize } from '../canonical.js';
import { sha256Hex } from '../digest.js';

/**
 * 登记结果查询码. The national unified format is not published, so this one is provisional: `ZY`,
 * region and digit of the registrar, the day of registration, and the beginning of a digest over
 * registrar and case. Whoever knows the national format replaces `lookupCodeOf` and this pattern; no
 * other file reads a code’s parts.
 */
export const LookupCode = z
  .string()
  .regex(/^ZY-\d{3}-\d{8}-[0-9A-F]{12}$/)
  .meta({ id: 'LookupCode', description: 'Provisional form: ZY-511-20260210-9F86D081884C' });
export type LookupCode = z.infer<typeof LookupCode>;

const TAIL = 12;

export interface Coded {
  readonly registrar: { readonly uscc: string; readonly region: string; readonly digit: number };
  /** Plain date of registration in Shanghai. */
  readonly registeredOn: string;
  readonly case: string;
}

/**
 * The code of one registration. A case has one, so the code follows from the case; should two
 * digests begin alike, the second registration is refused because its key is taken.
 */
export function lookupCodeOf({ registrar, registeredOn, case: id }: Coded): LookupCode {
  const tail = sha256Hex(canonicalize([registrar.uscc, id]))
    .slice(0, TAIL)
    .toUpperCase();
  const office = `${registrar.region}${String(registrar.digit)}`;
  return `ZY-${office}-${registeredOn.replaceAll('-', '')}-${tail}`;
}
