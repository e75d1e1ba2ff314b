import type { Name } from '@shuquan/chaincode/model';
import type { z } from 'zod';
import type { Principal } from '../auth/principal.js';
import type { Scope } from '../auth/scope.js';
import type { Code } from '../errors.js';
import type { Attempt } from './attempt.js';
import type { Octets } from './octets.js';

/** What a handler gets: everything parsed, the caller known. */
export interface RouteRequest<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly principal: Principal;
  readonly attempt: Attempt;
  /** The media type to answer in, one of the route’s. */
  readonly accepts: string;
  readonly lastEventId: string | undefined;
  /** The bytes of a route that takes them. */
  readonly octets?: Octets;
  /** Aborts when the client goes or the gateway closes. */
  readonly signal: AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** JSON, raw bytes, or text in pieces (`accepts` of the request says what they are). */
  readonly body: unknown;
  readonly bytes?: Uint8Array;
  readonly stream?: AsyncIterable<string>;
  /** Bytes in pieces, of the media type given. */
  readonly content?: { readonly mediaType: string; readonly pieces: AsyncIterable<Uint8Array> };
  readonly headers?: Readonly<Record<string, string>>;
}

/** One route as data. Express and OpenAPI are both fed from it. */
export interface Route {
  readonly method: 'get' | 'post';
  /** As in OpenAPI: `/v1/evidence/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly scope: Scope;
  /** Answers without a credential, in the gateway’s own name. */
  readonly isPublic?: true;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Bytes; 64 KiB where not given. */
  readonly bodyLimit?: number;
  /** Takes bytes of any media type instead of JSON, as a stream. */
  readonly takesOctets?: boolean;
  readonly replies: Readonly<Record<number, z.ZodType>>;
  /** Media types beside JSON. */
  readonly produces?: readonly string[];
  /** The one media type that it answers in, where that is not JSON. */
  readonly media?: string;
  /** Transactions and queries of the catalogue that it carries; their errors become its own. */
  readonly carries: readonly Name[];
  /** Errors beyond those of what it carries and those that every route has. */
  readonly errors?: readonly Code[];
  /** Answers with private data are never kept on disk. */
  readonly keeps?: 'disk' | 'memory';
  handle(request: RouteRequest): Promise<Reply>;
}

interface TypedRoute<P, Q, B> extends Omit<Route, 'params' | 'query' | 'body' | 'handle'> {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  handle(request: RouteRequest<P, Q, B>): Promise<Reply>;
}

/** Types a handler by its schemas; at run time it gets what they parsed. */
export const route = <P = undefined, Q = undefined, B = undefined>(
  spec: TypedRoute<P, Q, B>,
): Route => spec;
