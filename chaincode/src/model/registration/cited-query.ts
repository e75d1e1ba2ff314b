import type { ErrorCode } from '../errors.js';
import { Code, Id } from '../schema.js';

/** How a read names the query that opens it. */
export const citedQuery = { query: Id.optional(), purpose: Code.optional() };
export const citedQueryErrors = [
  'QUERY_PURPOSE_MISSING',
  'QUERY_NOT_FOUND',
  'QUERY_PURPOSE_EXCEEDED',
] as const satisfies readonly ErrorCode[];
export interface CitedQuery {
  readonly query?: string | undefined;
  readonly purpose?: string | undefined;
}
