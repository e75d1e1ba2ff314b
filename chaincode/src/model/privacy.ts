import { LedgerError } from './errors.js';

const RESIDENT_ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: ISO 7064 MOD 11-2 over 17 digits. */
function isResidentId(match: string): boolean {
  const text = match.replaceAll(/[ -]/g, '');
  const sum = RESIDENT_ID_WEIGHTS.reduce((s, weight, i) => s + weight * Number(text.charAt(i)), 0);
  return '10X98765432'.charAt(sum % 11) === text.charAt(17).toUpperCase();
}

/** Region, date of birth, order and check digit, as people group them. */
const RESIDENT_ID =
  /(?<!\d)[1-9]\d{5}[ -]?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?!\d)/g;

/** Whether a text is a resident identity number, and nothing beside it. */
export const isIdentityNumber = (text: string): boolean =>
  [...text.matchAll(RESIDENT_ID)].some(([match]) => match === text && isResidentId(match));

const PATTERNS: readonly { what: string; pattern: RegExp; holds?: (match: string) => boolean }[] = [
  { what: 'a resident identity number', pattern: RESIDENT_ID, holds: isResidentId },
  {
    what: 'a mobile telephone number',
    pattern: /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g,
  },
  { what: 'an e-mail address', pattern: /[\w.+-]+@[\w-]+\.[\w.-]+/g },
];

const UUID = /\b[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}\b/g;
const HEX = /\b(?:[\dA-Fa-f]{32,}|(?=\d*[A-Fa-f])[\dA-Fa-f]{12,})\b/g;

/** Full-width forms read as their plain ones; a digest or a UUID is nobody’s number. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replaceAll(UUID, '#')
    .replaceAll(HEX, '#');

/**
 * Public fields are in every block for ever, so free text there may not carry what identifies a
 * person (PIPL 47 could never be obeyed). The refusal names the field and the kind, never the text.
 *
 * @throws LedgerError PERSONAL_DATA_REFUSED
 */
export function refusePersonalData(fields: Readonly<Record<string, string | undefined>>): void {
  for (const [field, value] of Object.entries(fields)) {
    const text = plain(value ?? '');
    for (const { what, pattern, holds } of PATTERNS) {
      const found = [...text.matchAll(pattern)].some(([m]) => holds?.(m) ?? true);
      if (!found) continue;
      throw new LedgerError(
        'PERSONAL_DATA_REFUSED',
        `${field} holds ${what}. Put personal data into the private payload and deposit its commitment.`,
        { field },
      );
    }
  }
}

/**
 * The same for every text of an input, wherever it stands: what has no such text is not looked at.
 *
 * @throws LedgerError PERSONAL_DATA_REFUSED
 */
export function refusePersonalIn(value: unknown, path = ''): void {
  if (typeof value === 'string') refusePersonalData({ [path]: value });
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    refusePersonalIn(member, path === '' ? key : `${path}.${key}`);
  }
}
