import {
  CheckReason,
  DisclosureSeen,
  Id,
  Instant,
  Listing,
  ListingConduct,
  ListingStart,
  ListingStatus,
  MarketDisclosure,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { listOf, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';
import { written, type Writing } from './written.js';

const tag = 'market';
const params = z.strictObject({ id: Id });
const path = '/v1/listings/{id}';
const ofListing = { tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };
const WrittenConduct = written(ListingConduct, 'WrittenListingConduct');

const ListingItem = z
  .strictObject({
    listing: Listing,
    status: ListingStatus,
    reasons: z.array(CheckReason),
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'ListingItem', description: '`nextChangeAt`: when time alone changes the status' });

/** `/v1/listings`, `/v1/market-disclosures`: 挂牌 and what is told of it. */
export const listings = (deps: RegisterRoutes): Route[] => [
  actRoute(deps, {
    ...{ name: 'listing:apply', path: '/v1/listings', operationId: 'applyForListing', tag },
    written: written(Listing, 'WrittenListing'),
    location: ({ id }) => `/v1/listings/${String(id)}`,
  }),
  listListings(deps),
  askRoute(deps, {
    ...{ name: 'listing:read', path, operationId: 'readListing', tag, params },
    query: z.strictObject(Times),
  }),
  attestRoute(deps, {
    ...{ name: 'listing:read', path: `${path}/attestation`, operationId: 'attestListing' },
    ...{ tag, params },
  }),
  actRoute(deps, {
    ...{ ...ofListing, name: 'listing:list', operationId: 'startListing', path: `${path}/start` },
    description: 'Names the check and the nonce that the exchange gave for it.',
    written: written(ListingStart, 'WrittenListingStart'),
  }),
  actRoute(deps, {
    ...{ ...ofListing, name: 'listing:suspend', operationId: 'suspendListing' },
    ...{ path: `${path}/suspension`, written: WrittenConduct },
  }),
  actRoute(deps, {
    ...{ ...ofListing, name: 'listing:resume', operationId: 'resumeListing' },
    ...{ path: `${path}/resumption`, written: WrittenConduct },
  }),
  actRoute(deps, {
    ...{ ...ofListing, name: 'listing:delist', operationId: 'delistListing' },
    ...{ path: `${path}/delisting`, written: WrittenConduct },
  }),
  ...disclosures(deps),
];

function disclosures(deps: Writing): Route[] {
  const of = '/v1/market-disclosures';
  return [
    actRoute(deps, {
      ...{ name: 'listing:disclose', path: of, operationId: 'discloseToMarket', tag },
      written: written(MarketDisclosure, 'WrittenMarketDisclosure'),
      location: ({ id }) => `${of}/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'listing:disclosure', path: `${of}/{id}`, operationId: 'readMarketDisclosure' },
      ...{ tag, params },
    }),
    actRoute(deps, {
      ...{ name: 'listing:acknowledge', path: `${of}/{id}/acknowledgement`, tag, params },
      ...{ operationId: 'acknowledgeDisclosure', inPath: ['disclosure'] },
      inputOf: ({ id }: Members): Members => ({ disclosure: id }),
      written: written(DisclosureSeen, 'WrittenDisclosureSeen'),
    }),
  ];
}

function listListings({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    ...{ method: 'get', path: '/v1/listings', operationId: 'listListings', tag },
    summary: 'Listings, by exchange, seller, right or status',
    description:
      'Status is computed for `asOf`: a freeze that came later suspends a listing by itself. A page ' +
      'may be short while `next` is there.',
    scope: 'market:read',
    query: z.strictObject({
      exchange: Uscc.optional(),
      seller: Uscc.optional(),
      subject: Id.optional(),
      status: ListingStatus.optional(),
      ...Times,
      ...{ limit, cursor },
    }),
    replies: { 200: listOf(ListingItem, 'ListingList') },
    carries: [],
    errors: rowErrors,
    async handle({ query }) {
      await queries.ready();
      const { exchange, seller, subject, status } = query;
      const { asOf = now().toISOString(), knownAt = now().toISOString() } = query;
      const name = ['listings', exchange, seller, subject, status];
      const filter = { exchange, seller, subject, status };
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.market.listings(filter, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
