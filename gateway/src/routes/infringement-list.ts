import {
  HolderId,
  Id,
  InfringementRemark,
  InfringementStatus,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { Times } from './carried.js';
import { listCited, listOf, openedErrors, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';

const InfringementItem = InfringementRemark.extend({
  registrar: Uscc,
  disputes: z.array(Id),
}).meta({
  id: 'InfringementItem',
  description: '`disputes`: those in which the pack was submitted',
});

/** `GET /v1/infringements`: the packs that concern whoever asks. */
export const infringementList = ({ queries, cursors, now }: RegisterRoutes): Route =>
  route({
    ...{ method: 'get', path: '/v1/infringements', operationId: 'listInfringements' },
    tag: 'infringements',
    summary: 'Packs about suspected copies that concern you, by status, holder, right or dispute',
    description:
      'As holder, as registrar of the right, or as a witness whose statement is in it; in the order ' +
      'in which they were opened. An office names a holder, and its query on it. A page may be short while `next` is there.',
    scope: 'dispute:read',
    query: z.strictObject({
      status: InfringementStatus.exclude(['NOT_YET_OPENED']).optional(),
      holder: HolderId.optional(),
      right: Id.optional(),
      dispute: Id.optional(),
      ...Times,
      ...{ limit, cursor, ...listCited },
    }),
    replies: { 200: listOf(InfringementItem, 'InfringementList') },
    carries: [],
    errors: [...rowErrors, ...openedErrors],
    async handle({ query, principal }) {
      await queries.ready();
      const { asOf = now().toISOString(), knownAt = now().toISOString() } = query;
      const { status, holder, right, dispute } = query;
      const actor = await queries.infringements.reader(principal.identity);
      const opening = { party: holder, cited: query, asOf: now().toISOString() };
      const reader = await queries.register.listReader(actor, opening);
      const filter = { status, holder, right, dispute };
      const name = ['infringements', reader.role, reader.uscc, status, holder, right, dispute];
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.infringements.list(reader, filter, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
