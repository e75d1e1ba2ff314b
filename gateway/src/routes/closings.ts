import { ClosingCheckpoint, Month, Uscc } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { whole } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'closings';
const MonthParams = z.strictObject({ registrar: Uscc, month: Month });
const WrittenClosing = written(ClosingCheckpoint, 'WrittenClosing');
const path = '/v1/closings/{registrar}/{month}';

/** `/v1/closings`: 月结, a registrar’s month closed by officials of two organisations. */
export function closings(deps: Writing): Route[] {
  return [
    actRoute(deps, {
      name: 'closing:propose',
      path: '/v1/closings',
      operationId: 'proposeClosing',
      tag,
      written: WrittenClosing,
      location: ({ registrar, month }) => `/v1/closings/${String(registrar)}/${String(month)}`,
    }),
    actRoute(deps, {
      name: 'closing:approve',
      path: `${path}/approval`,
      operationId: 'approveClosing',
      tag,
      params: MonthParams,
      inputOf: (params) => params,
      inPath: ['registrar', 'month'],
      written: WrittenClosing,
    }),
    askRoute(deps, {
      ...{ name: 'closing:read', path, operationId: 'readClosing', tag, params: MonthParams },
    }),
    askRoute(deps, {
      name: 'closing:gaps',
      path: `${path}/gaps`,
      operationId: 'findGaps',
      tag,
      params: MonthParams,
      query: z.strictObject({
        from: whole(1, 9_999).default(1),
        count: whole(1, 500).default(500),
      }),
    }),
  ];
}
