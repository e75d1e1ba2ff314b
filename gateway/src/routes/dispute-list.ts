import {
  DisputeCase,
  DisputePath,
  DisputeStatus,
  HolderId,
  Id,
  Instant,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { Times } from './carried.js';
import { listCited, listOf, openedErrors, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';

const { path, body, claimant, respondents, subjects, rights } = DisputeCase.shape;

const DisputeItem = z
  .strictObject({
    ...{ id: Id, path, body, claimant, respondents, subjects, rights },
    ...{ status: DisputeStatus, blocks: z.boolean(), unheard: z.array(HolderId) },
    ...{ executionOpen: z.boolean(), filedAt: Instant, nextChangeAt: Instant.nullable() },
  })
  .meta({
    id: 'DisputeItem',
    description:
      '`unheard`: who was not heard yet and may still be; `nextChangeAt`: when the day to answer of ' +
      'one of them has passed',
  });

/** `GET /v1/disputes`: the disputes that concern whoever asks. */
export const disputeList = ({ queries, cursors, now }: RegisterRoutes): Route =>
  route({
    ...{ method: 'get', path: '/v1/disputes', operationId: 'listDisputes', tag: 'disputes' },
    summary: 'Disputes that concern you, by status, path, body, side or right',
    description:
      'As a side, as the body, or as registrar of a right that one is about; in the order of filing. ' +
      'Another office names a side, and the query that it recorded about it. Status is computed for `asOf`. A page may be short while `next` is there.',
    scope: 'dispute:read',
    query: z.strictObject({
      status: DisputeStatus.exclude(['NOT_YET_FILED']).optional(),
      path: DisputePath.optional(),
      body: Uscc.optional(),
      side: HolderId.optional(),
      right: Id.optional(),
      ...Times,
      ...{ limit, cursor, ...listCited },
    }),
    replies: { 200: listOf(DisputeItem, 'DisputeList') },
    carries: [],
    errors: [...rowErrors, ...openedErrors],
    async handle({ query, principal }) {
      await queries.ready();
      const { asOf = now().toISOString(), knownAt = now().toISOString() } = query;
      const { status, path, body, side, right } = query;
      const actor = await queries.disputes.reader(principal.identity);
      const opening = { party: side, cited: query, asOf: now().toISOString() };
      const reader = await queries.register.listReader(actor, opening);
      const filter = { status, path, body, side, right };
      const name = ['disputes', reader.role, reader.uscc, status, path, body, side, right];
      const page = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.disputes.list(reader, filter, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body: page };
    },
  });
