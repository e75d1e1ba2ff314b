import { AuthorizationScheme, Id, OperatorSelection } from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, askRoute } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'operation';
const params = z.strictObject({ id: Id });
const WrittenScheme = written(AuthorizationScheme, 'WrittenScheme');
const path = '/v1/schemes/{id}';

/** `/v1/schemes` and `/v1/operator-selections`: 实施方案, and how its operator is chosen. */
export function schemes(deps: Writing): Route[] {
  const ofScheme = { tag, params, inPath: ['id'], written: WrittenScheme };
  const inputOf = ({ id }: Readonly<Record<string, unknown>>): { id: unknown } => ({ id });
  return [
    actRoute(deps, {
      name: 'scheme:draft',
      path: '/v1/schemes',
      operationId: 'draftScheme',
      tag,
      written: WrittenScheme,
      location: ({ id }) => `/v1/schemes/${String(id)}`,
    }),
    askRoute(deps, { name: 'scheme:read', path, operationId: 'readScheme', tag, params }),
    actRoute(deps, {
      ...{ ...ofScheme, inputOf, name: 'scheme:decide', operationId: 'decideScheme' },
      path: `${path}/decision`,
    }),
    actRoute(deps, {
      ...{ ...ofScheme, inputOf, name: 'scheme:file', operationId: 'fileScheme' },
      path: `${path}/filing`,
    }),
    actRoute(deps, {
      name: 'scheme:select',
      path: '/v1/operator-selections',
      operationId: 'selectOperator',
      tag,
      written: written(OperatorSelection, 'WrittenSelection'),
      location: ({ id }) => `/v1/operator-selections/${String(id)}`,
    }),
    askRoute(deps, {
      name: 'scheme:selection',
      path: '/v1/operator-selections/{id}',
      operationId: 'readOperatorSelection',
      ...{ tag, params },
    }),
  ];
}
