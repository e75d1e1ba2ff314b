import { LedgerError } from '../errors.js';
import { isQualified, type PartyQualification } from '../party.js';

/**
 * Whoever acts for others under a qualification has it when it acts, and had it on record then.
 *
 * @throws LedgerError QUALIFICATION_NOT_VALID
 */
export function requireQualifiedFor(
  uscc: string,
  code: string,
  {
    qualification,
    at,
  }: { readonly qualification: PartyQualification | undefined; readonly at: string },
): void {
  if (isQualified(qualification, code, at)) return;
  throw new LedgerError(
    'QUALIFICATION_NOT_VALID',
    `${uscc} has no qualification ${code} that is valid when it acts.`,
    { uscc, code },
  );
}
