import { CaseStatus, CaseType, HolderId, Instant, Uscc } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { caseActs } from './case-acts.js';
import { caseFiles } from './case-files.js';
import { listCited, listOf, OPENED, openedErrors, pageOf } from './list.js';
import { CaseItem, CaseParams, type RegisterRoutes, rowErrors, WrittenCase } from './register.js';

const tag = 'cases';
const CaseList = listOf(CaseItem, 'CaseList');
const ListQuery = z.strictObject({
  status: CaseStatus.optional(),
  type: CaseType.optional(),
  registrar: Uscc.optional(),
  applicant: HolderId.optional(),
  dueBefore: Instant.optional(),
  asOf: Instant.optional(),
  ...{ limit, cursor, ...listCited },
});

/** `/v1/cases`: 登记, from the application to the certificate. */
export function cases(deps: RegisterRoutes): Route[] {
  const inputOf = ({ id }: Members): Members => ({ id });
  const read = { name: 'registration:read' as const, tag, params: CaseParams, inputOf };
  return [
    actRoute(deps, {
      name: 'registration:apply',
      path: '/v1/cases',
      operationId: 'applyForRegistration',
      tag,
      description:
        'Who applies goes into `private`: it is kept by its custodians, and never on the chain. For a ' +
        'natural person the registrar applies, with `onBehalf`.',
      written: WrittenCase,
      location: ({ id }) => `/v1/cases/${String(id)}`,
    }),
    list(deps),
    askRoute(deps, {
      ...read,
      path: '/v1/cases/{id}',
      operationId: 'readCase',
      query: z.strictObject(Times),
    }),
    attestRoute(deps, {
      ...read,
      path: '/v1/cases/{id}/attestation',
      operationId: 'attestCase',
      more: Times,
    }),
    ...caseActs(deps),
    ...caseFiles(deps),
  ];
}

function list({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/cases',
    operationId: 'listCases',
    tag,
    summary: 'List cases by status, type, registrar, applicant or deadline',
    description:
      `Registrars see every case, a party those it is a party to. ${OPENED} Status ` +
      'is computed for `asOf`. A page may be short while `next` is there.',
    scope: 'registration:read',
    query: ListQuery,
    replies: { 200: CaseList },
    carries: [],
    errors: [...rowErrors, ...openedErrors],
    async handle({ query, principal }) {
      await queries.ready();
      const { register } = queries;
      const actor = await register.reader(principal.identity);
      const { limit: size, cursor: after, asOf, query: named, purpose, ...filter } = query;
      const knownAt = now().toISOString();
      const parties = [filter.applicant];
      await register.opened(actor, { parties, cited: { query: named, purpose }, asOf: knownAt });
      const asked = { ...filter, asOf: asOf ?? knownAt, knownAt };
      const page = { limit: size, cursor: after };
      const body = await pageOf(cursors, register.listOf(actor, filter), page, async (request) => ({
        ...(await register.cases(actor, asked, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
