import { LedgerError } from './errors.js';

const RESIDENT_ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: ISO 7064 MOD 11-2 over 17 digits. */
function isResidentId(text: string): boolean {
  const sum = RESIDENT_ID_WEIGHTS.reduce((s, weight, i) => s + weight * Number(text.charAt(i)), 0);
  return '10X98765432'.charAt(sum % 11) === text.charAt(17).toUpperCase();
}

const PATTERNS: readonly { what: string; pattern: RegExp; holds?: (match: string) => boolean }[] = [
  {
    what: 'a resident identity number',
    pattern: /(?<!\d)\d{17}[\dXx](?!\d)/g,
    holds: isResidentId,
  },
  { what: 'a mobile telephone number', pattern: /(?<!\d)1[3-9]\d{9}(?!\d)/g },
  { what: 'an e-mail address', pattern: /[\w.+-]+@[\w-]+\.[\w.-]+/g },
];

/**
 * Public fields are in every block for ever, so free text there may not carry what identifies a
 * person (PIPL 47 could never be obeyed). The refusal names the field and the kind, never the text.
 *
 * @throws LedgerError PERSONAL_DATA_REFUSED
 */
export function refusePersonalData(fields: Readonly<Record<string, string | undefined>>): void {
  for (const [field, text] of Object.entries(fields)) {
    for (const { what, pattern, holds } of PATTERNS) {
      const found = [...(text ?? '').matchAll(pattern)].some(([m]) => holds?.(m) ?? true);
      if (!found) continue;
      throw new LedgerError(
        'PERSONAL_DATA_REFUSED',
        `${field} holds ${what}. Put personal data into the private payload and deposit its commitment.`,
        { field },
      );
    }
  }
}
