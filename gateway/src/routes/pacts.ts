import {
  Code,
  Id,
  Instant,
  Pact,
  PactAnswer,
  PactQuery,
  PactSide,
  PactStatus,
  PactTermsQuery,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { listOf, pageOf } from './list.js';
import type { RegisterRoutes } from './register.js';
import { written } from './written.js';

const tag = 'pacts';
const params = z.strictObject({ id: Id });
const path = '/v1/pacts/{id}';
const ofPact = { tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };
const WrittenPactAnswer = written(PactAnswer, 'WrittenPactAnswer');

const PactItem = z
  .strictObject({
    id: Id,
    first: PactSide,
    second: PactSide,
    status: PactStatus,
    reasons: z.array(Code),
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'PactItem', description: '`nextChangeAt`: when time alone changes the status' });
const PactList = listOf(PactItem, 'PactList');

const { audience, nonce } = PactQuery.shape;
const asked = { ...Times, audience, nonce };

/** `/v1/pacts`: 双向公平授权. */
export const pacts = (deps: RegisterRoutes): Route[] => [
  actRoute(deps, {
    ...{ name: 'pact:propose', path: '/v1/pacts', operationId: 'proposePact', tag },
    written: written(Pact, 'WrittenPact'),
    location: ({ id }) => `/v1/pacts/${String(id)}`,
  }),
  listPacts(deps),
  askRoute(deps, {
    ...{ name: 'pact:terms', path: '/v1/pact-terms', operationId: 'compareTerms', tag },
    query: PactTermsQuery,
  }),
  askRoute(deps, {
    ...{ name: 'pact:read', path, operationId: 'readPact', tag, params },
    query: z.strictObject(asked),
  }),
  attestRoute(deps, {
    ...{ name: 'pact:read', path: `${path}/attestation`, operationId: 'attestPact', tag, params },
    more: asked,
  }),
  actRoute(deps, {
    ...{ ...ofPact, name: 'pact:agree', operationId: 'agreePact' },
    ...{ path: `${path}/agreement`, written: WrittenPactAnswer },
  }),
  actRoute(deps, {
    ...{ ...ofPact, name: 'pact:decline', operationId: 'declinePact' },
    ...{ path: `${path}/refusal`, written: WrittenPactAnswer },
  }),
];

function listPacts({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/pacts',
    operationId: 'listPacts',
    tag,
    summary: 'List pacts, of a party or all',
    description:
      'Status is computed for `asOf`, out of both grants. A page may be short while `next` is there.',
    scope: 'grant:read',
    query: z.strictObject({
      party: Uscc.optional(),
      status: PactStatus.optional(),
      ...Times,
      ...{ limit, cursor },
    }),
    replies: { 200: PactList },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const { limit: size, cursor: after, party, status, ...times } = query;
      const { asOf = now().toISOString(), knownAt = now().toISOString() } = times;
      const page = { limit: size, cursor: after };
      const body = await pageOf(cursors, ['pacts', party, status], page, async (request) => ({
        ...(await queries.pacts.list({ party, status }, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
