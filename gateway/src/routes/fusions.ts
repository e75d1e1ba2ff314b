import { FusionAnswer, FusionProject, Id } from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'fusions';
const params = z.strictObject({ id: Id });
const path = '/v1/fusions/{id}';
const ofFusion = { tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };
const WrittenAnswer = written(FusionAnswer, 'WrittenFusionAnswer');

/** `/v1/fusions`: 融合开发. */
export const fusions = (deps: Writing): Route[] => [
  actRoute(deps, {
    ...{ name: 'fusion:propose', path: '/v1/fusions', operationId: 'proposeFusion', tag },
    written: written(FusionProject, 'WrittenFusion'),
    location: ({ id }) => `/v1/fusions/${String(id)}`,
  }),
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
