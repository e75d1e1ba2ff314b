import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Code, errors, GatewayError, isCoded, RecordedRefusal } from '../errors.js';
import type { Intent, Outcomes } from '../index/outcomes.js';
import type { Committed } from '../ledger/port.js';
import type { Attempt } from './attempt.js';
import type { Entry, IdempotencyStore, KeptReply } from './idempotency-store.js';

export interface IdempotentRequest {
  readonly principal: string;
  readonly key: string;
  /** Method, path and body: another one under the same key is a mistake. */
  readonly fingerprint: string;
  readonly keeps: 'disk' | 'memory';
  /** Runs the request. A coded error it throws is its answer, made by `refuse`. */
  run(attempt: Attempt): Promise<KeptReply>;
  refuse(err: unknown): KeptReply;
}

export interface IdempotencyOptions {
  readonly store: IdempotencyStore;
  readonly outcomes: Outcomes;
  readonly keepMs: number;
  readonly now: () => Date;
  /** How long a twin waits for the first request before it is told IDEMPOTENCY_IN_FLIGHT. */
  readonly waitMs?: number;
}

const WAIT_MS = 10_000;
/** Answers with private data: never on disk, and no more than this many. */
const MEMORY_ENTRIES = 10_000;
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Refusals that the next try of the same request may not meet: nothing is kept of them. */
const PASSING: ReadonlySet<Code> = new Set<Code>([
  'LEDGER_CONFLICT',
  'BEACON_TOO_OLD',
  'CLIENT_TIME_OUT_OF_WINDOW',
  'ENDORSEMENT_FAILED',
  'ENDORSEMENT_POLICY_FAILURE',
  'PAYLOAD_TOO_LARGE',
]);

const isFinal = (err: unknown): boolean =>
  err instanceof RecordedRefusal ||
  (isCoded(err) && errors[err.code].status > 400 && errors[err.code].status < 500
    ? !PASSING.has(err.code)
    : false);

/** @throws GatewayError IDEMPOTENCY_KEY_MISSING */
export function requireKey(header: string | undefined): string {
  if (header !== undefined && KEY.test(header)) return header;
  throw new GatewayError(
    'IDEMPOTENCY_KEY_MISSING',
    'Send an Idempotency-Key header: 1 to 255 visible ASCII characters, new for every request.',
  );
}

const digest = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

/**
 * Runs each request once per principal and key (draft-ietf-httpapi-idempotency-key-header).
 *
 * - A twin that comes while the first runs waits for it, then for no longer: IDEMPOTENCY_IN_FLIGHT.
 * - What the first answered is answered again, to the byte.
 * - Before a transaction is sent, what it will be is on disk. After a crash the outcome is looked
 *   up on the ledger; only what is not there is sent again.
 * - Of failures that pass (503, conflicts) and of malformed requests (400) nothing is kept.
 */
export class Idempotency {
  readonly #options: IdempotencyOptions;
  readonly #running = new Map<string, { bodyHash: string; reply: Promise<KeptReply> }>();
  readonly #memory: LRUCache<string, Entry>;

  constructor(options: IdempotencyOptions) {
    this.#options = options;
    this.#memory = new LRUCache({ max: MEMORY_ENTRIES, ttl: options.keepMs });
  }

  async answer(request: IdempotentRequest): Promise<KeptReply & { readonly replayed: boolean }> {
    const key = digest(request.principal, request.key);
    const bodyHash = digest(request.fingerprint);
    const running = this.#running.get(key);
    if (running !== undefined) {
      requireSame(running.bodyHash, bodyHash);
      return { ...(await this.#wait(running.reply)), replayed: true };
    }
    // From here to `set` nothing awaits, so of two twins one always finds the other.
    const first = this.#first(key, bodyHash, request);
    const shared = first.then(({ reply }) => reply);
    // Where no twin waits for it, its failure is `first`’s alone.
    shared.catch(() => undefined);
    this.#running.set(key, { bodyHash, reply: shared });
    try {
      const { reply, replayed } = await first;
      return { ...reply, replayed };
    } finally {
      this.#running.delete(key);
    }
  }

  /** Removes entries that expired. */
  sweep(): Promise<number> {
    return this.#options.store.sweep(this.#options.now().toISOString());
  }

  async #first(
    key: string,
    bodyHash: string,
    request: IdempotentRequest,
  ): Promise<{ reply: KeptReply; replayed: boolean }> {
    const before = this.#memory.get(key) ?? (await this.#options.store.get(key));
    const live = before !== undefined && before.expiresAt > this.#options.now().toISOString();
    if (live) requireSame(before.bodyHash, bodyHash);
    if (live && before.reply !== undefined) return { reply: before.reply, replayed: true };
    const run = new Run(key, bodyHash, this.#options, live ? before : undefined);
    const reply = await this.#run(run, request);
    return { reply, replayed: false };
  }

  async #run(run: Run, request: IdempotentRequest): Promise<KeptReply> {
    let reply: KeptReply;
    try {
      reply = await request.run(run);
    } catch (err) {
      await run.failed(err);
      reply = request.refuse(err);
      if (!isFinal(err)) return reply;
    }
    if (request.keeps === 'disk') await run.keep(reply);
    else this.#memory.set(run.key, run.entry({ reply }));
    return reply;
  }

  async #wait(reply: Promise<KeptReply>): Promise<KeptReply> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(inFlight());
      }, this.#options.waitMs ?? WAIT_MS);
    });
    try {
      return await Promise.race([reply, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** One run of a request: what is on disk about it while it runs. */
class Run implements Attempt {
  readonly key: string;
  readonly #bodyHash: string;
  readonly #options: IdempotencyOptions;
  readonly #before: Entry | undefined;
  #begun: Partial<Entry> = {};

  constructor(key: string, bodyHash: string, options: IdempotencyOptions, before?: Entry) {
    this.key = key;
    this.#bodyHash = bodyHash;
    this.#options = options;
    this.#before = before;
  }

  async begin(intent: Intent): Promise<Committed<unknown> | undefined> {
    const { store, outcomes } = this.#options;
    const { txId, fromHeight } = this.#before ?? {};
    if (txId !== undefined) {
      const outcome = await outcomes.byId(txId);
      if (outcome === 'ABSENT') throw unknown(txId);
      if (outcome !== 'REFUSED') return outcome;
    } else if (fromHeight !== undefined) {
      const outcome = await outcomes.find(intent, BigInt(fromHeight));
      if (outcome !== undefined) return outcome;
    }
    this.#begun = { intent, fromHeight: fromHeight ?? String(outcomes.height()) };
    await store.put(this.key, this.entry({}), { sync: true });
    return undefined;
  }

  /** After a failure nothing is kept, unless the transaction is or may still be committed. */
  async failed(err: unknown): Promise<void> {
    const { store } = this.#options;
    if (err instanceof RecordedRefusal) return;
    if (isCoded(err) && err.code === 'LEDGER_OUTCOME_UNKNOWN') {
      const { txId } = err.params;
      const more = typeof txId === 'string' ? { txId } : {};
      // Not begun: the unknown outcome is that of the run before, whose entry stays.
      if (this.#begun.intent !== undefined) {
        await store.put(this.key, this.entry(more), { sync: true });
      }
      return;
    }
    if (this.#begun.intent !== undefined) await store.delete(this.key);
  }

  async keep(reply: KeptReply): Promise<void> {
    await this.#options.store.put(this.key, this.entry({ reply }), { sync: false });
  }

  entry(more: Partial<Entry>): Entry {
    const expiresAt = new Date(this.#options.now().getTime() + this.#options.keepMs).toISOString();
    return { bodyHash: this.#bodyHash, expiresAt, ...this.#begun, ...more };
  }
}

const inFlight = (): GatewayError =>
  new GatewayError(
    'IDEMPOTENCY_IN_FLIGHT',
    'The first request with this key is still running. Ask again later.',
  );

const unknown = (txId: string): GatewayError =>
  new GatewayError(
    'LEDGER_OUTCOME_UNKNOWN',
    'Whether the earlier try was committed is still not known. Ask for the transaction.',
    { txId, location: `/v1/transactions/${txId}` },
  );

function requireSame(known: string, given: string): void {
  if (known === given) return;
  throw new GatewayError(
    'IDEMPOTENCY_MISMATCH',
    'This Idempotency-Key was used with another request. Take a new key for a new request.',
  );
}
