import {
  catalogue,
  Code,
  Id,
  Instant,
  Party,
  PartyHistoryPage,
  PartyQualification,
  PartyState,
  PartyType,
  QualificationPage,
  QualificationStatus,
  QualificationView,
  QualifyInput,
  RegisterPartyInput,
  Registrar,
  SuspendPartyInput,
  Uscc,
  VerifyPartyInput,
  WithdrawQualificationInput,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import type { Cursors } from '../http/cursor.js';
import type { Queries } from '../index/queries.js';
import { defined } from './evidence.js';
import { listOf, pageOf } from './list.js';
import { checked, commit, reply, written, type Writing } from './written.js';

export interface PartyRoutes extends Writing {
  readonly queries: Queries;
  readonly cursors: Cursors;
  readonly now: () => Date;
}

const ByUscc = z.strictObject({ uscc: Uscc });
const Paging = { limit, cursor };
const WrittenParty = written(Party, 'WrittenParty');
const WrittenQualification = written(PartyQualification, 'WrittenQualification');
const ReasonBody = SuspendPartyInput.omit({ uscc: true }).meta({ id: 'ReasonBody' });

const PartyList = listOf(Party, 'PartyList');
const ListQuery = z.strictObject({
  state: PartyState.optional(),
  type: PartyType.optional(),
  ...Paging,
});
const QualificationItem = z
  .strictObject({ ...QualificationView.shape, nextChangeAt: Instant.nullable() })
  .meta({ id: 'QualificationItem' });
const QualificationList = listOf(QualificationItem, 'QualificationList');
const VerifyPartyBody = VerifyPartyInput.omit({ uscc: true }).meta({ id: 'VerifyPartyBody' });
const { id, code, validFrom, validTo, documentDigest } = QualifyInput.shape;
const QualifyBody = z
  .strictObject({ id, code, validFrom, validTo, documentDigest })
  .meta({ id: 'QualifyBody' });
const WithdrawQualificationBody = WithdrawQualificationInput.pick({ reason: true }).meta({
  id: 'WithdrawQualificationBody',
});

/** `/v1/parties`: 主体, their states and qualifications. */
export function parties(deps: PartyRoutes): Route[] {
  return [
    register(deps),
    ...lists(deps),
    ...reads(deps),
    ...standing(deps),
    ...moves(deps),
    ...qualifying(deps),
  ];
}

function register(deps: PartyRoutes): Route {
  return route({
    method: 'post',
    path: '/v1/parties',
    operationId: 'registerParty',
    tag: 'parties',
    summary: catalogue['party:register'].summary,
    scope: 'party:write',
    body: RegisterPartyInput,
    replies: { 201: WrittenParty },
    carries: ['party:register'],
    async handle(request) {
      const committed = await commit(deps, request, 'party:register', request.body);
      return reply(201, committed, `/v1/parties/${request.body.uscc}`);
    },
  });
}

function lists({ queries, cursors, now }: PartyRoutes): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/parties',
      operationId: 'listParties',
      tag: 'parties',
      summary: 'List parties by state and type',
      scope: 'party:read',
      query: ListQuery,
      replies: { 200: PartyList },
      carries: [],
      errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
      async handle({ query }) {
        await queries.ready();
        const { state, type } = query;
        const body = await pageOf(cursors, ['parties', state, type], query, (request) =>
          queries.parties({ state, type }, request),
        );
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/qualifications',
      operationId: 'listQualifications',
      tag: 'parties',
      summary: 'Who holds a qualification, with the status at an instant',
      description:
        'Status follows from time, so `nextChangeAt` says when it changes without a transaction. ' +
        'A page may be short while `next` is there.',
      scope: 'party:read',
      query: z.strictObject({
        code: Code,
        status: QualificationStatus.optional(),
        asOf: Instant.optional(),
        ...Paging,
      }),
      replies: { 200: QualificationList },
      carries: [],
      errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
      async handle({ query }) {
        await queries.ready();
        const { code, status, asOf = now().toISOString() } = query;
        const body = await pageOf(cursors, ['qualifications', code, status], query, (request) =>
          queries.qualifications(code, { asOf, status }, request),
        );
        return { status: 200, body };
      },
    }),
  ];
}

function reads({ ledger }: PartyRoutes): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/parties/{uscc}',
      operationId: 'readParty',
      tag: 'parties',
      summary: catalogue['party:read'].summary,
      scope: 'party:read',
      params: ByUscc,
      replies: { 200: Party },
      carries: ['party:read'],
      async handle({ params, principal }) {
        const body = await ledger.evaluate('party:read', params, principal.identity);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/parties/{uscc}/history',
      operationId: 'readPartyHistory',
      tag: 'parties',
      summary: catalogue['party:history'].summary,
      scope: 'party:read',
      params: ByUscc,
      query: z.strictObject(Paging),
      replies: { 200: PartyHistoryPage },
      carries: ['party:history'],
      async handle({ params, query, principal }) {
        const input = { ...params, ...defined(query) };
        const body = await ledger.evaluate('party:history', input, principal.identity);
        return { status: 200, body };
      },
    }),
  ];
}

function standing({ ledger, now }: PartyRoutes): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/parties/{uscc}/qualifications',
      operationId: 'readPartyQualifications',
      tag: 'parties',
      summary: catalogue['party:qualifications'].summary,
      scope: 'party:read',
      params: ByUscc,
      query: z.strictObject({ asOf: Instant.optional(), ...Paging }),
      replies: { 200: QualificationPage },
      carries: ['party:qualifications'],
      async handle({ params, query, principal }) {
        const { asOf = now().toISOString(), ...page } = query;
        const input = { ...params, asOf, ...defined(page) };
        const body = await ledger.evaluate('party:qualifications', input, principal.identity);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/registrars/{uscc}',
      operationId: 'readRegistrar',
      tag: 'parties',
      summary: catalogue['party:registrar'].summary,
      scope: 'party:read',
      params: ByUscc,
      replies: { 200: Registrar },
      carries: ['party:registrar'],
      async handle({ params, principal }) {
        const body = await ledger.evaluate('party:registrar', params, principal.identity);
        return { status: 200, body };
      },
    }),
  ];
}

function moves(deps: PartyRoutes): Route[] {
  const common = {
    method: 'post' as const,
    tag: 'parties',
    scope: 'party:write' as const,
    params: ByUscc,
    replies: { 200: WrittenParty },
  };
  return [
    route({
      ...common,
      path: '/v1/parties/{uscc}/verification',
      operationId: 'verifyParty',
      summary: catalogue['party:verify'].summary,
      body: VerifyPartyBody,
      carries: ['party:verify'],
      async handle(request) {
        const input = { ...request.params, ...request.body };
        return reply(200, await commit(deps, request, 'party:verify', input));
      },
    }),
    ...(['suspend', 'exit'] as const).map((verb) =>
      route({
        ...common,
        path: `/v1/parties/{uscc}/${verb === 'exit' ? 'exit' : 'suspension'}`,
        operationId: `${verb}Party`,
        summary: catalogue[`party:${verb}`].summary,
        body: ReasonBody,
        carries: [`party:${verb}`],
        async handle(request) {
          const input = { ...request.params, ...request.body };
          return reply(200, await commit(deps, request, `party:${verb}`, input));
        },
      }),
    ),
  ];
}

function qualifying(deps: PartyRoutes): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/parties/{uscc}/qualifications',
      operationId: 'qualifyParty',
      tag: 'parties',
      summary: catalogue['party:qualify'].summary,
      scope: 'party:write',
      params: ByUscc,
      body: QualifyBody,
      replies: { 201: WrittenQualification },
      carries: ['party:qualify'],
      async handle(request) {
        const input = checked(QualifyInput, { ...request.params, ...request.body });
        const committed = await commit(deps, request, 'party:qualify', input);
        return reply(201, committed, `/v1/parties/${input.uscc}/qualifications`);
      },
    }),
    route({
      method: 'post',
      path: '/v1/parties/{uscc}/qualifications/{id}/withdrawal',
      operationId: 'withdrawQualification',
      tag: 'parties',
      summary: catalogue['party:withdrawQualification'].summary,
      scope: 'party:write',
      params: z.strictObject({ uscc: Uscc, id: Id }),
      body: WithdrawQualificationBody,
      replies: { 200: WrittenQualification },
      carries: ['party:withdrawQualification'],
      async handle(request) {
        const input = { ...request.params, ...request.body };
        return reply(200, await commit(deps, request, 'party:withdrawQualification', input));
      },
    }),
  ];
}
