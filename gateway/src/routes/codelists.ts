import { catalogue, ListId, ListPage, PublishedList, PublishInput } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { LARGE_BODY } from '../http/body.js';
import { cursor, limit, whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { defined } from './evidence.js';
import { commit, reply, written, type Writing } from './written.js';

const WrittenList = written(PublishedList, 'WrittenList');

/** `/v1/code-lists`: signed, versioned vocabularies and working-day calendars. */
export function codelists(deps: Writing): Route[] {
  const { ledger } = deps;
  return [
    route({
      method: 'post',
      path: '/v1/code-lists',
      operationId: 'publishList',
      tag: 'code lists',
      summary: catalogue['codelist:publish'].summary,
      scope: 'codelist:write',
      body: PublishInput,
      bodyLimit: LARGE_BODY,
      replies: { 201: WrittenList },
      carries: ['codelist:publish'],
      async handle(request) {
        const { listId, version } = request.body.document;
        const committed = await commit(deps, request, 'codelist:publish', request.body);
        return reply(201, committed, `/v1/code-lists/${listId}/versions/${String(version)}`);
      },
    }),
    route({
      method: 'get',
      path: '/v1/code-lists/{listId}/versions',
      operationId: 'listListVersions',
      tag: 'code lists',
      summary: catalogue['codelist:versions'].summary,
      scope: 'codelist:read',
      params: z.strictObject({ listId: ListId }),
      query: z.strictObject({ limit, cursor }),
      replies: { 200: ListPage },
      carries: ['codelist:versions'],
      async handle({ params, query, principal }) {
        const input = { ...params, ...defined(query) };
        const body = await ledger.evaluate('codelist:versions', input, principal.identity);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/code-lists/{listId}/versions/{version}',
      operationId: 'readList',
      tag: 'code lists',
      summary: catalogue['codelist:read'].summary,
      scope: 'codelist:read',
      params: z.strictObject({ listId: ListId, version: whole(1, 1_000_000) }),
      replies: { 200: PublishedList },
      carries: ['codelist:read'],
      async handle({ params, principal }) {
        const body = await ledger.evaluate('codelist:read', params, principal.identity);
        return { status: 200, body };
      },
    }),
  ];
}
