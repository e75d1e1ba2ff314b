import {
  HoldAnswer,
  Id,
  JudicialOrder,
  OrderExecution,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { type Writing, written } from './written.js';

const params = z.strictObject({ id: Id });
const named = { params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };
const WrittenHold = written(HoldAnswer, 'WrittenHold');
const WrittenOrder = written(JudicialOrder, 'WrittenOrder');

type HoldAct = readonly [name: TransactionName, path: string, operationId: string];

const orderActs: readonly HoldAct[] = [
  ['order:freeze', '/v1/orders/freezes', 'freezeByOrder'],
  ['order:unfreeze', '/v1/orders/{id}/lifting', 'liftOrder'],
  ['order:renew', '/v1/orders/{id}/renewals', 'renewOrder'],
  ['order:handOver', '/v1/orders/{id}/hand-overs', 'handOverOrder'],
];
const controlActs: readonly HoldAct[] = [
  ['control:impose', '/v1/controls', 'imposeControl'],
  ['control:lift', '/v1/controls/{id}/lifting', 'liftControl'],
  ['control:renew', '/v1/controls/{id}/renewals', 'renewControl'],
];

const holdRoutes = (deps: Writing, tag: string, acts: readonly HoldAct[]): Route[] =>
  acts.map(([name, path, operationId]) =>
    actRoute(deps, {
      ...{ name, path, operationId, tag, written: WrittenHold },
      ...(path.includes('{id}') ? named : {}),
    }),
  );

/** `/v1/orders` and `/v1/controls`: what a court, and what an authority lays upon rights and parties. */
export function orders(deps: Writing): Route[] {
  const tag = 'orders';
  return [
    ...holdRoutes(deps, tag, orderActs),
    actRoute(deps, {
      ...{ name: 'order:cancel', path: '/v1/orders/cancellations', operationId: 'cancelByOrder' },
      ...{ tag, written: WrittenOrder, location },
    }),
    actRoute(deps, {
      ...{ name: 'order:transfer', path: '/v1/orders/transfers', operationId: 'transferByOrder' },
      ...{ tag, written: WrittenOrder, location },
    }),
    actRoute(deps, {
      ...{ name: 'order:award', path: '/v1/orders/awards', operationId: 'recordAward' },
      ...{ tag, written: WrittenOrder, location },
    }),
    actRoute(deps, {
      ...{ ...named, name: 'order:execute', path: '/v1/orders/{id}/executions', tag },
      ...{ operationId: 'recordExecution', written: written(OrderExecution, 'WrittenExecution') },
    }),
    askRoute(deps, {
      ...{ name: 'order:read', path: '/v1/orders/{id}', operationId: 'readOrder', tag, params },
    }),
    ...holdRoutes(deps, 'controls', controlActs),
  ];
}

const location = ({ id }: Members): string => `/v1/orders/${String(id)}`;
