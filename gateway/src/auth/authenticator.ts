import type { X509Certificate } from 'node:crypto';
import { GatewayError } from '../errors.js';
import { apiKeyId, looksLikeApiKey, matchesHash } from './api-key.js';
import { clientFault, hashOf, type PresentedCertificate } from './client-certificate.js';
import type { Directory } from './directory.js';
import type { Principal } from './principal.js';
import type { SignedCallers } from './signed-caller.js';
import type { SignedRequest } from './signed-request.js';
import type { TokenCheck } from './token.js';

/** What a request brought to say who sends it. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
  readonly certificate: PresentedCertificate | undefined;
  /** A signature of the request itself (RFC 9421). */
  readonly signed: SignedRequest | undefined;
}

export interface Authenticator {
  /** @throws GatewayError UNAUTHENTICATED, CREDENTIAL_EXPIRED, or why the signature is refused */
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
  /** Absent: nobody is known by a signature. */
  readonly signedCallers?: SignedCallers | undefined;
  readonly now: () => Date;
}

/** A signature, API key, token or client certificate; two of the first three are refused. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { directory, token, clientRoots = [], signedCallers, now } = options;

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

  const bySignature = (request: SignedRequest): Promise<Principal> => {
    if (signedCallers !== undefined) return signedCallers(request);
    throw refused('This gateway takes no signed requests; use an API key.');
  };

  return {
    async authenticate({ authorization, apiKey, certificate, signed }) {
      if ([authorization, apiKey, signed].filter((each) => each !== undefined).length > 1) {
        throw refused('Send one credential, not two.');
      }
      if (signed !== undefined) return bySignature(signed);
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
