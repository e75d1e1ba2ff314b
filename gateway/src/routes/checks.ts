import {
  catalogue,
  EvaluateCheckInput,
  Instant,
  RightsCheck,
  TransactionId,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members } from './carried.js';
import { listOf, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';
import { checked, written } from './written.js';

const tag = 'market';
const Body = EvaluateCheckInput.meta({ id: 'EvaluateCheckBody' });

const CheckItem = z
  .strictObject({
    check: RightsCheck,
    usedBy: z.string().nullable(),
    expired: z.boolean(),
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'RightsCheckItem', description: '`nextChangeAt`: when it can not be relied on' });

/** `/v1/rights-checks`: 权属核验. */
export const checks = (deps: RegisterRoutes): Route[] => [
  actRoute(deps, {
    ...{ name: 'check:submit', path: '/v1/rights-checks', operationId: 'submitCheck', tag },
    description:
      'CLEAR, or NOT_CLEAR with every reason and the record that it comes from. It is good for one ' +
      'audience, one set of terms and one nonce, once, until `validUntil`.',
    written: written(RightsCheck, 'WrittenCheck'),
  }),
  listChecks(deps),
  evaluateCheck(deps),
  attestRoute(deps, {
    ...{ name: 'check:evaluate', path: '/v1/rights-checks/attestation', tag },
    ...{ operationId: 'attestCheck', more: EvaluateCheckInput.shape },
  }),
  askRoute(deps, {
    ...{ name: 'check:read', path: '/v1/rights-checks/{txId}', operationId: 'readCheck', tag },
    params: z.strictObject({ txId: TransactionId }),
    inputOf: ({ txId }: Members): Members => ({ txId }),
  }),
];

/** The question has more parts than a query string takes, and is put by POST. */
function evaluateCheck({ ledger }: RegisterRoutes): Route {
  return route({
    ...{ method: 'post', path: '/v1/rights-checks/evaluation', operationId: 'evaluateCheck', tag },
    summary: 'What stands for and against listing a right under terms, every reason told',
    scope: 'market:read',
    body: Body,
    replies: { 200: catalogue['check:evaluate'].output },
    carries: ['check:evaluate'],
    keeps: 'memory',
    async handle({ body, principal }) {
      const input = checked(EvaluateCheckInput, body);
      return {
        status: 200,
        body: await ledger.evaluate('check:evaluate', input, principal.identity),
      };
    },
  });
}

function listChecks({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    ...{ method: 'get', path: '/v1/rights-checks', operationId: 'listChecks', tag },
    summary: 'Submitted rights checks, by whom they are for or whom they are about',
    description: 'A page may be short while `next` is there.',
    scope: 'market:read',
    query: z.strictObject({
      audience: Uscc.optional(),
      seller: Uscc.optional(),
      verdict: z.enum(['CLEAR', 'NOT_CLEAR']).optional(),
      asOf: Instant.optional(),
      ...{ limit, cursor },
    }),
    replies: { 200: listOf(CheckItem, 'RightsCheckList') },
    carries: [],
    errors: rowErrors,
    async handle({ query }) {
      await queries.ready();
      const { audience, seller, verdict, asOf = now().toISOString() } = query;
      const name = ['rights-checks', audience, seller, verdict];
      const filter = { audience, seller, verdict };
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.market.checks(filter, asOf, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
