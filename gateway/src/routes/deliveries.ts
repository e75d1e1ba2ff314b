import {
  BoundKey,
  BoundKeyDrop,
  Delivery,
  DeliveryArrival,
  DeliveryDispute,
  DeliveryReceipt,
  DeliverySilence,
  DeliveryStatus,
  DisputeAnswer,
  Hex256,
  Id,
  Instant,
  Nonce,
  Uscc,
  VersionRef,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit, whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members } from './carried.js';
import { listCited, listOf, OPENED, openedErrors, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';
import { written } from './written.js';

const tag = 'deliveries';
const ById = z.strictObject({ id: Id });
const path = '/v1/deliveries/{id}';
const asDelivery = ({ id }: Members): Members => ({ delivery: id });
const onDelivery = { tag, params: ById, inPath: ['delivery'], inputOf: asDelivery } as const;
const SIGNED = 'Signed with a key of the party’s own, which never comes here.';

/** `/v1/deliveries`: 交付与签收, signed by both sides, and disputed chunk by chunk. */
export const deliveries = (deps: RegisterRoutes): Route[] => [
  ...keys(deps),
  actRoute(deps, {
    ...{ name: 'delivery:dispatch', path: '/v1/deliveries', operationId: 'dispatchDelivery', tag },
    description: `${SIGNED} The bytes go another way; the ledger has the root over their chunks.`,
    written: written(Delivery, 'WrittenDelivery'),
    location: ({ id }) => `/v1/deliveries/${String(id)}`,
  }),
  list(deps),
  ...reading(deps),
  ...receiving(deps),
  ...disputing(deps),
];

function keys(deps: RegisterRoutes): Route[] {
  return [
    actRoute(deps, {
      ...{ name: 'delivery:bindKey', path: '/v1/delivery-keys', operationId: 'bindKey', tag },
      description: SIGNED,
      written: written(BoundKey, 'WrittenBoundKey'),
    }),
    actRoute(deps, {
      ...{ name: 'delivery:dropKey', path: '/v1/delivery-keys/{holder}/drop', tag },
      ...{ operationId: 'dropKey', params: z.strictObject({ holder: Hex256 }) },
      ...{ inPath: ['holder'], inputOf: ({ holder }: Members): Members => ({ holder }) },
      written: written(BoundKeyDrop, 'WrittenBoundKeyDrop'),
    }),
  ];
}

function reading(deps: RegisterRoutes): Route[] {
  return [
    askRoute(deps, {
      ...{ name: 'delivery:read', path, operationId: 'readDelivery', tag, params: ById },
      query: z.strictObject({ asOf: Instant.optional() }),
    }),
    attestRoute(deps, {
      ...{ name: 'delivery:read', path: `${path}/attestation`, tag, params: ById },
      operationId: 'attestDelivery',
      more: { asOf: Instant.optional(), audience: Uscc.optional(), nonce: Nonce.optional() },
    }),
    askRoute(deps, {
      ...{ name: 'delivery:refusals', path: '/v1/grants/{id}/refused-deliveries', tag },
      ...{ operationId: 'listRefusedDeliveries', params: ById },
      query: z.strictObject({ limit, cursor }),
      inputOf: ({ id }: Members): Members => ({ grant: id }),
    }),
  ];
}

function receiving(deps: RegisterRoutes): Route[] {
  return [
    actRoute(deps, {
      ...{ ...onDelivery, name: 'delivery:arrive', path: `${path}/arrival` },
      ...{ operationId: 'recordArrival', description: SIGNED },
      written: written(DeliveryArrival, 'WrittenDeliveryArrival'),
    }),
    actRoute(deps, {
      ...{ ...onDelivery, name: 'delivery:acknowledge', path: `${path}/receipt` },
      ...{ operationId: 'acknowledgeDelivery', description: SIGNED },
      written: written(DeliveryReceipt, 'WrittenDeliveryReceipt'),
    }),
  ];
}

function disputing(deps: RegisterRoutes): Route[] {
  return [
    actRoute(deps, {
      ...{ ...onDelivery, name: 'delivery:dispute', path: `${path}/disputes` },
      ...{ operationId: 'disputeChunk', description: SIGNED },
      written: written(DeliveryDispute, 'WrittenDeliveryDispute'),
    }),
    actRoute(deps, {
      ...{ name: 'delivery:answer', path: `${path}/disputes/{number}/answer`, tag },
      ...{ operationId: 'answerDispute', description: SIGNED, inPath: ['delivery', 'dispute'] },
      params: z.strictObject({ id: Id, number: whole(1, 16) }),
      inputOf: ({ id, number }: Members): Members => ({ delivery: id, dispute: number }),
      written: written(DisputeAnswer, 'WrittenDisputeAnswer'),
    }),
  ];
}

const DeliveryItem = z
  .strictObject({
    id: Id,
    grant: Id,
    sender: Uscc,
    recipient: Uscc,
    data: VersionRef,
    status: DeliveryStatus,
    silence: DeliverySilence,
    dispatchedAt: Instant,
    receiptDueAt: Instant,
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'DeliveryItem' });
const DeliveryList = listOf(DeliveryItem, 'DeliveryList');

function list({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/deliveries',
    operationId: 'listDeliveries',
    tag,
    summary: 'List deliveries by grant, sender, receiver and status',
    description:
      `A party sees those it sent or received. ${OPENED} Status is ` +
      'computed for `asOf`; `nextChangeAt` says when silence counts. A page may be short while `next` ' +
      'is there.',
    scope: 'delivery:read',
    query: z.strictObject({
      grant: Id.optional(),
      sender: Uscc.optional(),
      recipient: Uscc.optional(),
      status: DeliveryStatus.optional(),
      asOf: Instant.optional(),
      ...{ limit, cursor, ...listCited },
    }),
    replies: { 200: DeliveryList },
    carries: [],
    errors: [...rowErrors, ...openedErrors],
    async handle({ query, principal }) {
      await queries.ready();
      const { limit: size, cursor: after, asOf = now().toISOString() } = query;
      const { grant, sender, recipient, status } = query;
      const filter = { grant, sender, recipient, status };
      const actor = await queries.deliveries.reader(principal.identity);
      const parties = [sender, recipient];
      await queries.register.opened(actor, { parties, cited: query, asOf: now().toISOString() });
      const name = ['deliveries', actor.role, actor.uscc, grant, sender, recipient, status];
      const body = await pageOf(cursors, name, { limit: size, cursor: after }, async (request) => ({
        ...(await queries.deliveries.list(actor, { ...filter, asOf }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
