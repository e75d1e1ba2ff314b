import { Id, InfringementRemark, InfringementStatus, Uscc } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { Times } from './carried.js';
import { listOf, pageOf } from './list.js';
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
    summary: 'Packs about suspected copies that concern you, by status, right or dispute',
    description:
      'As holder, as registrar of the right, or as a witness whose statement is in it; in the order ' +
      'in which they were opened. A page may be short while `next` is there.',
    scope: 'dispute:read',
    query: z.strictObject({
      status: InfringementStatus.exclude(['NOT_YET_OPENED']).optional(),
      right: Id.optional(),
      dispute: Id.optional(),
      ...Times,
      ...{ limit, cursor },
    }),
    replies: { 200: listOf(InfringementItem, 'InfringementList') },
    carries: [],
    errors: rowErrors,
    async handle({ query, principal }) {
      await queries.ready();
      const { asOf = now().toISOString(), knownAt = now().toISOString() } = query;
      const { status, right, dispute } = query;
      const reader = await queries.infringements.reader(principal.identity);
      const filter = { status, right, dispute };
      const name = ['infringements', reader.role, reader.uscc, status, right, dispute];
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.infringements.list(reader, filter, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
