import type { Organization } from './anchors.js';
import type { Certificate } from './certificate.js';
import type { Crypto } from './crypto.js';
import { IdentityCache, type Identity } from './identity.js';
import { signatureForm } from './signature.js';
import { equalBytes } from './wire/codec.js';

/** Fabric chains have one to three CA certificates. */
const MAX_CHAIN = 5;

export interface Standing {
  /** From the leaf's issuer to the pinned root; empty when no chain leads there. */
  readonly chain: readonly Certificate[];
  /** Why it is not a member; absent when it is. */
  readonly fault?: string;
}

/** Who belongs to the pinned organisations. Holds the caches of one verifier. */
export class Membership {
  readonly #organizations: ReadonlyMap<string, Organization>;
  readonly #crypto: Crypto;
  readonly #identities: IdentityCache;
  readonly #standings = new WeakMap<Identity, Standing>();

  constructor(
    organizations: ReadonlyMap<string, Organization>,
    crypto: Crypto,
    identities = new IdentityCache(),
  ) {
    this.#organizations = organizations;
    this.#crypto = crypto;
    this.#identities = identities;
  }

  /** @throws WireError as `identityOf` does */
  identity(bytes: Uint8Array): Identity {
    return this.#identities.get(bytes);
  }

  organization(mspId: string): Organization | undefined {
    return this.#organizations.get(mspId);
  }

  /** Chain to a pinned root of the organisation named in the identity; time is not looked at. */
  standing(identity: Identity): Standing {
    let found = this.#standings.get(identity);
    if (found === undefined) {
      found = this.#judge(identity);
      this.#standings.set(identity, found);
    }
    return found;
  }

  #judge({ mspId, certificate, role }: Identity): Standing {
    const organization = this.#organizations.get(mspId);
    if (organization === undefined) return { chain: [], fault: `${mspId} is not pinned` };
    // A CA's own key signs certificates, never transactions (msp, validateIdentity).
    if (certificate.isCa) return { chain: [], fault: `${mspId}: a CA certificate is no identity` };
    const chain = this.#chain(certificate, organization, []);
    if (chain === undefined) {
      return { chain: [], fault: `${mspId}: no chain to a pinned root (${certificate.subject})` };
    }
    if (role === undefined) {
      return {
        chain,
        fault: `${mspId}: not exactly one of the roles client, peer, admin, orderer`,
      };
    }
    return { chain };
  }

  #chain(
    leaf: Certificate,
    organization: Organization,
    below: readonly Certificate[],
  ): readonly Certificate[] | undefined {
    for (const root of organization.roots) {
      if (this.#issued(root, leaf, below.length)) return [...below, root];
    }
    if (below.length >= MAX_CHAIN) return undefined;
    for (const ca of organization.intermediates) {
      if (below.includes(ca) || !this.#issued(ca, leaf, below.length)) continue;
      const chain = this.#chain(ca, organization, [...below, ca]);
      if (chain !== undefined) return chain;
    }
    return undefined;
  }

  /** High-S is allowed here: CAs outside Fabric write it, and Fabric takes such certificates. */
  #issued(ca: Certificate, subject: Certificate, casBetween: number): boolean {
    return (
      ca.isCa &&
      ca.pathLength >= casBetween &&
      equalBytes(ca.subjectDer, subject.issuerDer) &&
      signatureForm(subject.signature) !== 'MALFORMED' &&
      this.#crypto.verifyP256(ca.spki, subject.tbs, subject.signature)
    );
  }
}

/** The certificate of the chain that was not valid at that time, leaf first. */
export function outsideValidity(
  identity: Identity,
  { chain }: Standing,
  at: Date,
): Certificate | undefined {
  return [identity.certificate, ...chain].find(
    (certificate) => at < certificate.notBefore || at > certificate.notAfter,
  );
}
