import { Hex256, Id, Instant } from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Identity } from '../ledger/port.js';
import { type Scope, scopes } from './scope.js';

/** Whoever a credential belongs to, with the one ledger identity that signs for it. */
export interface Principal {
  readonly id: string;
  readonly identity: Identity;
  /** SHA-256 of the identity’s certificate (DER), hex: how the ledger names it. */
  readonly fingerprint: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** `hash` is SHA-256 of the whole key: 256 random bits need no slow hash. */
const ApiKeyEntry = z.strictObject({ id: Id, hash: Hex256, expiresAt: Instant.optional() });

export const PrincipalEntry = z.strictObject({
  id: Id,
  /** Name of the signing identity in the wallet. */
  identity: Id,
  scopes: z.array(z.enum(scopes)).max(scopes.length),
  apiKeys: z.array(ApiKeyEntry).max(16).default([]),
  /** `sub` of tokens of the configured issuer. */
  subjects: z.array(z.string().min(1).max(256)).max(16).default([]),
  /** SHA-256 of client certificates (DER), hex. */
  certificates: z.array(Hex256).max(16).default([]),
});
export type PrincipalEntry = z.output<typeof PrincipalEntry>;

/** `principals.json`. */
export const PrincipalsFile = z.strictObject({
  v: z.literal(1),
  principals: z.array(PrincipalEntry).max(100_000),
});
