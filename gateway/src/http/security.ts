import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { GatewayError } from '../errors.js';
import { exchangeOf } from './dispatch.js';

const headers = {
  crossOriginEmbedderPolicy: false,
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  referrerPolicy: { policy: 'no-referrer' as const },
} as const;

/** JSON needs nothing: no script, no style, no frame. */
export const closedPolicy = (): RequestHandler =>
  helmet({
    ...headers,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
  });

/** The documentation’s own files, and nothing from elsewhere. */
export const docsPolicy = (): RequestHandler =>
  helmet({
    ...headers,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        // swagger-ui sets styles on elements.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
  });

/**
 * The pages: their own files, the gateway’s own answers, and nothing else. No inline script, no
 * `eval`, no form that sends anywhere, nothing from another host.
 */
export const pagePolicy = (): RequestHandler =>
  helmet({
    ...headers,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
  });

/**
 * A worker obeys the policy that its own file comes with. The one that reads the user’s file may
 * compile its hash functions and nothing more: `default-src 'none'` leaves it no way to send a byte.
 */
export const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

/** Counts by address alone, whatever else the request brings. */
export const publicLimiter = (perMinute: number): RequestHandler =>
  limiting(perMinute, (req) => `ip ${ipKeyGenerator(req.ip ?? '')}`);

/** Counts per principal; whoever is not known yet counts by address. */
export const limiter = (perMinute: number): RequestHandler =>
  limiting(perMinute, (req) => {
    const { principal } = exchangeOf(req);
    return principal === undefined ? `ip ${ipKeyGenerator(req.ip ?? '')}` : `id ${principal.id}`;
  });

const limiting = (perMinute: number, keyGenerator: (req: Request) => string): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'shuquan',
    keyGenerator,
    handler: (_req, _res, next) => {
      next(
        new GatewayError('RATE_LIMITED', `More than ${perMinute} requests a minute. Wait a while.`),
      );
    },
  });
