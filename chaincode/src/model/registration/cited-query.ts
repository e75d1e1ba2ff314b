import type { ErrorCode } from '../errors.js';
import { Code, Id } from '../schema.js';

/**
 * How a read names the query that opens it: one that was recorded about the record itself, or about
 * the dispute in whose file the record is. The body of that dispute names the dispute alone.
 */
export const citedQuery = {
  query: Id.optional(),
  purpose: Code.optional(),
  dispute: Id.optional(),
};
export const citedQueryErrors = [
  'QUERY_PURPOSE_MISSING',
  'QUERY_NOT_FOUND',
  'QUERY_PURPOSE_EXCEEDED',
] as const satisfies readonly ErrorCode[];
/** The members of an input that cite a query, as far as they are there. */
export const citedIn = ({ query, purpose, dispute }: CitedQuery): CitedQuery => ({
  ...(query === undefined ? {} : { query }),
  ...(purpose === undefined ? {} : { purpose }),
  ...(dispute === undefined ? {} : { dispute }),
});
export interface CitedQuery {
  readonly query?: string | undefined;
  readonly purpose?: string | undefined;
  readonly dispute?: string | undefined;
}
