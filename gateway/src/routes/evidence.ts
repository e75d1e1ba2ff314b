import {
  catalogue,
  type DepositInput as Deposit,
  DepositInput,
  DigestAlgorithm,
  EvidenceHistoryPage,
  EvidenceKind,
  EvidenceRecord,
  EvidenceView,
  EraseInput,
  Hex256,
  Id,
  Instant,
  LedgerError,
  PayloadView,
  ProvenInterval,
  Tombstone,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { LARGE_BODY } from '../http/body.js';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import type { Cursors } from '../http/cursor.js';
import type { Queries } from '../index/queries.js';
import type { SubmitOptions } from '../ledger/port.js';
import { answerOf, Organizations, SignedAnswer } from './answer.js';
import { Height, listOf, pageOf } from './list.js';
import { Base64, bytesOf, commit, reply, written, type Writing } from './written.js';

export interface EvidenceRoutes extends Writing {
  readonly queries: Queries;
  readonly cursors: Cursors;
}

const ById = z.strictObject({ id: Id });
const Paging = { limit, cursor };

/** Goes into the transient map and nowhere else; the ledger holds only the salted commitment. */
const PrivatePayload = z
  .strictObject({ payload: Base64, salt: Base64 })
  .meta({ id: 'PrivatePayload', description: 'Private bytes and their salt of 16 bytes or more' });
const DepositBody = z
  .strictObject({ ...DepositInput.shape, private: PrivatePayload.optional() })
  .meta({ id: 'DepositBody' });
const EraseBody = EraseInput.omit({ id: true }).meta({ id: 'EraseBody' });

/** A view with its place on the ledger; `block` is null until the read model has taken it in. */
const EvidenceItem = z
  .strictObject({
    ...EvidenceView.shape,
    block: z.int().min(0).nullable(),
    provenInterval: ProvenInterval,
  })
  .meta({ id: 'EvidenceItem' });
const EvidenceAnswer = z
  .strictObject({ ...EvidenceItem.shape, height: Height })
  .meta({ id: 'EvidenceAnswer' });
const EvidenceList = listOf(EvidenceItem, 'EvidenceList');
const DepositedEvidence = written(EvidenceRecord, 'DepositedEvidence');
const ErasedEvidence = written(Tombstone, 'ErasedEvidence');
const AttestEvidenceBody = z
  .strictObject({ organizations: Organizations })
  .meta({ id: 'AttestEvidenceBody' });

const ListQuery = z
  .strictObject({
    algorithm: DigestAlgorithm.optional(),
    hex: Hex256.optional(),
    uscc: Uscc.optional(),
    kind: EvidenceKind.optional(),
    from: Instant.optional(),
    to: Instant.optional(),
    ...Paging,
  })
  .refine((q) => (q.algorithm === undefined) === (q.hex === undefined), {
    path: ['hex'],
    message: 'algorithm and hex belong together',
  })
  .refine(
    (q) => q.hex === undefined || [q.uscc, q.kind, q.from, q.to].every((v) => v === undefined),
    {
      path: ['hex'],
      message: 'A search by digest takes no other filter',
    },
  );

/** `/v1/evidence`: 存证 deposited, found, shown and erased. */
export function evidence(deps: EvidenceRoutes): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/evidence',
      operationId: 'depositEvidence',
      tag: 'evidence',
      summary: catalogue['evidence:deposit'].summary,
      description:
        'Send both digests of the bytes, never the bytes. A private payload travels apart from ' +
        'the record and is stored with the custodian; only its salted commitment is public.',
      scope: 'evidence:write',
      body: DepositBody,
      bodyLimit: LARGE_BODY,
      replies: { 201: DepositedEvidence },
      carries: ['evidence:deposit'],
      async handle(request) {
        const { input, options } = depositOf(request.body);
        const committed = await commit(deps, request, 'evidence:deposit', input, options);
        return reply(201, committed, `/v1/evidence/${input.id}`);
      },
    }),
    list(deps),
    ...single(deps),
    ...acts(deps),
  ];
}

/** The private part goes into the transient map; nothing else sees it. */
function depositOf({ private: secret, ...input }: z.output<typeof DepositBody>): {
  input: Deposit;
  options: SubmitOptions;
} {
  if (secret === undefined) return { input, options: {} };
  if (input.commitment === undefined) {
    const issues = [{ pointer: '/commitment', message: 'Give SHA-256 of salt and payload' }];
    throw new LedgerError('INPUT_INVALID', '/commitment: a private payload needs one.', { issues });
  }
  const transient = { payload: bytesOf(secret.payload), salt: bytesOf(secret.salt) };
  return { input, options: { transient } };
}

function list({ ledger, queries, cursors }: EvidenceRoutes): Route {
  return route({
    method: 'get',
    path: '/v1/evidence',
    operationId: 'listEvidence',
    tag: 'evidence',
    summary: 'Find evidence by digest, or list it by party, kind and time',
    description: 'By digest the ledger itself answers; lists come from the read model.',
    scope: 'evidence:read',
    query: ListQuery,
    replies: { 200: EvidenceList },
    carries: ['evidence:findByDigest'],
    errors: ['READ_MODEL_STOPPED'],
    async handle({ query, principal }) {
      await queries.ready();
      const { algorithm, hex, uscc, kind, from, to } = query;
      if (algorithm === undefined || hex === undefined) {
        const body = await pageOf(cursors, ['evidence', uscc, kind, from, to], query, (request) =>
          queries.evidence({ uscc, kind, from, to }, request),
        );
        return { status: 200, body };
      }
      const name = JSON.stringify(['digest', algorithm, hex]);
      const after = cursors.open(name, query.cursor);
      const page = await ledger.evaluate(
        'evidence:findByDigest',
        { algorithm, hex, limit: query.limit, ...(after === undefined ? {} : { cursor: after }) },
        principal.identity,
      );
      const items = await Promise.all(page.items.map((view) => queries.placed(view)));
      const next = page.next === undefined ? {} : { next: cursors.seal(name, page.next) };
      return { status: 200, body: { items, ...next, height: queries.height } };
    },
  });
}

function single(deps: EvidenceRoutes): Route[] {
  const { ledger, queries } = deps;
  return [
    route({
      method: 'get',
      path: '/v1/evidence/{id}',
      operationId: 'readEvidence',
      tag: 'evidence',
      summary: catalogue['evidence:read'].summary,
      scope: 'evidence:read',
      params: ById,
      replies: { 200: EvidenceAnswer },
      carries: ['evidence:read'],
      errors: ['READ_MODEL_STOPPED'],
      async handle({ params, principal }) {
        const view = await ledger.evaluate('evidence:read', params, principal.identity);
        await queries.ready();
        const item = await queries.placed(view);
        return { status: 200, body: { ...item, height: queries.height } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/evidence/{id}/history',
      operationId: 'readEvidenceHistory',
      tag: 'evidence',
      summary: catalogue['evidence:history'].summary,
      scope: 'evidence:read',
      params: ById,
      query: z.strictObject(Paging),
      replies: { 200: EvidenceHistoryPage },
      carries: ['evidence:history'],
      async handle({ params, query, principal }) {
        const input = { ...params, ...defined(query) };
        const body = await ledger.evaluate('evidence:history', input, principal.identity);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/evidence/{id}/payload',
      operationId: 'readEvidencePayload',
      tag: 'evidence',
      summary: catalogue['evidence:payload'].summary,
      scope: 'evidence:private',
      params: ById,
      replies: { 200: PayloadView },
      carries: ['evidence:payload'],
      async handle({ params, principal }) {
        const body = await ledger.evaluate('evidence:payload', params, principal.identity);
        return { status: 200, body };
      },
    }),
  ];
}

function acts(deps: EvidenceRoutes): Route[] {
  const { ledger } = deps;
  return [
    route({
      method: 'post',
      path: '/v1/evidence/{id}/erasure',
      operationId: 'eraseEvidence',
      tag: 'evidence',
      summary: catalogue['evidence:erase'].summary,
      scope: 'evidence:write',
      params: ById,
      body: EraseBody,
      replies: { 201: ErasedEvidence },
      carries: ['evidence:erase'],
      async handle(request) {
        const input = { ...request.params, ...request.body };
        const committed = await commit(deps, request, 'evidence:erase', input);
        return reply(201, committed, `/v1/evidence/${input.id}`);
      },
    }),
    route({
      method: 'post',
      path: '/v1/evidence/{id}/attestation',
      operationId: 'attestEvidence',
      tag: 'evidence',
      summary: 'The record as an answer signed by peers of every organisation asked',
      scope: 'evidence:read',
      params: ById,
      body: AttestEvidenceBody,
      replies: { 200: SignedAnswer },
      carries: ['evidence:read'],
      errors: ['LEDGER_HEIGHTS_DIFFER', 'ENDORSEMENT_FAILED'],
      keeps: 'memory',
      async handle({ params, body, principal }) {
        const { organizations } = body;
        const attested = await ledger.attest(
          'evidence:read',
          params,
          principal.identity,
          organizations,
        );
        return answerOf(attested);
      },
    }),
  ];
}

/** `exactOptionalPropertyTypes`: a member that is not there, instead of `undefined`. */
export function defined<T extends { limit: number; cursor?: string | undefined }>({
  cursor: given,
  ...rest
}: T): Omit<T, 'cursor'> & { cursor?: string } {
  return given === undefined ? rest : { ...rest, cursor: given };
}
