import { type Express, type NextFunction, type Request, type Response } from 'express';
import express from 'express';
import type { Authenticator } from './auth/authenticator.js';
import { requireScope } from './auth/scope.js';
import type { Config } from './config.js';
import { GatewayError, isCoded } from './errors.js';
import type { DocumentStore } from './documents/port.js';
import { accessLog, asPublic, authenticate, requirePrincipal } from './http/access.js';
import { Cursors } from './http/cursor.js';
import { dispatch, exchangeOf } from './http/dispatch.js';
import { readiness } from './http/health.js';
import type { Idempotency } from './http/idempotency.js';
import { isPerson, servePages, strayPage } from './http/page.js';
import { PROBLEM_JSON, refusalOf } from './http/problem.js';
import type { Route } from './http/route.js';
import { closedPolicy, docsPolicy, limiter, publicLimiter } from './http/security.js';
import type { ReadModel } from './index/model.js';
import type { Queries } from './index/queries.js';
import { inLanes } from './ledger/laned.js';
import type { Ledger } from './ledger/port.js';
import type { Logger } from './log/log.js';
import type { Metrics } from './metrics/metrics.js';
import { openApi } from './openapi/document.js';
import {
  docsInitializer,
  docsPage,
  problemIndex,
  problemPage,
  swaggerFiles,
  swaggerFolder,
} from './openapi/pages.js';
import type { PublicFace } from './routes/public.js';
import { table } from './routes/table.js';

const HEARTBEAT_MS = 15_000;

/** Everything the HTTP face needs, made elsewhere. */
export interface AppDependencies {
  readonly ledger: Ledger;
  readonly model: ReadModel;
  readonly queries: Queries;
  readonly auth: Authenticator;
  /** Scheme and authority of each address that requests may be signed for. */
  readonly origins?: () => readonly string[];
  readonly idempotency: Idempotency;
  readonly documents: DocumentStore;
  readonly config: Pick<
    Config,
    | 'rateLimitPerMinute'
    | 'publicRateLimitPerMinute'
    | 'trustedProxies'
    | 'metricsAccess'
    | 'dataDir'
    | 'minFreeBytes'
  > & { readonly cursorSecret: string };
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Aborts when the gateway closes: streams end. */
  readonly closing: AbortSignal;
  readonly heartbeatMs?: number;
  readonly publicFace?: PublicFace | undefined;
}

/** The HTTP face: tables in, an Express application out. No I/O of its own. */
export function createApp(deps: AppDependencies): Express {
  const { config, log, metrics, model } = deps;
  metrics.watchHeight(() => model.height);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.set('trust proxy', config.trustedProxies.length > 0 ? [...config.trustedProxies] : false);
  app.use(accessLog(log, metrics));
  servePages(app);
  documents(app);
  app.use(closedPolicy());
  const faults = new WeakMap<Request, unknown>();
  const known = [
    authenticate(deps.auth, faults, deps.origins ?? (() => [])),
    limiter(config.rateLimitPerMinute),
    requirePrincipal(faults),
  ];
  operations(app, deps, known);
  api(app, deps, known);
  app.use((_req, _res, next) => {
    next(new GatewayError('ROUTE_NOT_FOUND', 'There is no such route. See /openapi.json.'));
  });
  app.use(problems(deps));
  return app;
}

/** What anybody may read: it says nothing about the ledger. */
function documents(app: Express): void {
  const description = JSON.stringify(openApi());
  app.use(['/docs', '/problems'], docsPolicy());
  app.get('/docs', (_req, res) => void res.type('html').send(docsPage()));
  app.get('/docs/initializer.js', (_req, res) => void res.type('js').send(docsInitializer()));
  for (const file of swaggerFiles) {
    app.get(`/docs/${file}`, (_req, res) => {
      res.sendFile(file, { root: swaggerFolder(), maxAge: '1h' });
    });
  }
  app.get('/problems', (_req, res) => void res.type('html').send(problemIndex()));
  app.get('/problems/:code', (req, res, next) => {
    const page = problemPage(req.path);
    if (page === undefined) next();
    else res.type('html').send(page);
  });
  app.get('/openapi.json', closedPolicy(), (_req, res) => {
    res.type('application/json').send(description);
  });
}

function operations(app: Express, deps: AppDependencies, known: express.RequestHandler[]): void {
  const { config, metrics, ledger, model } = deps;
  const { dataDir, minFreeBytes } = config;
  app.get('/livez', (req, res) => {
    exchangeOf(req).route = '/livez';
    res.json({ status: 'alive' });
  });
  app.get('/readyz', async (req, res) => {
    exchangeOf(req).route = '/readyz';
    const { checks, fault } = await readiness({ ledger, model, dataDir, minFreeBytes });
    if (fault === undefined) res.json({ status: 'ready', checks });
    else throw new GatewayError(fault.code, fault.detail, { checks });
  });
  const open = (req: Request): boolean =>
    config.metricsAccess === 'public' ||
    (config.metricsAccess === 'loopback' && isLoopback(req) && !req.headers['x-forwarded-for']);
  app.get(
    '/metrics',
    (req, _res, next) => {
      exchangeOf(req).route = '/metrics';
      next(open(req) ? 'route' : undefined);
    },
    ...known,
    (req, _res, next) => {
      requireScope(exchangeOf(req).principal?.scopes ?? new Set(), 'metrics:read');
      next();
    },
  );
  app.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

const isLoopback = (req: Request): boolean =>
  /^(127\.|::1$|::ffff:127\.)/.test(req.socket.remoteAddress ?? '');

function api(app: Express, deps: AppDependencies, known: express.RequestHandler[]): void {
  const { config, metrics, log, heartbeatMs = HEARTBEAT_MS } = deps;
  const cursors = new Cursors(config.cursorSecret);
  const unknown = [
    asPublic(deps.publicFace?.identity),
    // Where nobody is answered, nothing is there to be counted.
    publicLimiter(Math.max(1, config.publicRateLimitPerMinute)),
  ];
  const routes = table({ ...deps, ledger: inLanes(deps.ledger), cursors, heartbeatMs });
  const options = {
    idempotency: deps.idempotency,
    closing: deps.closing,
    onReplay: () => {
      metrics.replays.inc();
    },
    onRefusal: (err: unknown, req: Request) => {
      note(err, req, log, metrics);
    },
  };
  for (const [path, ofPath] of byPath(routes)) {
    for (const route of ofPath) {
      const before = route.isPublic === true ? unknown : known;
      app[route.method](path, ...before, dispatch(route, options));
    }
    const allow = ofPath.map(({ method }) => method.toUpperCase()).join(', ');
    app.all(path, (_req, _res, next) => {
      next(new GatewayError('METHOD_NOT_ALLOWED', `Here is only ${allow}.`, { allow }));
    });
  }
}

/** Paths as Express writes them, each with its methods. */
function byPath(routes: readonly Route[]): Map<string, Route[]> {
  const paths = new Map<string, Route[]>();
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    paths.set(path, [...(paths.get(path) ?? []), route]);
  }
  return paths;
}

function note(err: unknown, req: Request, log: Logger, metrics: Metrics): void {
  const exchange = exchangeOf(req);
  const { code, status } = refusalOf(err, exchange.requestId).problem;
  exchange.code = code;
  metrics.refusals.inc({ code });
  // What the caller can mend is in the request’s own line; the rest is ours to know.
  if (!isCoded(err) && status >= 500) log.error({ err, requestId: exchange.requestId }, 'failed');
  else if (status >= 500) log.warn({ err, requestId: exchange.requestId }, code);
}

/** The one place where an error becomes an answer (RFC 9457). */
function problems({ log, metrics }: AppDependencies) {
  return (err: unknown, req: Request, res: Response, _next: NextFunction): void => {
    note(err, req, log, metrics);
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const { problem, headers } = refusalOf(err, exchangeOf(req).requestId);
    res.status(problem.status).set(headers);
    if (isPerson(req)) res.type('html').send(strayPage(problem));
    else res.type(PROBLEM_JSON).send(JSON.stringify(problem));
  };
}
