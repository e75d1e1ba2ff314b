import { QueryRecord } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'queries';

/** A query on a case, as its own paths say it. */
export const onCase = ({ id }: Members): Members => ({ on: { kind: 'CASE', id } });

/** 查询: purposes that are recorded before anything is opened, and who is shown them. */
export const queryRoutes = (deps: Writing): Route[] => [
  actRoute(deps, {
    ...{ name: 'query:ask', path: '/v1/queries', operationId: 'recordPurpose', tag },
    written: written(QueryRecord, 'WrittenPurpose'),
  }),
  askRoute(deps, {
    ...{ name: 'query:about', path: '/v1/queries', operationId: 'listQueriesAboutMe', tag },
    query: z.strictObject({ limit, cursor }),
  }),
];
