import {
  Deal,
  DealAcceptance,
  DealStatus,
  Id,
  isWatcher,
  SettlementRef,
  Uscc,
  Venue,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { listCited, listOf, OPENED, openedErrors, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';
import { written } from './written.js';

const tag = 'market';
const params = z.strictObject({ id: Id });
const path = '/v1/deals/{id}';
const ofDeal = { tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };

const DealItem = z.strictObject({ deal: Deal, status: DealStatus }).meta({ id: 'DealItem' });

/** `/v1/deals`: 场内 and 场外. */
export const deals = (deps: RegisterRoutes): Route[] => [
  actRoute(deps, {
    ...{ name: 'deal:propose', path: '/v1/deals', operationId: 'proposeDeal', tag },
    description:
      'With `listing` on its exchange, with `terms` outside of one. An intermediary states its duties ' +
      '(数据安全法 33).',
    written: written(Deal, 'WrittenDeal'),
    location: ({ id }) => `/v1/deals/${String(id)}`,
  }),
  listDeals(deps),
  askRoute(deps, { ...{ name: 'deal:read', path, operationId: 'readDeal', tag, params } }),
  actRoute(deps, {
    ...{ ...ofDeal, name: 'deal:accept', operationId: 'acceptDeal', path: `${path}/acceptance` },
    written: written(DealAcceptance, 'WrittenDealAcceptance'),
  }),
  actRoute(deps, {
    ...{ ...ofDeal, name: 'deal:settle', operationId: 'settleDeal', path: `${path}/settlement` },
    written: written(SettlementRef, 'WrittenSettlement'),
  }),
];

function listDeals({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    ...{ method: 'get', path: '/v1/deals', operationId: 'listDeals', tag },
    summary: 'Deals in which you are a side',
    description: `${OPENED} A page may be short while \`next\` is there.`,
    scope: 'market:read',
    query: z.strictObject({
      party: Uscc.optional(),
      venue: Venue.optional(),
      status: DealStatus.optional(),
      ...{ limit, cursor, ...listCited },
    }),
    replies: { 200: listOf(DealItem, 'DealList') },
    carries: [],
    errors: [...rowErrors, ...openedErrors],
    async handle({ query, principal }) {
      await queries.ready();
      const actor = await queries.register.reader(principal.identity);
      const { venue, status, party: wanted = actor.uscc } = query;
      const party = isWatcher(actor.role) ? wanted : actor.uscc;
      const opening = { parties: [party], cited: query, asOf: now().toISOString() };
      await queries.register.opened(actor, opening);
      const body = await pageOf(
        cursors,
        ['deals', party, venue, status],
        query,
        async (request) => ({
          ...(await queries.market.deals({ party, venue, status }, request)),
          height: queries.height,
        }),
      );
      return { status: 200, body };
    },
  });
}
