import {
  FusionAnswer,
  FusionProject,
  FusionView,
  Id,
  Instant,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { listOf, pageOf } from './list.js';
import type { RegisterRoutes } from './register.js';
import { written } from './written.js';

const tag = 'fusions';
const params = z.strictObject({ id: Id });
const path = '/v1/fusions/{id}';
const ofFusion = { tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };
const WrittenAnswer = written(FusionAnswer, 'WrittenFusionAnswer');

const { project, status, missing } = FusionView.shape;
const { name, participants } = project.shape;
const FusionItem = z
  .strictObject({ id: Id, name, participants, status, missing, proposedAt: Instant })
  .meta({ id: 'FusionItem', description: '`missing`: whose agreement it waits for' });
const FusionList = listOf(FusionItem, 'FusionList');

/** `/v1/fusions`: 融合开发. */
export const fusions = (deps: RegisterRoutes): Route[] => [
  actRoute(deps, {
    ...{ name: 'fusion:propose', path: '/v1/fusions', operationId: 'proposeFusion', tag },
    written: written(FusionProject, 'WrittenFusion'),
    location: ({ id }) => `/v1/fusions/${String(id)}`,
  }),
  listFusions(deps),
  askRoute(deps, { name: 'fusion:read', path, operationId: 'readFusion', tag, params }),
  actRoute(deps, {
    ...{ ...ofFusion, name: 'fusion:agree', operationId: 'agreeFusion' },
    ...{ path: `${path}/agreements`, written: WrittenAnswer },
  }),
  actRoute(deps, {
    ...{ ...ofFusion, name: 'fusion:decline', operationId: 'declineFusion' },
    ...{ path: `${path}/refusal`, written: WrittenAnswer },
  }),
];

function listFusions({ queries, cursors }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/fusions',
    operationId: 'listFusions',
    tag,
    summary: 'List projects in which data is fused, of a participant or all',
    scope: 'grant:read',
    query: z.strictObject({
      party: Uscc.optional(),
      status: status.optional(),
      ...{ limit, cursor },
    }),
    replies: { 200: FusionList },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query: { limit: size, cursor: after, ...filter } }) {
      await queries.ready();
      const page = { limit: size, cursor: after };
      const list = ['fusions', filter.party, filter.status];
      const body = await pageOf(cursors, list, page, async (request) => ({
        ...(await queries.fusions.list(filter, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
