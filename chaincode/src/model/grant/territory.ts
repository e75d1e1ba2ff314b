import { z } from 'zod';

/**
 * Where something may be used: 国际 above everything, the country, and divisions of GB/T 2260 down to
 * counties, each code beginning with that of the division it lies in.
 */
export const Territory = z
  .string()
  .regex(/^(INTERNATIONAL|CN(-\d{2}|-\d{4}|-\d{6})?)$/)
  .meta({ id: 'Territory', description: 'INTERNATIONAL, CN, CN-51, CN-5101 or CN-510104' });

export const EVERYWHERE = 'INTERNATIONAL';
const COUNTRY = 'CN';

export function isInTerritory(code: string, broader: string): boolean {
  if (broader === EVERYWHERE || code === broader) return true;
  if (code === EVERYWHERE || code === COUNTRY) return false;
  return broader === COUNTRY || code.startsWith(broader);
}
