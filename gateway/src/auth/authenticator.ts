import type { X509Certificate } from 'node:crypto';
import { GatewayError } from '../errors.js';
import { apiKeyId, looksLikeApiKey, matchesHash } from './api-key.js';
import { clientFault, hashOf, type PresentedCertificate } from './client-certificate.js';
import type { Directory } from './directory.js';
import type { Principal } from './principal.js';
import type { TokenCheck } from './token.js';

/** What a request brought to say who sends it. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
  readonly certificate: PresentedCertificate | undefined;
}

export interface Authenticator {
  /** @throws GatewayError UNAUTHENTICATED, CREDENTIAL_EXPIRED */
  authenticate(credentials: Credentials): Promise<Principal>;
}

const refused = (message: string): GatewayError => new GatewayError('UNAUTHENTICATED', message);
const expired = (what: string): GatewayError =>
  new GatewayError('CREDENTIAL_EXPIRED', `The ${what} has expired. Get a new one.`);

export interface AuthenticatorOptions {
  readonly directory: Directory;
  readonly token?: TokenCheck | undefined;
  /** Roots of client certificates, as given to the TLS layer. */
  readonly clientRoots?: readonly X509Certificate[] | undefined;
  readonly now: () => Date;
}

/** API key, token or client certificate, in this order; the first that is there must be right. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { directory, token, clientRoots = [], now } = options;

  const byKey = (key: string): Principal => {
    const id = apiKeyId(key);
    const entry = id === undefined ? undefined : directory.byKey(id);
    if (!matchesHash(key, entry?.hash) || entry === undefined) {
      throw refused('The API key is not known here.');
    }
    if (entry.expiresAt !== undefined && entry.expiresAt <= now().toISOString()) {
      throw expired('API key');
    }
    return entry.principal;
  };

  const byToken = async (text: string): Promise<Principal> => {
    if (token === undefined) throw refused('This gateway takes no tokens; use an API key.');
    const principal = directory.bySubject(await token(text));
    if (principal === undefined) throw refused('The token’s subject is not known here.');
    return principal;
  };

  const byCertificate = (presented: PresentedCertificate): Principal => {
    const fault = clientFault(presented, clientRoots, now());
    if (fault === 'EXPIRED') throw expired('client certificate');
    const fingerprint = hashOf(presented.certificate);
    const principal = fault === undefined ? directory.byCertificate(fingerprint) : undefined;
    if (principal === undefined) throw refused('The client certificate is not known here.');
    return principal;
  };

  return {
    async authenticate({ authorization, apiKey, certificate }) {
      if (authorization !== undefined && apiKey !== undefined) {
        throw refused('Send one credential, not two.');
      }
      const bearer = authorization === undefined ? undefined : bearerOf(authorization);
      const key = apiKey ?? bearer;
      if (key !== undefined) return looksLikeApiKey(key) ? byKey(key) : byToken(key);
      if (certificate !== undefined) return byCertificate(certificate);
      throw refused('Send an API key or token as “Authorization: Bearer …”.');
    },
  };
}

function bearerOf(header: string): string {
  const match = /^Bearer ([\x21-\x7e]{1,8192})$/i.exec(header);
  if (match?.[1] === undefined) throw refused('The Authorization header is not “Bearer …”.');
  return match[1];
}
