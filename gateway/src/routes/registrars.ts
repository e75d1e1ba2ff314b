import { CaseStatus, CaseType, HandOver, Instant, Month, Uscc } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute } from './carried.js';
import type { RegisterRoutes } from './register.js';
import { Height } from './list.js';
import { written } from './written.js';

const tag = 'registrars';
const RegistrarParams = z.strictObject({ uscc: Uscc });
const WrittenHandOver = written(HandOver, 'WrittenHandOver');
const path = '/v1/hand-overs/{registrar}';
const HandOverParams = z.strictObject({ registrar: Uscc });

const Count = z.int().min(0);
const RegistrarStatistics = z
  .strictObject({
    registrar: Uscc,
    asOf: Instant,
    cases: z.array(
      z.strictObject({ month: Month, type: CaseType, status: CaseStatus, count: Count }),
    ),
    certificates: z.array(
      z.strictObject({ month: Month, issued: Count, voids: Count, closed: z.boolean() }),
    ),
    height: Height,
  })
  .meta({
    id: 'RegistrarStatistics',
    description: 'Cases by the month in which they were applied for; numbers by their own month',
  });

/** `/v1/hand-overs` and `/v1/statistics`: a registrar that leaves, and what each has done. */
export function registrars(deps: RegisterRoutes): Route[] {
  return [
    actRoute(deps, {
      name: 'exit:announce',
      path: '/v1/hand-overs',
      operationId: 'announceHandOver',
      tag,
      written: WrittenHandOver,
    }),
    askRoute(deps, {
      name: 'exit:read',
      ...{ path, operationId: 'readHandOver', tag, params: HandOverParams },
    }),
    actRoute(deps, {
      name: 'exit:complete',
      path: `${path}/completion`,
      operationId: 'completeHandOver',
      tag,
      params: HandOverParams,
      inputOf: (params) => params,
      inPath: ['registrar'],
      written: WrittenHandOver,
    }),
    statistics(deps),
  ];
}

function statistics({ queries, now }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/statistics/registrars/{uscc}',
    operationId: 'readRegistrarStatistics',
    tag,
    summary: 'How many cases and certificates a registrar has, by month, type and status',
    scope: 'registration:read',
    params: RegistrarParams,
    replies: { 200: RegistrarStatistics },
    carries: [],
    errors: ['READ_MODEL_STOPPED'],
    async handle({ params: { uscc } }) {
      await queries.ready();
      const { height } = queries;
      const asOf = now().toISOString();
      const counts = await queries.register.statistics(uscc, { asOf, knownAt: asOf });
      return { status: 200, body: { registrar: uscc, asOf, ...counts, height } };
    },
  });
}
