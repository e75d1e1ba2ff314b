import { citedQuery, Hex256, Id } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { DocumentTombstone, ErasureBasis, Hold, NewHold } from '../documents/entry.js';
import { type Route, route } from '../http/route.js';
import {
  common,
  DocumentParams,
  type DocumentRoutes,
  forbidden,
  officeOf,
  partOf,
} from './documents.js';

const HoldParams = z.strictObject({ id: Hex256, hold: Id });
/** A state organ names the query that opens the case to it. */
const HoldBody = NewHold.omit({ by: true }).extend(citedQuery).meta({ id: 'HoldBody' });
const ErasureBody = ErasureBasis.omit({ by: true, overridesRetention: true })
  .extend(citedQuery)
  .meta({
    id: 'DocumentErasureBody',
  });
const Done = z.strictObject({ done: z.literal(true) }).meta({ id: 'Done' });

/** How long documents stay: holds, and erasure where nothing keeps them. */
export function documentKeeping(deps: DocumentRoutes): Route[] {
  const store = deps.documents;
  return [
    route({
      method: 'post',
      path: '/v1/documents/{id}/holds',
      operationId: 'holdDocument',
      tag: 'documents',
      summary: 'Keep a document from erasure, whatever the basis',
      scope: 'registration:write',
      params: DocumentParams,
      body: HoldBody,
      replies: { 201: Hold },
      carries: ['registration:read'],
      errors: ['HOLD_EXISTS', 'DOCUMENT_ERASED', ...common],
      async handle({ params, body, principal }) {
        const { query, purpose, ...hold } = body;
        const by = await officeOf(deps, params.id, principal, { query, purpose });
        return { status: 201, body: await store.hold(params.id, { ...hold, by }) };
      },
    }),
    route({
      method: 'post',
      path: '/v1/documents/{id}/holds/{hold}/release',
      operationId: 'releaseDocument',
      tag: 'documents',
      summary: 'Lift a hold that your own party put there',
      scope: 'registration:write',
      params: HoldParams,
      body: z.strictObject(citedQuery).meta({ id: 'ReleaseBody' }),
      replies: { 200: Done },
      carries: ['registration:read'],
      errors: ['HOLD_NOT_FOUND', ...common],
      async handle({ params, body, principal }) {
        const by = await officeOf(deps, params.id, principal, body);
        const entry = await store.entry(params.id);
        const hold =
          entry.state === 'KEPT' ? entry.holds.find(({ id }) => id === params.hold) : undefined;
        // A court’s hold is the court’s to lift (design: orders never lose).
        if (hold !== undefined && hold.by.uscc !== by.uscc) throw forbidden(params.id);
        await store.release(params.id, params.hold, by);
        return { status: 200, body: { done: true } };
      },
    }),
    erasure(deps),
  ];
}

function erasure(deps: DocumentRoutes): Route {
  const store = deps.documents;
  return route({
    method: 'post',
    path: '/v1/documents/{id}/erasure',
    operationId: 'eraseDocument',
    tag: 'documents',
    summary: 'Destroy a document’s key and content, leaving a tombstone',
    scope: 'registration:write',
    params: DocumentParams,
    body: ErasureBody,
    replies: { 201: DocumentTombstone },
    carries: ['registration:read'],
    errors: ['DOCUMENT_HELD', 'DOCUMENT_RETAINED', ...common],
    async handle({ params, body, principal }) {
      const entry = await store.entry(params.id);
      const { query, purpose, ...basis } = body;
      const cited = { query, purpose };
      const { by, cameToNothing } = await partOf(deps, entry.caseId, principal, cited);
      // What came to nothing need not be kept in anybody’s name; a court may order otherwise.
      const overridesRetention = by.role === 'court' || cameToNothing;
      return {
        status: 201,
        body: await store.erase(params.id, { ...basis, by, overridesRetention }),
      };
    },
  });
}
