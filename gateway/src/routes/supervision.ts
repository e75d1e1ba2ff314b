import {
  Code,
  EmergencyAnswer,
  EmergencyTarget,
  FeedEntry,
  Id,
  MAX_FEED_PAGE,
  Nonce,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { whole } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { type Writing, written } from './written.js';

const tag = 'supervision';
const params = z.strictObject({ id: Id });
const named = { tag, params, inputOf: ({ id }: Members): Members => ({ id }), inPath: ['id'] };
const Written = written(EmergencyAnswer, 'WrittenEmergency');
const { kind, id } = EmergencyTarget.shape;
const onTarget = {
  ...{ name: 'emergency:on' as const, tag, params: z.strictObject({ kind, target: id }) },
  inputOf: ({ kind: of, target }: Members): Members => ({ on: { kind: of, id: target } }),
};
const path = '/v1/emergencies';
const at = `${path}/{kind}/{target}`;
const feed = '/v1/supervision/feed';

/** 监管: what supervisors suspend for an incident, and the feed that they share. */
export const supervision = (deps: Writing): Route[] => [
  actRoute(deps, {
    ...{ name: 'emergency:suspend', path, operationId: 'suspendInEmergency', tag },
    ...{ written: Written, location: (input) => `${path}/${String(input['id'])}` },
  }),
  actRoute(deps, {
    ...{ ...named, name: 'emergency:cosign', path: `${path}/{id}/cosignature` },
    ...{ operationId: 'cosignEmergency', written: Written },
  }),
  actRoute(deps, {
    ...{ ...named, name: 'emergency:lift', path: `${path}/{id}/lifting` },
    ...{ operationId: 'liftEmergency', written: Written },
  }),
  askRoute(deps, {
    ...{ name: 'emergency:file', path: `${path}/{id}`, operationId: 'readEmergency', tag, params },
    query: z.strictObject({ query: Id.optional(), purpose: Code.optional() }),
  }),
  askRoute(deps, {
    ...{ ...onTarget, path: at, operationId: 'listEmergencies' },
    query: z.strictObject(Times),
  }),
  attestRoute(deps, {
    ...{ ...onTarget, path: `${at}/attestation`, operationId: 'attestEmergencies' },
  }),
  actRoute(deps, {
    ...{ name: 'supervision:publish', path: '/v1/supervision/revocations', tag },
    ...{ operationId: 'publishRevocation', written: written(FeedEntry, 'WrittenFeedEntry') },
  }),
  askRoute(deps, {
    ...{ name: 'supervision:feed', path: feed, operationId: 'readFeed', tag },
    query: z.strictObject({
      from: whole(1, 999_999_999).default(1),
      limit: whole(1, MAX_FEED_PAGE).default(MAX_FEED_PAGE),
    }),
  }),
  attestRoute(deps, {
    ...{ name: 'supervision:feed', path: `${feed}/attestation`, operationId: 'attestFeed', tag },
    more: {
      from: z.int().min(1).max(999_999_999),
      limit: z.int().min(1).max(MAX_FEED_PAGE),
      ...{ audience: Uscc.optional(), nonce: Nonce.optional() },
    },
  }),
];
