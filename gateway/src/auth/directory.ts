import { createHash, X509Certificate } from 'node:crypto';
import { ConfigError } from '../config.js';
import type { Identity } from '../ledger/port.js';
import type { Principal, PrincipalEntry } from './principal.js';

/** Signing identities by name. */
export type Wallet = ReadonlyMap<string, Identity>;

interface KeyEntry {
  readonly principal: Principal;
  readonly hash: string;
  readonly expiresAt: string | undefined;
}

export const fingerprintOf = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');

/** Principals by every kind of credential. Built once, at start, so that every fault shows then. */
export class Directory {
  readonly #byKey = new Map<string, KeyEntry>();
  readonly #bySubject = new Map<string, Principal>();
  readonly #byCertificate = new Map<string, Principal>();
  readonly #ids = new Set<string>();

  /** @throws ConfigError naming the first entry that can not be */
  constructor(entries: readonly PrincipalEntry[], wallet: Wallet) {
    for (const entry of entries) this.#add(entry, wallet);
  }

  get size(): number {
    return this.#ids.size;
  }

  byKey(id: string): KeyEntry | undefined {
    return this.#byKey.get(id);
  }

  bySubject(subject: string): Principal | undefined {
    return this.#bySubject.get(subject);
  }

  byCertificate(fingerprint: string): Principal | undefined {
    return this.#byCertificate.get(fingerprint);
  }

  #add(entry: PrincipalEntry, wallet: Wallet): void {
    const identity = wallet.get(entry.identity);
    if (identity === undefined) {
      throw wrong(`principal ${entry.id}: there is no identity ${entry.identity} here`);
    }
    if (this.#ids.has(entry.id)) throw wrong(`principal ${entry.id} stands twice`);
    this.#ids.add(entry.id);
    const principal: Principal = {
      id: entry.id,
      identity,
      fingerprint: fingerprintOf(identity.pem),
      scopes: new Set(entry.scopes),
    };
    for (const { id, hash, expiresAt } of entry.apiKeys) {
      put(this.#byKey, id, { principal, hash, expiresAt }, 'API key');
    }
    for (const subject of entry.subjects) put(this.#bySubject, subject, principal, 'Subject');
    for (const each of entry.certificates) put(this.#byCertificate, each, principal, 'Certificate');
  }
}

const wrong = (fault: string): ConfigError => new ConfigError([fault]);

function put<T>(map: Map<string, T>, key: string, value: T, what: string): void {
  if (map.has(key)) throw wrong(`${what} ${key} belongs to two principals`);
  map.set(key, value);
}
