import { LedgerError } from './errors.js';

/** GB 32100-2015: digits and letters without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714-1997: places 9 to 16 are the organisation code, place 17 its check character. */
const ORGANIZATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const weighted = (text: string, alphabet: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * alphabet.indexOf(text.charAt(i)), 0);

/** GB 32100-2015 §5.1: 18 characters, the last one a check character. */
export function usccCheckCharacter(first17: string): string {
  return ALPHABET.charAt((31 - (weighted(first17, ALPHABET, WEIGHTS) % 31)) % 31);
}

/** GB 11714-1997 §4: modulo 11, `X` for ten. */
export function organizationCheckCharacter(first8: string): string {
  const check = 11 - (weighted(first8, ORGANIZATION_ALPHABET, ORGANIZATION_WEIGHTS) % 11);
  return check === 10 ? 'X' : String(check % 11);
}

export function isUscc(text: string): boolean {
  return (
    /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(text) &&
    text.charAt(16) === organizationCheckCharacter(text.slice(8, 16)) &&
    text.charAt(17) === usccCheckCharacter(text.slice(0, 17))
  );
}

/** @throws LedgerError USCC_INVALID naming which of the two check characters is wrong */
export function requireUscc(text: string): string {
  if (isUscc(text)) return text;
  const organization = text.charAt(16) === organizationCheckCharacter(text.slice(8, 16));
  throw new LedgerError(
    'USCC_INVALID',
    // The text stays out: whoever mistakes the field types a person’s identity number here.
    `This is not a unified social credit code: ${
      organization ? 'the last' : 'the organisation code’s'
    } check character does not match. Copy it again from the certificate.`,
    { part: organization ? 'CODE' : 'ORGANIZATION' },
  );
}
