import {
  Code,
  Grant,
  GrantAnswer,
  GrantConduct,
  GrantProof,
  GrantQuery,
  GrantScope,
  GrantSource,
  GrantStatus,
  Id,
  Instant,
  PermitsAnswer,
  PermitsQuery,
  type TransactionName,
  Uscc,
  UseQuestion,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit, whole } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { Height, listOf, pageOf } from './list.js';
import type { RegisterRoutes } from './register.js';
import { written } from './written.js';

const tag = 'grants';
/** Uses of one request. */
const MAX_USES = 500;
const params = z.strictObject({ id: Id });
const path = '/v1/grants/{id}';
const ofGrant = { tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };
const WrittenAnswer = written(GrantAnswer, 'WrittenGrantAnswer');
const WrittenConduct = written(GrantConduct, 'WrittenGrantConduct');

/** What becomes of a grant, in the order in which it may. */
const acts: readonly { name: TransactionName; noun: string; operationId: string }[] = [
  { name: 'grant:suspend', noun: 'suspension', operationId: 'suspendGrant' },
  { name: 'grant:resume', noun: 'resumption', operationId: 'resumeGrant' },
  { name: 'grant:narrow', noun: 'narrowing', operationId: 'narrowGrant' },
  { name: 'grant:revoke', noun: 'revocation', operationId: 'revokeGrant' },
  { name: 'grant:renounce', noun: 'renunciation', operationId: 'renounceGrant' },
  {
    name: 'grant:proposeTermination',
    noun: 'termination-proposals',
    operationId: 'proposeGrantTermination',
  },
  { name: 'grant:confirmTermination', noun: 'termination', operationId: 'confirmGrantTermination' },
];

const GrantItem = z
  .strictObject({
    id: Id,
    grantor: Uscc,
    grantee: Uscc,
    source: GrantSource,
    status: GrantStatus,
    reasons: z.array(Code),
    purposes: GrantScope.shape.purposes,
    term: GrantScope.shape.term,
    nextChangeAt: Instant.nullable(),
  })
  .meta({ id: 'GrantItem', description: '`nextChangeAt`: when time alone changes the status' });
const GrantList = listOf(GrantItem, 'GrantList');

const { audience, nonce } = GrantQuery.shape;
const echoed = { audience, nonce };
const question = PermitsQuery.omit({ grant: true, units: true }).shape;
/** In a query the count is text, and lists are texts between commas. */
const list = (text: z.ZodType<unknown, string[]>): z.ZodType =>
  z
    .string()
    .max(4_000)
    .transform((value) => value.split(','))
    .pipe(text)
    .optional();
const asked = {
  ...question,
  fields: list(question.fields.unwrap()),
  parts: list(question.parts.unwrap()),
  units: whole(1, 1_000_000_000).optional(),
};

/** `/v1/grants`: 授权与再授权, and the decision whether a use is permitted. */
export const grants = (deps: RegisterRoutes): Route[] => [
  ...offers(deps),
  ...acts.map(({ name, noun, operationId }) =>
    actRoute(deps, {
      ...ofGrant,
      name,
      operationId,
      path: `${path}/${noun}`,
      written: WrittenConduct,
    }),
  ),
  ...decisions(deps),
];

function offers(deps: RegisterRoutes): Route[] {
  const read = { ...ofGrant, name: 'grant:read' as const };
  return [
    actRoute(deps, {
      ...{ name: 'grant:offer', path: '/v1/grants', operationId: 'offerGrant', tag },
      written: written(Grant, 'WrittenGrant'),
      location: ({ id }) => `/v1/grants/${String(id)}`,
    }),
    listGrants(deps),
    askRoute(deps, {
      ...{ ...read, path, operationId: 'readGrant' },
      query: z.strictObject({ ...Times, ...echoed }),
    }),
    attestRoute(deps, {
      ...{ ...read, path: `${path}/attestation`, operationId: 'attestGrant' },
      more: { ...Times, ...echoed },
    }),
    actRoute(deps, {
      ...{ ...ofGrant, name: 'grant:accept', operationId: 'acceptGrant' },
      ...{ path: `${path}/acceptance`, written: WrittenAnswer },
    }),
    actRoute(deps, {
      ...{ ...ofGrant, name: 'grant:decline', operationId: 'declineGrant' },
      ...{ path: `${path}/refusal`, written: WrittenAnswer },
    }),
    actRoute(deps, {
      ...{ ...ofGrant, name: 'grant:prove', operationId: 'proveGrantee' },
      ...{ path: `${path}/proofs`, written: written(GrantProof, 'WrittenGrantProof') },
    }),
  ];
}

function decisions(deps: RegisterRoutes): Route[] {
  const inputOf = ({ id }: Members): Members => ({ grant: id });
  const permits = { name: 'grant:permits' as const, tag, params, inputOf };
  const more = PermitsQuery.omit({ grant: true }).shape;
  return [
    askRoute(deps, {
      ...{ ...permits, path: `${path}/decision`, operationId: 'decideUse' },
      query: z.strictObject(asked),
    }),
    attestRoute(deps, {
      ...{ ...permits, path: `${path}/decision/attestation`, operationId: 'attestDecision', more },
    }),
    decideUses(deps),
  ];
}

const DecidedUses = z
  .strictObject({
    items: z.array(PermitsAnswer.pick({ question: true, decision: true, chain: true })),
    ...{ asOf: Instant, knownAt: Instant, beacon: z.int().min(0), height: Height },
  })
  .meta({ id: 'DecidedUses', description: 'Decisions in the order of their questions' });

/** For whoever guards a service with grants: many decisions, of one height, without a peer. */
function decideUses({ queries, now }: RegisterRoutes): Route {
  return route({
    method: 'post',
    path: '/v1/decisions',
    operationId: 'decideUses',
    tag,
    summary: 'Decide about many uses at once, out of the read model',
    description:
      'The same rules over the same records as `/v1/grants/{id}/decision`, at the height stated. ' +
      'Unsigned: what is to convince somebody else is asked for as an attestation. An unknown ' +
      'grant or purpose refuses that use alone.',
    scope: 'grant:read',
    body: z
      .strictObject({ uses: z.array(UseQuestion).min(1).max(MAX_USES), ...Times })
      .meta({ id: 'DecideUsesBody' }),
    replies: { 200: DecidedUses },
    carries: [],
    errors: ['AS_OF_TOO_LATE', 'READ_MODEL_STOPPED'],
    keeps: 'memory',
    async handle({ body: { uses, ...asked } }) {
      await queries.ready();
      const body = await queries.decisions.of(uses, asked, now().toISOString());
      return { status: 200, body };
    },
  });
}

function listGrants({ queries, cursors, now }: RegisterRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/grants',
    operationId: 'listGrants',
    tag,
    summary: 'List grants by grantor, grantee, or the right or grant they are made of',
    description:
      'Status is computed for `asOf`, out of everything above a grant. A page may be short while ' +
      '`next` is there. What is left of a count is asked of one grant, and not here.',
    scope: 'grant:read',
    query: z.strictObject({
      grantor: Uscc.optional(),
      grantee: Uscc.optional(),
      source: Id.optional(),
      status: GrantStatus.optional(),
      ...Times,
      ...{ limit, cursor },
    }),
    replies: { 200: GrantList },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const { limit: size, cursor: after, ...rest } = query;
      const { asOf = now().toISOString(), knownAt = now().toISOString(), ...filter } = rest;
      const { grantor, grantee, source, status } = filter;
      const name = ['grants', grantor, grantee, source, status];
      const body = await pageOf(cursors, name, { limit: size, cursor: after }, async (request) => ({
        ...(await queries.grants.list(filter, { asOf, knownAt }, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
