import type { RequestHandler } from 'express';
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

/** Counts per principal; whoever is not known yet counts by address. */
export const limiter = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'shuquan',
    keyGenerator: (req) => {
      const { principal } = exchangeOf(req);
      return principal === undefined ? `ip ${ipKeyGenerator(req.ip ?? '')}` : `id ${principal.id}`;
    },
    handler: (_req, _res, next) => {
      next(
        new GatewayError('RATE_LIMITED', `More than ${perMinute} requests a minute. Wait a while.`),
      );
    },
  });
