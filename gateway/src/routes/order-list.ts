import {
  BlockedSet,
  CaseNo,
  Encumbered,
  EncumbranceStatus,
  Id,
  Instant,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { Times } from './carried.js';
import { listOf, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';

const OrderItem = z
  .strictObject({
    on: Encumbered,
    id: Id,
    court: Uscc,
    caseNo: CaseNo,
    blocks: BlockedSet,
    status: EncumbranceStatus,
    position: z.int().min(1).optional(),
    from: Instant,
    until: Instant,
    attachedAt: Instant.optional(),
  })
  .meta({ id: 'OrderItem' });

/** `GET /v1/orders`: judicial orders as they are at an instant. */
export const orderList = ({ queries, cursors, now }: RegisterRoutes): Route =>
  route({
    ...{ method: 'get', path: '/v1/orders', operationId: 'listOrders', tag: 'orders' },
    summary: 'Judicial orders, by court, status or the end of their term',
    description:
      'Status is computed for `asOf`: the queue moves on, and terms end, without a block. A page may ' +
      'be short while `next` is there.',
    scope: 'encumbrance:read',
    query: z.strictObject({
      court: Uscc.optional(),
      status: EncumbranceStatus.optional(),
      endsBefore: Instant.optional(),
      ...Times,
      ...{ limit, cursor },
    }),
    replies: { 200: listOf(OrderItem, 'OrderList') },
    carries: [],
    errors: rowErrors,
    async handle({ query }) {
      await queries.ready();
      const { court, status, endsBefore } = query;
      const { asOf = now().toISOString(), knownAt = now().toISOString() } = query;
      const filter = { court, status, endsBefore };
      const name = ['orders', court, status, endsBefore];
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.orders.list(filter, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
