import { randomUUID } from 'node:crypto';
import { check } from '@shuquan/chaincode/model';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Principal } from '../auth/principal.js';
import { requireScope } from '../auth/scope.js';
import { GatewayError } from '../errors.js';
import { noAttempt } from './attempt.js';
import { readJson, SMALL_BODY } from './body.js';
import { type Idempotency, requireKey } from './idempotency.js';
import type { KeptReply } from './idempotency-store.js';
import { type Octets, octetsOf } from './octets.js';
import { PROBLEM_JSON, refusalOf } from './problem.js';
import { none } from './query.js';
import type { Reply, Route, RouteRequest } from './route.js';
import { sendContent, sendStream } from './stream.js';

/** What the layers before a route found out. Kept by request, not on it. */
export interface Exchange {
  readonly requestId: string;
  readonly startedAt: number;
  principal?: Principal;
  route?: string;
  txId?: string | undefined;
  code?: string;
}

const exchanges = new WeakMap<Request, Exchange>();
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller’s own request id where it is a plain one, else a new one. */
export function exchangeOf(req: Request): Exchange {
  const known = exchanges.get(req);
  if (known !== undefined) return known;
  const given = req.get('x-request-id');
  const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
  const exchange: Exchange = { requestId, startedAt: performance.now() };
  exchanges.set(req, exchange);
  return exchange;
}

export interface DispatchOptions {
  readonly idempotency: Idempotency;
  /** Aborts when the gateway closes. */
  readonly closing: AbortSignal;
  readonly onReplay: () => void;
  /** Told of an error that is answered from here, before it becomes a problem document. */
  readonly onRefusal: (err: unknown, req: Request) => void;
}

const JSON_TYPE = 'application/json';

/** An Express handler of one row of a route table. */
export function dispatch(route: Route, options: DispatchOptions): RequestHandler {
  const handle = route.method === 'get' ? read : write;
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const exchange = exchangeOf(req);
    exchange.route = route.path;
    try {
      await handle(route, req, res, options);
    } catch (err) {
      next(err);
    }
  };
}

function principalOf(req: Request, { scope }: Route): Principal {
  const { principal } = exchangeOf(req);
  if (principal === undefined) throw new TypeError('The route stands before authentication.');
  requireScope(principal.scopes, scope);
  return principal;
}

function acceptsOf(req: Request, { media, produces = [] }: Route): string {
  const types = media === undefined ? [JSON_TYPE, ...produces] : [media];
  const accepted = req.accepts(types);
  if (accepted !== false) return accepted;
  throw new GatewayError('NOT_ACCEPTABLE', `This answers ${types.join(', ')}.`);
}

/** What both methods share; a GET has no body and changes nothing. */
function requestOf(
  route: Route,
  req: Request,
  principal: Principal,
  signal: AbortSignal,
): RouteRequest {
  return {
    params: route.params && check(route.params, { ...req.params }),
    query: check(route.query ?? none, { ...req.query }),
    body: undefined,
    principal,
    attempt: noAttempt,
    accepts: acceptsOf(req, route),
    lastEventId: req.get('last-event-id'),
    signal,
  };
}

async function read(
  route: Route,
  req: Request,
  res: Response,
  options: DispatchOptions,
): Promise<void> {
  const principal = principalOf(req, route);
  const gone = new AbortController();
  res.once('close', () => {
    gone.abort();
  });
  const signal = AbortSignal.any([gone.signal, options.closing]);
  const request = requestOf(route, req, principal, signal);
  const reply = await route.handle(request);
  res.status(reply.status).set(reply.headers ?? {});
  if (isKnown(req, reply)) {
    res.status(304).end();
    return;
  }
  if (reply.stream !== undefined) await sendStream(res, request.accepts, reply.stream, signal);
  else if (reply.content !== undefined) await sendContent(res, reply.content, signal);
  else if (reply.bytes !== undefined) res.type(request.accepts).send(Buffer.from(reply.bytes));
  else res.type(JSON_TYPE).send(JSON.stringify(reply.body));
}

/** Whether the client says that it has what would be sent (RFC 9110 §13.1.2). */
function isKnown(req: Request, { headers = {} }: Reply): boolean {
  const { etag } = headers;
  const given = req.get('if-none-match');
  if (etag === undefined || given === undefined) return false;
  return given.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()));
}

/** What stands for the body among requests under one key, and the body itself. */
async function sentOf(
  req: Request,
  { takesOctets, bodyLimit = SMALL_BODY }: Route,
): Promise<{ text: string; value?: unknown; octets?: Octets }> {
  if (takesOctets !== true) return readJson(req, bodyLimit);
  const octets = octetsOf(req);
  const query = new URL(req.url, 'http://localhost').search;
  return { text: [octets.sha256, octets.mediaType, query].join('\n'), octets };
}

async function write(
  route: Route,
  req: Request,
  res: Response,
  options: DispatchOptions,
): Promise<void> {
  const principal = principalOf(req, route);
  const key = requireKey(req.get('idempotency-key'));
  // A client that goes does not undo its request: only the closing gateway ends it.
  const request = requestOf(route, req, principal, options.closing);
  const { text, value, octets } = await sentOf(req, route);
  const { requestId } = exchangeOf(req);
  const reply = await options.idempotency.answer({
    principal: principal.id,
    key,
    fingerprint: `${route.method} ${req.path}\n${text}`,
    keeps: route.keeps ?? 'disk',
    async run(attempt) {
      const body = route.body && check(route.body, value);
      const sent = octets === undefined ? {} : { octets };
      return kept(await route.handle({ ...request, ...sent, body, attempt }));
    },
    refuse(err) {
      options.onRefusal(err, req);
      const { problem, headers } = refusalOf(err, requestId);
      const type = { 'content-type': PROBLEM_JSON };
      return {
        status: problem.status,
        headers: { ...headers, ...type },
        text: JSON.stringify(problem),
      };
    },
  });
  // Bytes that nobody wanted must not hold up the answer.
  if (octets !== undefined) req.resume();
  if (reply.replayed) {
    options.onReplay();
    res.set('idempotent-replayed', 'true');
  }
  exchangeOf(req).txId = reply.headers['ledger-transaction'];
  res.status(reply.status).set(reply.headers).send(reply.text);
}

const kept = ({ status, body, headers = {} }: Reply): KeptReply => ({
  status,
  headers: { ...headers, 'content-type': JSON_TYPE },
  text: JSON.stringify(body),
});
