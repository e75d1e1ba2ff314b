import {
  Beacon,
  BeaconProposal,
  BeaconStatement,
  catalogue,
  MspId,
  type BeaconStatement as Statement,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { commit, reply, written, type Writing } from './written.js';

const MAX_NUMBER = 999_999_999_999;
const ByNumber = z.strictObject({ number: whole(1, MAX_NUMBER) });
const WrittenProposal = written(BeaconProposal, 'WrittenBeaconProposal');
const ConfirmBody = catalogue['beacon:confirm'].input
  .omit({ number: true, proposer: true })
  .meta({ id: 'ConfirmBeaconBody' });

/** `/v1/beacons`: 可信时间, stated by witnesses. */
export function beacons(deps: Writing): Route[] {
  return [...reads(deps), ...writes(deps)];
}

function reads({ ledger }: Writing): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/beacons/latest',
      operationId: 'readLatestBeacon',
      tag: 'beacons',
      summary: catalogue['beacon:latest'].summary,
      scope: 'beacon:read',
      replies: { 200: Beacon },
      carries: ['beacon:latest'],
      async handle({ principal }) {
        const body = await ledger.evaluate('beacon:latest', {}, principal.identity);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/beacons/covering/{block}',
      operationId: 'readCoveringBeacon',
      tag: 'beacons',
      summary: catalogue['beacon:covering'].summary,
      scope: 'beacon:read',
      params: z.strictObject({ block: whole(0, MAX_NUMBER) }),
      replies: { 200: Beacon },
      carries: ['beacon:covering'],
      async handle({ params, principal }) {
        // A beacon states a number of blocks: block n is seen once there are n + 1.
        const input = { height: params.block + 1 };
        const body = await ledger.evaluate('beacon:covering', input, principal.identity);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/beacons/{number}',
      operationId: 'readBeacon',
      tag: 'beacons',
      summary: catalogue['beacon:read'].summary,
      scope: 'beacon:read',
      params: ByNumber,
      replies: { 200: Beacon },
      carries: ['beacon:read'],
      async handle({ params, principal }) {
        const body = await ledger.evaluate('beacon:read', params, principal.identity);
        return { status: 200, body };
      },
    }),
  ];
}

function writes(deps: Writing): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/beacons',
      operationId: 'proposeBeacon',
      tag: 'beacons',
      summary: catalogue['beacon:propose'].summary,
      scope: 'beacon:write',
      body: BeaconStatement,
      replies: { 201: WrittenProposal },
      carries: ['beacon:propose'],
      async handle(request) {
        const body: Statement = request.body;
        const committed = await commit(deps, request, 'beacon:propose', body);
        return reply(201, committed, `/v1/beacons/${String(body.number)}`);
      },
    }),
    route({
      method: 'post',
      path: '/v1/beacons/{number}/proposals/{proposer}/confirmation',
      operationId: 'confirmBeacon',
      tag: 'beacons',
      summary: catalogue['beacon:confirm'].summary,
      scope: 'beacon:write',
      params: z.strictObject({ number: whole(1, MAX_NUMBER), proposer: MspId }),
      body: ConfirmBody,
      replies: { 200: WrittenProposal },
      carries: ['beacon:confirm'],
      async handle(request) {
        const input = { ...request.params, ...request.body };
        return reply(200, await commit(deps, request, 'beacon:confirm', input));
      },
    }),
  ];
}
