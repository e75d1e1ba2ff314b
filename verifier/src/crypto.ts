/**
 * The two primitives everything here stands on. Synchronous, so that a block is one pass.
 *
 * An implementation decides only whether the mathematics holds: key, DER and low-S are checked
 * before it is asked, so that two implementations can not differ on what they accept.
 */
export interface Crypto {
  /**
   * ECDSA P-256 over SHA-256 of `message`.
   *
   * @param spki DER SubjectPublicKeyInfo of 91 bytes: uncompressed point on P-256
   * @param derSignature DER `SEQUENCE { r INTEGER, s INTEGER }`
   * @returns false for a wrong signature or a point that is not on the curve; never throws
   */
  verifyP256(spki: Uint8Array, message: Uint8Array, derSignature: Uint8Array): boolean;
  /** SHA-256 over the parts one after another; 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
}
