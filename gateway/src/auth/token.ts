import { readFileSync } from 'node:fs';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { JwtConfig } from '../config.js';
import { GatewayError } from '../errors.js';

/** Checks a JSON Web Token; resolves to its subject. */
export type TokenCheck = (token: string) => Promise<string>;

/** Issuer, audience and algorithms are pinned: a token says nothing about how it is checked. */
export function createTokenCheck(config: JwtConfig, now: () => Date): TokenCheck {
  const keys = keySet(config.jwks);
  const options = {
    issuer: config.issuer,
    audience: config.audience,
    algorithms: [...config.algorithms],
    requiredClaims: ['sub', 'exp'],
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { ...options, currentDate: now() });
      return payload.sub ?? '';
    } catch (err) {
      throw translate(err);
    }
  };
}

function keySet(jwks: JwtConfig['jwks']): JWTVerifyGetKey {
  if ('url' in jwks) return createRemoteJWKSet(new URL(jwks.url), { timeoutDuration: 3000 });
  return createLocalJWKSet(JSON.parse(readFileSync(jwks.file, 'utf8')) as JSONWebKeySet);
}

function translate(err: unknown): GatewayError {
  if (err instanceof errors.JWTExpired) {
    return new GatewayError('CREDENTIAL_EXPIRED', 'The token has expired. Get a new one.');
  }
  return new GatewayError(
    'UNAUTHENTICATED',
    'The token is not one of the configured issuer.',
    {},
    {
      cause: err,
    },
  );
}
