import {
  Algorithm,
  ComputeRun,
  DateText,
  DriftEntry,
  driftFacts,
  DriftQuery,
  GrantUse,
  Hex256,
  Id,
  MAX_WEEKS,
  NOT_OBSERVABLE,
  OutputRelease,
  OutputReview,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit, whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members } from './carried.js';
import { Height, listCited, listOf, OPENED, openedErrors, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';
import { written, type Writing } from './written.js';

const tag = 'uses';
const ById = z.strictObject({ id: Id });
const ByGrantee = z.strictObject({ uscc: Uscc });
const asGrant = ({ id }: Members): Members => ({ grant: id });
const asRun = ({ id }: Members): Members => ({ run: id });
const asGrantee = ({ uscc }: Members): Members => ({ grantee: uscc });

const { from, weeks, grant, asOf, audience, nonce } = DriftQuery.shape;

const AttemptItem = z
  .strictObject({ entry: DriftEntry, block: z.int().min(0), index: z.int().min(0) })
  .meta({ id: 'AttemptItem', description: 'A use or a run, permitted or refused, in short' });

const DriftRows = z
  .strictObject({ ...driftFacts, grant: Id.optional(), height: Height })
  .meta({ id: 'DriftRows', description: 'The same as of the last block that was taken in' });

/** `/v1/uses`, `/v1/compute-runs`: what is done with grants, and how far it drifts from them. */
export const uses = (deps: RegisterRoutes): Route[] => [
  ...recorded(deps),
  ...drift(deps),
  ...algorithms(deps),
  ...runs(deps),
];

function recorded(deps: RegisterRoutes): Route[] {
  return [
    actRoute(deps, {
      ...{ name: 'use:record', path: '/v1/uses', operationId: 'recordUse', tag },
      description:
        'What is left out is the whole of what is granted. A use that the grant does not permit is ' +
        'answered with the code of the first reason, and stays on record: `txId` says where.',
      written: written(GrantUse, 'WrittenUse'),
      location: ({ id }) => `/v1/uses/${String(id)}`,
    }),
    listUses(deps),
    askRoute(deps, {
      ...{ name: 'use:read', path: '/v1/uses/{id}', operationId: 'readUse', tag, params: ById },
    }),
    askRoute(deps, {
      ...{ name: 'use:quota', path: '/v1/grants/{id}/quota', operationId: 'readQuota', tag },
      ...{ params: ById, inputOf: asGrant },
    }),
  ];
}

function listUses({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    ...{ method: 'get', path: '/v1/uses', operationId: 'listUses', tag, scope: 'grant:read' },
    summary: 'Uses and runs that you made or granted, refused ones among them',
    description: `${OPENED} A page may be short with \`next\`.`,
    query: z.strictObject({
      grantee: Uscc.optional(),
      grant: Id.optional(),
      outcome: z.enum(['PERMITTED', 'REFUSED']).optional(),
      ...{ limit, cursor, ...listCited },
    }),
    replies: { 200: listOf(AttemptItem, 'AttemptList') },
    carries: [],
    errors: [...rowErrors, ...openedErrors],
    async handle({ query, principal }) {
      await queries.ready();
      const actor = await queries.uses.watcher(principal.identity);
      const { grantee, grant: of, outcome } = query;
      const opening = { parties: [grantee], cited: query, asOf: now().toISOString() };
      await queries.register.opened(actor, opening);
      const name = ['uses', actor.role, actor.uscc, grantee, of, outcome];
      const filter = { grantee, grant: of, outcome };
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.uses.attempts(actor, filter, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}

function drift(deps: RegisterRoutes): Route[] {
  const { queries, now } = deps;
  const path = '/v1/grantees/{uscc}/drift';
  return [
    route({
      ...{ method: 'get', path, operationId: 'readDrift', tag, scope: 'grant:read' },
      summary: 'How far what a grantee declares moves from what was granted, week by week',
      description: `Refused attempts are counted too. ${NOT_OBSERVABLE}`,
      params: ByGrantee,
      query: z.strictObject({
        from: DateText,
        weeks: whole(1, MAX_WEEKS).default(8),
        grant: Id.optional(),
        ...listCited,
      }),
      replies: { 200: DriftRows },
      carries: [],
      errors: [...rowErrors, ...openedErrors],
      async handle({ params, query, principal }) {
        await queries.ready();
        const actor = await queries.uses.watcher(principal.identity);
        const { from: first, weeks: count, grant: under } = query;
        const opening = { parties: [params.uscc], cited: query, asOf: now().toISOString() };
        await queries.register.opened(actor, opening);
        const asked = { from: first, weeks: count, grant: under, grantee: params.uscc };
        const found = await queries.uses.drift(actor, asked);
        const facts = { grantee: params.uscc, weeks: query.weeks, notObservable: NOT_OBSERVABLE };
        const of = query.grant === undefined ? {} : { grant: query.grant };
        const { height } = queries;
        return { status: 200, body: { ...found, ...facts, ...of, complete: true, height } };
      },
    }),
    attestRoute(deps, {
      ...{ name: 'use:drift', path: `${path}/attestation`, operationId: 'attestDrift', tag },
      ...{ params: ByGrantee, inputOf: asGrantee },
      more: { from, weeks, grant, asOf, audience, nonce },
    }),
  ];
}

function algorithms(deps: Writing): Route[] {
  return [
    actRoute(deps, {
      ...{ name: 'compute:register', path: '/v1/algorithms', operationId: 'registerAlgorithm' },
      tag,
      written: written(Algorithm, 'WrittenAlgorithm'),
      location: ({ digest }) => `/v1/algorithms/${String(digest)}`,
    }),
    askRoute(deps, {
      ...{ name: 'compute:algorithm', path: '/v1/algorithms/{digest}', tag },
      ...{ operationId: 'readAlgorithm', params: z.strictObject({ digest: Hex256 }) },
    }),
  ];
}

function runs(deps: Writing): Route[] {
  const run = '/v1/compute-runs/{id}';
  const onRun = { tag, params: ById, inPath: ['run'], inputOf: asRun };
  return [
    actRoute(deps, {
      ...{ name: 'compute:run', path: '/v1/compute-runs', operationId: 'recordRun', tag },
      description: 'A run that the grant does not permit stays on record, as a use does.',
      written: written(ComputeRun, 'WrittenComputeRun'),
      location: ({ id }) => `/v1/compute-runs/${String(id)}`,
    }),
    askRoute(deps, {
      ...{ name: 'compute:read', path: run, operationId: 'readRun', tag, params: ById },
    }),
    actRoute(deps, {
      ...{ ...onRun, name: 'compute:review', path: `${run}/review`, operationId: 'reviewOutput' },
      written: written(OutputReview, 'WrittenOutputReview'),
    }),
    actRoute(deps, {
      ...{ ...onRun, name: 'compute:release', path: `${run}/release` },
      operationId: 'releaseOutput',
      written: written(OutputRelease, 'WrittenOutputRelease'),
    }),
  ];
}
