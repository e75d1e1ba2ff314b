import { HolderId, Id, RightType } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit, whole } from '../http/query.js';
import type { Route } from '../http/route.js';
import type { Ledger } from '../ledger/port.js';
import { askRoute, attestRoute, Times } from './carried.js';

const tag = 'rights';
const Page = { ...Times, limit, cursor };

/** `/v1/rights`: one right, and who holds what. */
export function rights(deps: { readonly ledger: Ledger }): Route[] {
  const one = { name: 'register:right' as const, tag, params: z.strictObject({ id: Id }) };
  return [
    askRoute(deps, {
      ...{ ...one, path: '/v1/rights/{id}', operationId: 'readRight' },
      query: z.strictObject(Times),
    }),
    attestRoute(deps, {
      ...{ ...one, path: '/v1/rights/{id}/attestation', operationId: 'attestRight' },
    }),
    askRoute(deps, {
      name: 'register:rightsOf',
      path: '/v1/assets/{asset}/versions/{version}/rights',
      operationId: 'listRightsOfVersion',
      tag,
      params: z.strictObject({ asset: Id, version: whole(1, 9_999) }),
      query: z.strictObject({ ...Page, right: RightType.optional() }),
      inputOf: ({ asset, version }) => ({ data: { asset, version } }),
    }),
    askRoute(deps, {
      name: 'register:held',
      path: '/v1/parties/{holder}/rights',
      operationId: 'listRightsOfHolder',
      tag,
      params: z.strictObject({ holder: HolderId }),
      query: z.strictObject(Page),
    }),
  ];
}
