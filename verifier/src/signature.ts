import { children, onlyTlv, tag, unsigned } from './der.js';
import { WireError } from './wire/codec.js';

/** Order of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const isScalar = (value: bigint): boolean => value >= 1n && value < ORDER;

export type SignatureForm = 'LOW_S' | 'HIGH_S' | 'MALFORMED';

/**
 * Form of an ECDSA P-256 signature. Fabric refuses HIGH_S: (r, n − s) verifies as well as (r, s),
 * so anyone could make a second signature out of a first one.
 */
export function signatureForm(der: Uint8Array): SignatureForm {
  try {
    const numbers = children(onlyTlv(der, tag.sequence)).map(unsigned);
    const [r, s] = numbers;
    if (numbers.length !== 2 || r === undefined || s === undefined) return 'MALFORMED';
    if (!isScalar(r) || !isScalar(s)) return 'MALFORMED';
    return s <= ORDER / 2n ? 'LOW_S' : 'HIGH_S';
  } catch (err) {
    if (err instanceof WireError) return 'MALFORMED';
    throw err;
  }
}
