import { PersonId } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import type { Route } from '../http/route.js';
import type { Ledger } from '../ledger/port.js';
import { askRoute, type Members } from './carried.js';
import { onCase } from './queries.js';
import { CaseParams } from './register.js';

const tag = 'cases';
const inputOf = ({ id }: Members): Members => ({ case: id });
const Paging = z.strictObject({ limit, cursor });

/** What is in a case’s file; the ledger itself decides who may see it. */
export function caseFiles(deps: { readonly ledger: Ledger }): Route[] {
  const ofCase = { tag, params: CaseParams, inputOf };
  return [
    askRoute(deps, {
      ...ofCase,
      name: 'registration:applications',
      path: '/v1/cases/{id}/applications',
      operationId: 'listApplications',
      query: Paging,
    }),
    askRoute(deps, {
      ...ofCase,
      name: 'registration:notice',
      path: '/v1/cases/{id}/notice',
      operationId: 'readNotice',
    }),
    askRoute(deps, {
      ...ofCase,
      name: 'registration:contact',
      path: '/v1/cases/{id}/contact',
      operationId: 'readContact',
      query: z.strictObject({ person: PersonId.optional() }),
    }),
    askRoute(deps, {
      ...ofCase,
      name: 'register:registration',
      path: '/v1/cases/{id}/registration',
      operationId: 'readRegistration',
    }),
    askRoute(deps, {
      ...ofCase,
      name: 'overlap:matches',
      path: '/v1/cases/{id}/matches',
      operationId: 'readMatches',
    }),
    askRoute(deps, {
      ...ofCase,
      name: 'query:log',
      path: '/v1/cases/{id}/queries',
      operationId: 'listQueries',
      inputOf: onCase,
      query: Paging,
    }),
    askRoute(deps, {
      ...ofCase,
      name: 'query:file',
      path: '/v1/cases/{id}/file',
      operationId: 'readFile',
    }),
  ];
}
