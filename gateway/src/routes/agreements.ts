import {
  AgreementStatus,
  AuthorizationAgreement,
  Id,
  Instant,
  type TransactionName,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Cursors } from '../http/cursor.js';
import { cursor, limit, whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import type { Queries } from '../index/queries.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { listOf, pageOf } from './list.js';
import { written, type Writing } from './written.js';

const tag = 'operation';
const params = z.strictObject({ id: Id });
const WrittenAgreement = written(AuthorizationAgreement, 'WrittenAgreement');
const path = '/v1/agreements/{id}';

export interface AgreementRoutes extends Writing {
  readonly queries: Queries;
  readonly cursors: Cursors;
  readonly now: () => Date;
}

/** Steps of an agreement, in the order in which it takes them. */
const acts: readonly { name: TransactionName; noun: string; operationId: string }[] = [
  { name: 'agreement:sign', noun: 'signatures', operationId: 'signAgreement' },
  { name: 'agreement:file', noun: 'filing', operationId: 'fileAgreement' },
  { name: 'agreement:suspend', noun: 'suspension', operationId: 'suspendAgreement' },
  { name: 'agreement:resume', noun: 'resumption', operationId: 'resumeAgreement' },
  { name: 'agreement:terminate', noun: 'termination', operationId: 'terminateAgreement' },
  { name: 'agreement:planExit', noun: 'exit', operationId: 'planAgreementExit' },
  { name: 'agreement:handOver', noun: 'hand-over', operationId: 'handOverOperation' },
  { name: 'agreement:closeExit', noun: 'exit-closing', operationId: 'closeAgreementExit' },
];

const AgreementItem = z
  .strictObject({
    id: Id,
    status: AgreementStatus,
    implementingBody: Uscc,
    operator: Uscc,
    mode: AuthorizationAgreement.shape.mode,
    term: AuthorizationAgreement.shape.term,
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'AgreementItem', description: '`nextChangeAt`: when time alone changes the status' });
const AgreementList = listOf(AgreementItem, 'AgreementList');

/** `/v1/agreements`: 授权运营协议, and what its supervisors see of it. */
export function agreements(deps: AgreementRoutes): Route[] {
  const inputOf = ({ id }: Members): Members => ({ id });
  const read = { name: 'agreement:read' as const, tag, params, inputOf };
  const supervised = {
    name: 'operation:supervise' as const,
    ...{ tag, params, inputOf: ({ id }: Members): Members => ({ agreement: id }) },
  };
  return [
    actRoute(deps, {
      name: 'agreement:draft',
      path: '/v1/agreements',
      operationId: 'draftAgreement',
      tag,
      written: WrittenAgreement,
      location: ({ id }) => `/v1/agreements/${String(id)}`,
    }),
    list(deps),
    askRoute(deps, {
      ...{ ...read, path, operationId: 'readAgreement', query: z.strictObject(Times) },
    }),
    attestRoute(deps, { ...read, path: `${path}/attestation`, operationId: 'attestAgreement' }),
    ...acts.map(({ name, noun, operationId }) =>
      actRoute(deps, {
        ...{ name, operationId, tag, params, inputOf, inPath: ['id'] },
        path: `${path}/${noun}`,
        written: WrittenAgreement,
      }),
    ),
    askRoute(deps, {
      ...{ ...supervised, path: `${path}/supervision`, operationId: 'superviseOperation' },
      query: z.strictObject({
        from: whole(1, 999_999_999).default(1),
        count: whole(1, 200).default(100),
        ...Times,
      }),
    }),
    attestRoute(deps, {
      ...supervised,
      path: `${path}/supervision/attestation`,
      operationId: 'attestSupervision',
    }),
  ];
}

function list({ queries, cursors, now }: AgreementRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/agreements',
    operationId: 'listAgreements',
    tag,
    summary: 'List operating agreements by status, implementing body or operator',
    description: 'Status is computed for `asOf`. A page may be short while `next` is there.',
    scope: 'operation:read',
    query: z.strictObject({
      status: AgreementStatus.optional(),
      implementingBody: Uscc.optional(),
      operator: Uscc.optional(),
      asOf: Instant.optional(),
      ...{ limit, cursor },
    }),
    replies: { 200: AgreementList },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const { limit: size, cursor: after, asOf = now().toISOString(), ...filter } = query;
      const { status, implementingBody, operator } = filter;
      const name = ['agreements', implementingBody, operator, status];
      const body = await pageOf(cursors, name, { limit: size, cursor: after }, async (request) => ({
        ...(await queries.operation.agreements({ ...filter, asOf }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
