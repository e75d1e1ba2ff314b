import {
  Id,
  Instant,
  platformKinds,
  PlatformStanding,
  PlatformStatus,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { Times } from './carried.js';
import { listOf, pageOf } from './list.js';
import type { RegisterRoutes } from './register.js';

const PlatformItem = PlatformStanding.extend({
  until: Instant.nullable(),
  nextChangeAt: Instant.nullable(),
}).meta({
  id: 'PlatformItem',
  description:
    '`until`: when it is over, as far as is known; `nextChangeAt`: when time alone changes the status',
});

/** `GET /v1/platforms`: what platforms are qualified by at an instant. */
export const platformList = ({ queries, cursors, now }: RegisterRoutes): Route =>
  route({
    ...{ method: 'get', path: '/v1/platforms', operationId: 'listPlatforms', tag: 'platforms' },
    summary: 'What platforms are qualified by, by platform, kind, status or end',
    description:
      'Platform by platform, each with its status at `asOf`: `status=IN_FORCE` gives what was valid ' +
      'then. A page may be short while `next` is there.',
    scope: 'dispute:read',
    query: z.strictObject({
      platform: Id.optional(),
      kind: z.enum(platformKinds).optional(),
      status: PlatformStatus.optional(),
      endsBefore: Instant.optional(),
      ...Times,
      ...{ limit, cursor },
    }),
    replies: { 200: listOf(PlatformItem, 'PlatformList') },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const { asOf = now().toISOString(), knownAt = now().toISOString() } = query;
      const { platform, kind, status, endsBefore } = query;
      const filter = { platform, kind, status, endsBefore };
      const name = ['platforms', platform, kind, status, endsBefore];
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.platforms.list(filter, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
