import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { createApp } from '@shuquan/gateway/app';
import { createAuthenticator } from '@shuquan/gateway/auth/authenticator';
import { readRoots } from '@shuquan/gateway/auth/client-certificate';
import { demoCredentials, demoPrincipals } from '@shuquan/gateway/auth/demo';
import { Directory } from '@shuquan/gateway/auth/directory';
import { NonceStore } from '@shuquan/gateway/auth/nonces';
import { createSignedCallers } from '@shuquan/gateway/auth/signed-caller';
import type { PrincipalEntry } from '@shuquan/gateway/auth/principal';
import type { TokenCheck } from '@shuquan/gateway/auth/token';
import type { TlsConfig } from '@shuquan/gateway/config';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { Idempotency } from '@shuquan/gateway/http/idempotency';
import { IdempotencyStore } from '@shuquan/gateway/http/idempotency-store';
import type { Route } from '@shuquan/gateway/http/route';
import { listen } from '@shuquan/gateway/http/server';
import { LedgerOutcomes } from '@shuquan/gateway/index/outcomes';
import { ReadModel } from '@shuquan/gateway/index/model';
import { Queries } from '@shuquan/gateway/index/queries';
import { openStore } from '@shuquan/gateway/index/store';
import type { EmbeddedLedger, EmbeddedOptions } from '@shuquan/gateway/ledger/embedded/open';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { FileDocumentStore } from '@shuquan/gateway/documents/file-store';
import { createLog } from '@shuquan/gateway/log/log';
import { Metrics } from '@shuquan/gateway/metrics/metrics';
import { errorsOf } from '@shuquan/gateway/openapi/errors';
import type { PublicFace } from '@shuquan/gateway/routes/public';
import { describedTable } from '@shuquan/gateway/routes/table';
import { Membership, parseAnchors } from '@shuquan/verifier';
import type { AnswerBody } from './answer.js';
import { openTestLedger, type TestLedger } from '../support/embedded.js';
import { Stage } from '../support/stage.js';

export interface GatewayOptions {
  /** Where the ledger’s clock starts: now, where a process of its own speaks to it. */
  readonly start?: string;
  /** Contracts beside those of the product, for records that a test plants. */
  readonly installed?: EmbeddedOptions['installed'];
  /** Stands between the gateway and the ledger. */
  readonly wrap?: (ledger: EmbeddedLedger) => Ledger;
  readonly principals?: readonly PrincipalEntry[];
  readonly token?: TokenCheck;
  readonly tls?: TlsConfig;
  readonly rateLimitPerMinute?: number;
  /** 0: nobody is answered without a credential. */
  readonly publicRateLimitPerMinute?: number;
  readonly metricsAccess?: 'loopback' | 'principal' | 'public';
  readonly minFreeBytes?: number;
  readonly waitMs?: number;
  readonly heartbeatMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AnswerBody;
}

export interface Call {
  readonly as?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly text?: string;
  /** Instead of JSON; its digest is stated for it. */
  readonly octets?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A name that requests may be signed for, whatever the port. */
export const ORIGIN = 'https://shuquan.example';

/** Bytes; small, so that a test can exceed it. */
export const MAX_DOCUMENT = 1_048_576;

const routes = describedTable();

/** A gateway on a founded ledger of its own, spoken to over real HTTP. */
export class TestGateway {
  readonly ground: TestLedger;
  readonly lines: string[] = [];
  #options: GatewayOptions;
  #url = '';
  #model: ReadModel | undefined;
  #stop: () => Promise<void> = () => Promise.resolve();
  readonly #keys: ReadonlyMap<string, string>;

  private constructor(ground: TestLedger, options: GatewayOptions) {
    this.ground = ground;
    this.#options = options;
    this.#keys = new Map(this.#credentials().map(({ id, apiKey }) => [id, apiKey]));
  }

  static async open(options: GatewayOptions = {}): Promise<TestGateway> {
    const dataDir = mkdtempSync(join(tmpdir(), 'shuquan-gateway-'));
    const { installed, start } = options;
    const more = {
      ...(installed === undefined ? {} : { installed }),
      ...(start === undefined ? {} : { start }),
    };
    const gateway = new TestGateway(await openTestLedger({ dataDir, ...more }), options);
    await gateway.#start();
    return gateway;
  }

  get url(): string {
    return this.#url;
  }

  /** To act on its ledger directly, beside HTTP; closing it closes nothing of the gateway. */
  stage(): Stage {
    const { ledger, clock } = this.ground;
    return new Stage({
      ledger,
      as: (id) => ledger.identity(id),
      now: clock.now,
      advance: (ms) => {
        clock.advance(ms);
      },
      alone: true,
      close: () => Promise.resolve(),
    });
  }

  get model(): ReadModel {
    if (this.#model === undefined) throw new TypeError('The gateway is not started.');
    return this.#model;
  }

  keyOf(id: string): string {
    return this.#keys.get(id) ?? '';
  }

  /** Stops the gateway and starts it on the same folders; the ledger goes on. */
  async restart(options: GatewayOptions = this.#options): Promise<void> {
    await this.#stop();
    this.#options = options;
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.#stop();
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.ground.dispose();
    rmSync(this.ground.dataDir, { recursive: true, force: true });
  }

  get(path: string, call: Call = {}): Promise<Answer> {
    return this.send('GET', path, call);
  }

  post(path: string, body: unknown, call: Call = {}): Promise<Answer> {
    return this.send('POST', path, { ...call, body });
  }

  /** Every answer is held against the route table: its schema, or the list of its errors. */
  async send(method: string, path: string, call: Call): Promise<Answer> {
    const { as = 'holder-a', key = randomUUID(), body, text = JSON.stringify(body) } = call;
    const headers = {
      ...(as === '' ? {} : { authorization: `Bearer ${this.keyOf(as)}` }),
      ...(method === 'POST' ? { 'idempotency-key': key, 'content-type': 'application/json' } : {}),
      ...call.headers,
    };
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
    const sending = call.octets === undefined ? text : Buffer.from(call.octets);
    const init = { method, headers: sent, ...(method === 'POST' ? { body: sending } : {}) };
    const response = await fetch(`${this.#url}${path}`, init);
    const answer = await read(response);
    hold(method, path, answer);
    return answer;
  }

  #credentials(): ReturnType<typeof demoCredentials> {
    const people = this.ground.ledger.people().filter(({ roles }) => roles.length > 0);
    const rows = people.map((p) => ({ ...p, uscc: p.party?.uscc }));
    return demoCredentials(join(this.ground.dataDir, 'none.json'), rows);
  }

  #entries(): PrincipalEntry[] {
    const people = this.ground.ledger.people().filter(({ roles }) => roles.length > 0);
    const rows = people.map((p) => ({ ...p, uscc: p.party?.uscc }));
    const credentials = demoCredentials(join(this.ground.dataDir, 'none.json'), rows);
    return demoPrincipals(credentials.map((each) => ({ ...each, apiKey: this.keyOf(each.id) })));
  }

  async #start(): Promise<void> {
    const { dataDir, clock } = this.ground;
    const embedded = this.ground.ledger;
    const { wrap = (l: EmbeddedLedger) => l, principals = [], waitMs, heartbeatMs } = this.#options;
    const ledger = wrap(embedded);
    const log = createLog('info', this.#sink());
    const dir = join(dataDir, 'index');
    const model = await ReadModel.open({ dir, ledger, chaincode: 'shuquan', log });
    this.#model = model;
    const queries = new Queries(model);
    const store = new IdempotencyStore(await openStore(join(dataDir, 'idempotency')));
    const idempotency = new Idempotency({
      store,
      outcomes: new LedgerOutcomes(ledger, model, queries),
      keepMs: 86_400_000,
      now: clock.now,
      ...(waitMs === undefined ? {} : { waitMs }),
    });
    const wallet = new Map(embedded.people().map(({ id }) => [id, embedded.identity(id)]));
    const directory = new Directory([...this.#entries(), ...principals], wallet);
    const { token, tls, rateLimitPerMinute = 100_000 } = this.#options;
    const { publicRateLimitPerMinute = 100_000 } = this.#options;
    const roots = tls?.clientCaFile === undefined ? '' : readFileSync(tls.clientCaFile, 'utf8');
    const clientRoots = readRoots(roots);
    const nonces = new NonceStore(await openStore(join(dataDir, 'nonces')));
    const { organizations } = parseAnchors(JSON.stringify(embedded.anchors()));
    const signedCallers = createSignedCallers({
      members: new Membership(organizations, nodeCrypto),
      organizations: [...organizations.keys()],
      requireStanding: (certificate) => queries.requireStanding(certificate),
      ...{ directory, nonces, now: clock.now },
    });
    const known = { directory, token, clientRoots, signedCallers };
    const auth = createAuthenticator({ ...known, now: clock.now });
    const ending = new AbortController();
    const documents = await FileDocumentStore.open({
      folder: join(dataDir, 'documents'),
      keyFile: join(dataDir, 'documents.key'),
      maxBytes: MAX_DOCUMENT,
      now: () => clock.now().getTime(),
    });
    const app = createApp({
      origins: () => [this.#url, ORIGIN],
      ...{ ledger, model, queries, auth, idempotency, documents, log, now: clock.now },
      metrics: new Metrics(),
      config: {
        rateLimitPerMinute,
        publicRateLimitPerMinute,
        trustedProxies: [],
        metricsAccess: this.#options.metricsAccess ?? 'loopback',
        dataDir,
        minFreeBytes: this.#options.minFreeBytes ?? 0,
        cursorSecret: 'a secret of the tests, 32 characters',
      },
      closing: ending.signal,
      ...(publicRateLimitPerMinute === 0 ? {} : { publicFace: publicFaceOf(embedded) }),
      ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    });
    const server = await listen(app, { host: '127.0.0.1', port: 0, tls });
    this.#url = server.url;
    this.#stop = async () => {
      this.#stop = () => Promise.resolve();
      ending.abort();
      await server.close(1_000);
      await store.close();
      await nonces.close();
      await documents.close();
      await model.close();
    };
  }

  #sink(): PassThrough {
    const sink = new PassThrough();
    sink.on('data', (chunk: Buffer) => this.lines.push(chunk.toString()));
    return sink;
  }
}

/** As `serve` puts it together: a service identity, every organisation with a peer, its own roots. */
function publicFaceOf(ledger: EmbeddedLedger): PublicFace {
  const organizations = ledger
    .definition()
    .organizations.flatMap(({ mspId, hasPeer }) => (hasPeer ? [mspId] : []));
  const identity = ledger.identity('registry-gateway');
  return { identity, organizations, anchors: JSON.stringify(ledger.anchors()) };
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = (isJson ? JSON.parse(text) : {}) as AnswerBody;
  return { status: response.status, headers: response.headers, text, body };
}

const matches = ({ path }: Route, pathname: string): boolean =>
  new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname);

/** The first that matches, as Express would take it. */
export function routeOf(method: string, path: string): Route | undefined {
  const pathname = path.split('?')[0] ?? '';
  return routes.find((r) => r.method === method.toLowerCase() && matches(r, pathname));
}

function hold(method: string, path: string, answer: Answer): void {
  const { status, headers, body } = answer;
  const route = routeOf(method, path);
  if (status >= 400) holdProblem(answer, route);
  else if (route !== undefined && headers.get('content-type')?.startsWith('application/json')) {
    const result = route.replies[status]?.safeParse(body);
    assert.ok(result, `${route.operationId} does not say that it answers ${status}`);
    assert.ok(result.success, `${route.operationId}: ${String(result.error)} ${answer.text}`);
  }
}

function holdProblem({ status, headers, body }: Answer, route: Route | undefined): void {
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
  const problem: Readonly<Record<string, unknown>> = { ...body };
  assert.equal(problem['status'], status);
  assert.equal(
    problem['type'],
    `/problems/${String(problem['code']).toLowerCase().replaceAll('_', '-')}`,
  );
  for (const member of ['title', 'detail', 'code', 'instance']) {
    assert.equal(typeof problem[member], 'string', member);
  }
  assert.ok(!('stack' in problem));
  if (status === 503) assert.ok(headers.get('retry-after'));
  if (route !== undefined) {
    const codes: readonly string[] = errorsOf(route);
    assert.ok(
      codes.includes(String(problem['code'])),
      `${route.operationId} does not list ${String(problem['code'])}`,
    );
  }
}
