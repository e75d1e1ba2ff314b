import {
  canonicalize,
  checkCommitment,
  commitmentOf,
  type Digests,
} from '@shuquan/chaincode/model';

const bytesOf = (digests: Digests): Uint8Array => Buffer.from(canonicalize(digests));

/**
 * SHA-256(salt ‖ canonical JSON of both digests). Whoever is given salt and digests, or salt and
 * document, can check it; without the salt a guessed document can not be tried out on it.
 */
export const documentCommitment = (salt: Uint8Array, digests: Digests): string =>
  commitmentOf(salt, bytesOf(digests));

/** @throws LedgerError SALT_TOO_SHORT, COMMITMENT_MISMATCH */
export function checkDocumentCommitment(
  commitment: string,
  salt: Uint8Array,
  digests: Digests,
): void {
  checkCommitment(commitment, salt, bytesOf(digests));
}
