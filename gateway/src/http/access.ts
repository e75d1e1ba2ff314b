import type { IncomingMessage } from 'node:http';
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Request, RequestHandler } from 'express';
import type { Authenticator, Credentials } from '../auth/authenticator.js';
import type { Principal } from '../auth/principal.js';
import type { Scope } from '../auth/scope.js';
import { GatewayError } from '../errors.js';
import type { Identity } from '../ledger/port.js';
import type { Logger } from '../log/log.js';
import type { Metrics } from '../metrics/metrics.js';
import { requestComponents } from '../signature/base.js';
import { exchangeOf } from './dispatch.js';

/** Finds out who sends a request. A refusal waits until the request was counted. */
export function authenticate(
  auth: Authenticator,
  faults: WeakMap<Request, unknown>,
  origins: () => readonly string[],
): RequestHandler {
  return async (req, _res, next) => {
    try {
      exchangeOf(req).principal = await auth.authenticate(credentialsOf(req, origins()));
    } catch (err) {
      faults.set(req, err);
    }
    next();
  };
}

/** Whoever asks, the gateway asks for: with one scope, whatever credentials came along. */
export function asPublic(identity: Identity | undefined): RequestHandler {
  const principal: Principal | undefined = identity && {
    id: 'public',
    identity,
    fingerprint: new X509Certificate(identity.pem).fingerprint256.replaceAll(':', '').toLowerCase(),
    scopes: new Set<Scope>(['public:read']),
  };
  return (req, _res, next) => {
    if (principal === undefined) {
      const why = 'This gateway answers nobody without a credential.';
      next(new GatewayError('PUBLIC_CLOSED', why));
      return;
    }
    exchangeOf(req).principal = principal;
    next();
  };
}

export const requirePrincipal =
  (faults: WeakMap<Request, unknown>): RequestHandler =>
  (req, _res, next) => {
    next(faults.get(req));
  };

function credentialsOf(req: Request, origins: readonly string[]): Credentials {
  return {
    signed: signedRequestOf(req, origins),
    authorization: req.get('authorization'),
    apiKey: req.get('x-api-key'),
    certificate: certificateOf(req),
  };
}

/** Read as if sent to each of the addresses that this gateway has, never to the one that it names. */
function signedRequestOf(req: Request, origins: readonly string[]): Credentials['signed'] {
  const signatureInput = joined(req, 'signature-input');
  const signature = joined(req, 'signature');
  if (signatureInput === undefined && signature === undefined) return undefined;
  const { method, originalUrl: target } = req;
  const header = (name: string): string | undefined => joined(req, name);
  return {
    ...{ method, signatureInput: signatureInput ?? '', signature: signature ?? '' },
    readings: origins.map((origin) => requestComponents({ method, origin, target, header })),
  };
}

/** Every value of a field in the order sent (RFC 9421 §2.1): Node keeps the first of some alone. */
function joined({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  const values = rawHeaders.flatMap((each, i) =>
    i % 2 === 0 && each.toLowerCase() === name ? [(rawHeaders[i + 1] ?? '').trim()] : [],
  );
  return values.length === 0 ? undefined : values.join(', ');
}

/** Of a TLS connection only: a header could be written by anybody. */
function certificateOf({ socket }: IncomingMessage): Credentials['certificate'] {
  if (!('getPeerCertificate' in socket)) return undefined;
  const tls = socket as TLSSocket;
  const { raw } = tls.getPeerCertificate() as { raw?: Buffer };
  if (raw === undefined) return undefined;
  // Typed as an Error, a code as text at run time (node:tls).
  const fault = tls.authorizationError as unknown as string | null;
  return {
    certificate: new X509Certificate(raw),
    fault: tls.authorized ? undefined : (fault ?? 'UNTRUSTED'),
  };
}

/** One line a request: who, what, how long, how it ended. Never what was in it. */
export function accessLog(log: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const exchange = exchangeOf(req);
    res.set('x-request-id', exchange.requestId);
    res.once('close', () => {
      const ms = performance.now() - exchange.startedAt;
      const { requestId, route = 'none', principal, txId, code } = exchange;
      const status = res.writableFinished ? res.statusCode : 499;
      metrics.requests.observe({ method: req.method, route, status: String(status) }, ms / 1000);
      const line = {
        requestId,
        method: req.method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        principal: principal?.id,
        txId,
        code,
        trace: traceOf(req),
      };
      log.info(line, 'request');
    });
    next();
  };
}

/** W3C Trace Context: the caller’s trace, to find its line here. */
function traceOf(req: Request): string | undefined {
  return /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(req.get('traceparent') ?? '')?.[1];
}
