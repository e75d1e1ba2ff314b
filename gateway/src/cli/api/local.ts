import { check } from '@shuquan/chaincode/model';
import type { Principal } from '../../auth/principal.js';
import { requireScope } from '../../auth/scope.js';
import { GatewayError } from '../../errors.js';
import { noAttempt } from '../../http/attempt.js';
import { none } from '../../http/query.js';
import type { Reply, Route } from '../../http/route.js';
import type { Api } from './api.js';

const JSON_TYPE = 'application/json';
/** As long as a request to a gateway may take. */
const DEADLINE_MS = 120_000;

interface Call {
  readonly method: Route['method'];
  readonly path: string;
  readonly body?: unknown;
  readonly accepts?: string;
}

/** The route table, handled in this process in the name of one person, with the same checks. */
export class LocalApi implements Api {
  readonly #routes: readonly Route[];
  readonly #principal: Principal;

  constructor(routes: readonly Route[], principal: Principal) {
    this.#routes = routes;
    this.#principal = principal;
  }

  async get(path: string): Promise<unknown> {
    return plain((await this.#handle({ method: 'get', path })).body);
  }

  async bytes(path: string, media: string): Promise<Uint8Array> {
    const { bytes } = await this.#handle({ method: 'get', path, accepts: media });
    if (bytes === undefined) throw new TypeError(`${path} answers no bytes.`);
    return bytes;
  }

  async post(path: string, body: unknown): Promise<unknown> {
    return plain((await this.#handle({ method: 'post', path, body })).body);
  }

  async #handle({ method, path, body, accepts = JSON_TYPE }: Call): Promise<Reply> {
    const { pathname, searchParams } = new URL(path, 'http://localhost/');
    for (const route of this.#routes) {
      const params = route.method === method ? paramsOf(route, pathname) : undefined;
      if (params === undefined) continue;
      requireScope(this.#principal.scopes, route.scope);
      return route.handle({
        params: route.params && check(route.params, params),
        query: check(route.query ?? none, Object.fromEntries(searchParams)),
        body: route.body && check(route.body, body),
        principal: this.#principal,
        attempt: noAttempt,
        accepts,
        lastEventId: undefined,
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    }
    throw new GatewayError('ROUTE_NOT_FOUND', `There is no route ${pathname}.`);
  }
}

/** What the path says, or `undefined` where it is another route’s. */
function paramsOf({ path }: Route, pathname: string): Record<string, string> | undefined {
  const [wanted, found] = [path.split('/'), pathname.split('/')];
  if (wanted.length !== found.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const text = decodeURIComponent(found[i] ?? '');
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = text;
    else if (part !== text) return undefined;
  }
  return params;
}

/** As it would come over HTTP. */
const plain = (body: unknown): unknown => JSON.parse(JSON.stringify(body)) as unknown;
