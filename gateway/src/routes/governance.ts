import {
  ApproveInput,
  catalogue,
  Founding,
  Id,
  Proposal,
  ProposeInput,
  RatifyInput,
  SettingKind,
  SettingPage,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { defined } from './evidence.js';
import { commit, reply, written, type Writing } from './written.js';

const ById = z.strictObject({ id: Id });
const WrittenProposal = written(Proposal, 'WrittenProposal');
const ApproveBody = ApproveInput.omit({ id: true }).meta({ id: 'ApproveBody' });
const Empty = z.strictObject({}).meta({ id: 'Empty', description: 'An empty object' });

/** `/v1/governance`: the channel’s own configuration, by two organisations’ officials. */
export function governance(deps: Writing): Route[] {
  return [...founding(deps), ...proposing(deps), ...reads(deps)];
}

const common = { tag: 'governance', scope: 'governance:write' as const, method: 'post' as const };

function founding(deps: Writing): Route[] {
  return [
    route({
      ...common,
      path: '/v1/governance/founding',
      operationId: 'foundChannel',
      summary: catalogue['governance:found'].summary,
      body: Founding,
      replies: { 201: WrittenProposal },
      carries: ['governance:found'],
      async handle(request) {
        return reply(201, await commit(deps, request, 'governance:found', request.body));
      },
    }),
    route({
      ...common,
      path: '/v1/governance/founding/ratification',
      operationId: 'ratifyFounding',
      summary: catalogue['governance:ratify'].summary,
      body: RatifyInput,
      replies: { 200: WrittenProposal },
      carries: ['governance:ratify'],
      async handle(request) {
        return reply(200, await commit(deps, request, 'governance:ratify', request.body));
      },
    }),
  ];
}

function proposing(deps: Writing): Route[] {
  return [
    route({
      ...common,
      path: '/v1/governance/proposals',
      operationId: 'proposeChange',
      summary: catalogue['governance:propose'].summary,
      body: ProposeInput,
      replies: { 201: WrittenProposal },
      carries: ['governance:propose'],
      async handle(request) {
        const committed = await commit(deps, request, 'governance:propose', request.body);
        return reply(201, committed, `/v1/governance/proposals/${request.body.id}`);
      },
    }),
    route({
      ...common,
      path: '/v1/governance/proposals/{id}/approval',
      operationId: 'approveChange',
      summary: catalogue['governance:approve'].summary,
      params: ById,
      body: ApproveBody,
      replies: { 200: WrittenProposal },
      carries: ['governance:approve'],
      async handle(request) {
        const input = { ...request.params, ...request.body };
        return reply(200, await commit(deps, request, 'governance:approve', input));
      },
    }),
    route({
      ...common,
      path: '/v1/governance/proposals/{id}/rejection',
      operationId: 'rejectChange',
      summary: catalogue['governance:reject'].summary,
      params: ById,
      body: Empty,
      replies: { 200: WrittenProposal },
      carries: ['governance:reject'],
      async handle(request) {
        return reply(200, await commit(deps, request, 'governance:reject', request.params));
      },
    }),
  ];
}

function reads({ ledger }: Writing): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/governance/proposals/{id}',
      operationId: 'readProposal',
      tag: 'governance',
      summary: catalogue['governance:proposal'].summary,
      scope: 'governance:read',
      params: ById,
      replies: { 200: Proposal },
      carries: ['governance:proposal'],
      async handle({ params, principal }) {
        const body = await ledger.evaluate('governance:proposal', params, principal.identity);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/governance/settings/{kind}',
      operationId: 'listSettings',
      tag: 'governance',
      summary: catalogue['governance:settings'].summary,
      scope: 'governance:read',
      params: z.strictObject({ kind: SettingKind }),
      query: z.strictObject({ limit, cursor }),
      replies: { 200: SettingPage },
      carries: ['governance:settings'],
      async handle({ params, query, principal }) {
        const input = { ...params, ...defined(query) };
        const body = await ledger.evaluate('governance:settings', input, principal.identity);
        return { status: 200, body };
      },
    }),
  ];
}
