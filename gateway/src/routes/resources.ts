import {
  DateText,
  Id,
  Instant,
  LookupCode,
  PublicResourceRegistration,
  ResourceStatus,
  Uscc,
  VersionRef,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit, whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { listOf, pageOf } from './list.js';
import { CaseParams, type RegisterRoutes } from './register.js';
import { written } from './written.js';

const tag = 'public resources';
const ResourceItem = z
  .strictObject({
    lookupCode: LookupCode,
    case: Id,
    registrar: Uscc,
    holder: Uscc,
    data: VersionRef,
    status: ResourceStatus,
    registeredAt: Instant,
    lastValidDay: DateText,
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'ResourceItem' });
const ResourceList = listOf(ResourceItem, 'ResourceList');
const ListQuery = z.strictObject({
  registrar: Uscc.optional(),
  holder: Uscc.optional(),
  status: ResourceStatus.optional(),
  asOf: Instant.optional(),
  ...{ limit, cursor },
});
const WrittenResource = written(PublicResourceRegistration, 'WrittenResource');

/** `/v1/public-resources`: 公共数据资源登记, from the code on; cases on them are under `/v1/cases`. */
export function resources(deps: RegisterRoutes): Route[] {
  const params = z.strictObject({ lookupCode: LookupCode });
  const path = '/v1/public-resources/{lookupCode}';
  const one = { name: 'resource:read' as const, tag, params };
  const ofCase = {
    ...{ tag, params: CaseParams, inputOf: ({ id }: Members) => ({ case: id }), inPath: ['case'] },
    ...{ written: WrittenResource, location: (of: Members) => `/v1/cases/${String(of['case'])}` },
  };
  return [
    actRoute(deps, {
      ...{ ...ofCase, name: 'resource:assignCode', path: '/v1/cases/{id}/lookup-code' },
      operationId: 'assignLookupCode',
    }),
    actRoute(deps, {
      ...{ ...ofCase, name: 'resource:update', path: '/v1/cases/{id}/resource-update' },
      operationId: 'updateResource',
    }),
    list(deps),
    askRoute(deps, {
      ...{ ...one, path, operationId: 'readResource' },
      query: z.strictObject(Times),
    }),
    attestRoute(deps, { ...one, path: `${path}/attestation`, operationId: 'attestResource' }),
    askRoute(deps, {
      name: 'resource:of',
      path: '/v1/assets/{asset}/versions/{version}/public-resources',
      operationId: 'listResourcesOfVersion',
      tag,
      params: z.strictObject({ asset: Id, version: whole(1, 9_999) }),
      query: z.strictObject({ ...Times, limit, cursor }),
      inputOf: ({ asset, version }) => ({ data: { asset, version } }),
    }),
  ];
}

function list({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/public-resources',
    operationId: 'listResources',
    tag,
    summary: 'List public data resources by registrar, holder and status',
    description:
      'Status is computed for `asOf`; `nextChangeAt` says when time alone changes it. A page may ' +
      'be short while `next` is there.',
    scope: 'registration:read',
    query: ListQuery,
    replies: { 200: ResourceList },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const { registrar, holder, status } = query;
      const knownAt = now().toISOString();
      const asked = { registrar, holder, status, asOf: query.asOf ?? knownAt, knownAt };
      const name = ['public-resources', registrar, holder, status];
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.resources.list(asked, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
