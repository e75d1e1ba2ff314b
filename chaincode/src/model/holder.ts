import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalize } from './canonical.js';
import { commitmentOf, sha256Hex } from './digest.js';
import { isIdentityNumber } from './privacy.js';
import { isUscc } from './uscc.js';

const PERSON = /^NP-[0-9a-f]{32}$/;

/** A natural person as the ledger knows it: a pseudonym and nothing else (PIPL 47, 51). */
export const PersonId = z.string().regex(PERSON).meta({
  id: 'PersonId',
  description: 'Pseudonym of a natural person: NP- and 32 hex digits of a salted commitment',
});

/**
 * Whoever may hold a right: an organisation by its code, or a natural person by its pseudonym. The
 * check characters belong to the form here: an identity number that somebody types into this field
 * must not go out in a proposal either.
 */
export const HolderId = z
  .string()
  .regex(/^(?:[0-9A-Z]{18}|NP-[0-9a-f]{32})$/)
  .refine(
    (text) => PERSON.test(text) || (isUscc(text) && !isIdentityNumber(text)),
    'Neither a unified social credit code nor a natural person’s pseudonym',
  )
  .meta({
    id: 'HolderId',
    description: 'Unified social credit code, or the pseudonym of a natural person (NP-…)',
  });

export const isPerson = (holder: string): boolean => PERSON.test(holder);

/** Who a person is, as the identity paper says, and the secret that hides it. */
export interface Identity {
  readonly name: string;
  readonly identityNumber: string;
  /** 32 random bytes in hex, made once for this person and kept with its papers. */
  readonly identitySalt: string;
}

/** Names and numbers can be tried one after the other; 256 bits of salt beside them can not. */
export const identityCommitment = ({ name, identityNumber, identitySalt }: Identity): string =>
  commitmentOf(hexToBytes(identitySalt), utf8ToBytes(canonicalize({ name, identityNumber })));

/**
 * The pseudonym that follows from a commitment and, for a person that signs by itself, from its own
 * key: nobody else’s key fits it, and without the salt nobody finds the person behind it.
 */
export const personId = (commitment: string, key?: string): string =>
  `NP-${sha256Hex(canonicalize(['shuquan.person', commitment, key ?? null])).slice(0, 32)}`;
