import {
  DerivationLink,
  Id,
  Instant,
  LineageNode,
  MAX_AFFECTED_PAGE,
  Nonce,
  ProcessingStep,
  rootKinds,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Cursors } from '../http/cursor.js';
import { cursor, limit, whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import type { Queries } from '../index/queries.js';
import { actRoute, askRoute, attestRoute, type Members } from './carried.js';
import { Height } from './list.js';
import { written, type Writing } from './written.js';

const tag = 'lineage';
const params = z.strictObject({ id: Id });
const Versioned = z.strictObject({ asset: Id, version: whole(1, 9_999) });
const path = '/v1/versions/{asset}/{version}';
const inputOf = ({ asset, version }: Members): Members => ({ version: { asset, version } });
const depth = z.int().min(1).max(32);
const inPage = { limit: z.int().min(1).max(100), cursor: z.string().max(512).optional() };

const LineageList = z
  .strictObject({
    items: z.array(z.strictObject({ depth: z.int().min(1), link: DerivationLink })),
    next: z.string().optional(),
    truncated: z.boolean().optional(),
    height: Height,
  })
  .meta({
    id: 'LineageList',
    description:
      '`height`: blocks that every page of the list takes into account, as the first did. ' +
      '`truncated`, on the last page: whether the lineage goes on beyond the depth',
  });

export interface LineageRoutes extends Writing {
  readonly queries: Queries;
  readonly cursors: Cursors;
}

/** 溯源: how data was processed, from what it was made, and what falls with what. */
export const lineage = (deps: LineageRoutes): Route[] => [
  actRoute(deps, {
    ...{ name: 'lineage:record', path: '/v1/processing-steps', operationId: 'recordStep', tag },
    written: written(ProcessingStep, 'WrittenStep'),
    location: ({ id }) => `/v1/processing-steps/${String(id)}`,
  }),
  askRoute(deps, {
    ...{ name: 'lineage:step', path: '/v1/processing-steps/{id}', operationId: 'readStep' },
    ...{ tag, params },
  }),
  actRoute(deps, {
    ...{ name: 'lineage:derive', path: '/v1/derivations', operationId: 'stateDerivation', tag },
    written: written(LineageNode, 'WrittenDerivation'),
  }),
  ...traces(deps),
  ...provenance(deps),
  ...affected(deps),
];

function traces(deps: LineageRoutes): Route[] {
  const signed = { tag, params: Versioned, inputOf, more: { depth, ...inPage } };
  return [
    traceRoute(deps, 'UP'),
    attestRoute(deps, {
      ...{ ...signed, name: 'lineage:traceUp', path: `${path}/sources/attestation` },
      operationId: 'attestSources',
    }),
    traceRoute(deps, 'DOWN'),
    attestRoute(deps, {
      ...{ ...signed, name: 'lineage:traceDown', path: `${path}/derivatives/attestation` },
      operationId: 'attestDerivatives',
    }),
  ];
}

/** From the read model: a graph of any size, and a list that stands still while it is read. */
function traceRoute({ queries, cursors }: LineageRoutes, direction: 'UP' | 'DOWN'): Route {
  const isUp = direction === 'UP';
  return route({
    method: 'get',
    path: `${path}/${isUp ? 'sources' : 'derivatives'}`,
    operationId: isUp ? 'traceUp' : 'traceDown',
    tag,
    summary: `List what a data version was ${isUp ? 'made from' : 'made into'}, nearest first`,
    scope: 'operation:read',
    params: Versioned,
    query: z.strictObject({ depth: whole(1, 32).default(8), limit, cursor }),
    replies: { 200: LineageList },
    carries: [],
    errors: ['CURSOR_INVALID', 'LINEAGE_LIMIT_EXCEEDED', 'READ_MODEL_STOPPED'],
    async handle({ params: version, query }) {
      await queries.ready();
      const name = JSON.stringify([
        'lineage',
        direction,
        version.asset,
        version.version,
        query.depth,
      ]);
      const asked = { version, direction, depth: query.depth };
      const after = cursors.open(name, query.cursor);
      const request = { limit: query.limit, after };
      const { next, ...page } = await queries.lineage.trace(asked, request, queries.height);
      const more = next === undefined ? {} : { next: cursors.seal(name, next) };
      return { status: 200, body: { ...page, ...more } };
    },
  });
}

function provenance(deps: LineageRoutes): Route[] {
  const direction = z.enum(['UP', 'DOWN']);
  const of = { name: 'lineage:prov' as const, tag, params: Versioned, inputOf };
  return [
    askRoute(deps, {
      ...{ ...of, path: `${path}/provenance`, operationId: 'exportProvenance' },
      query: z.strictObject({
        depth: whole(1, 32).default(8),
        direction: direction.default('UP'),
      }),
    }),
    attestRoute(deps, {
      ...{ ...of, path: `${path}/provenance/attestation`, operationId: 'attestProvenance' },
      more: { depth, direction },
    }),
  ];
}

function affected(deps: LineageRoutes): Route[] {
  const AnyId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{2,129}$/);
  const of = {
    ...{ name: 'lineage:affected' as const, tag },
    params: z.strictObject({ kind: z.enum(rootKinds), id: AnyId }),
    inputOf: ({ kind, id }: Members): Members => ({ of: { kind, id } }),
  };
  const at = '/v1/affected/{kind}/{id}';
  return [
    askRoute(deps, {
      ...{ ...of, path: at, operationId: 'listAffected' },
      query: z.strictObject({
        ...{ limit: whole(1, MAX_AFFECTED_PAGE).default(MAX_AFFECTED_PAGE), cursor },
        ...{ asOf: Instant.optional(), knownAt: Instant.optional() },
      }),
    }),
    attestRoute(deps, {
      ...{ ...of, path: `${at}/attestation`, operationId: 'attestAffected' },
      more: {
        limit: z.int().min(1).max(MAX_AFFECTED_PAGE),
        cursor: z.string().max(512).optional(),
        asOf: Instant.optional(),
        knownAt: Instant.optional(),
        audience: Uscc.optional(),
        nonce: Nonce.optional(),
      },
    }),
  ];
}
