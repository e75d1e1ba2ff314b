import {
  DisputeBundleInput,
  DisputeCase,
  DisputeQuery,
  DisputesAboutQuery,
  DisputeSubmission,
  Id,
  PlatformAtInput,
  PlatformQualification,
  type TransactionName,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'disputes';
const path = '/v1/disputes/{id}';
const params = z.strictObject({ id: Id });
const inputOf = ({ id }: Members): Members => ({ id });
const ofDispute = { tag, params, inputOf, inPath: ['id'] };
const WrittenDispute = written(DisputeCase, 'WrittenDispute');
const WrittenPlatform = written(PlatformQualification, 'WrittenPlatform');
const { audience, nonce } = DisputeQuery.shape;
const echoed = { audience, nonce };

/** What becomes of a dispute, in the order in which it may. */
const acts: readonly { name: TransactionName; noun: string; operationId: string }[] = [
  { name: 'dispute:accept', noun: 'acceptance', operationId: 'acceptDispute' },
  { name: 'dispute:dismiss', noun: 'dismissal', operationId: 'dismissDispute' },
  { name: 'dispute:serve', noun: 'services', operationId: 'serveDispute' },
  { name: 'dispute:answer', noun: 'answers', operationId: 'answerDisputeCase' },
  { name: 'dispute:hear', noun: 'hearing', operationId: 'hearDispute' },
  { name: 'dispute:award', noun: 'award', operationId: 'awardDispute' },
  { name: 'dispute:execute', noun: 'execution', operationId: 'executeAward' },
  { name: 'dispute:settle', noun: 'settlement', operationId: 'settleDispute' },
  { name: 'dispute:withdraw', noun: 'withdrawal', operationId: 'withdrawDispute' },
];

/** `/v1/disputes`: 争议, from the filing to the award, and the file of everything signed about one. */
export const disputes = (deps: Writing): Route[] => [
  actRoute(deps, {
    ...{ name: 'dispute:file', path: '/v1/disputes', operationId: 'fileDispute', tag },
    written: WrittenDispute,
    location: ({ id }) => `/v1/disputes/${String(id)}`,
  }),
  ...reading(deps),
  ...acts.map(({ name, noun, operationId }) =>
    actRoute(deps, {
      ...{ ...ofDispute, name, operationId },
      ...{ path: `${path}/${noun}`, written: WrittenDispute },
    }),
  ),
  actRoute(deps, {
    ...{ ...ofDispute, name: 'dispute:submit', operationId: 'submitToDispute' },
    ...{ path: `${path}/submissions`, written: written(DisputeSubmission, 'WrittenSubmission') },
  }),
  ...platforms(deps),
];

function reading(deps: Writing): Route[] {
  const { kind, id } = DisputesAboutQuery.shape;
  const read = { ...ofDispute, name: 'dispute:read' as const };
  return [
    askRoute(deps, {
      ...{ name: 'dispute:about', path: '/v1/dispute-remarks', tag },
      operationId: 'listDisputeRemarks',
      query: z.strictObject({ kind, id, ...Times, limit, cursor }),
    }),
    askRoute(deps, {
      ...{ ...read, path, operationId: 'readDispute' },
      query: z.strictObject({ ...Times, ...echoed }),
    }),
    attestRoute(deps, {
      ...{ ...read, path: `${path}/attestation`, operationId: 'attestDispute' },
      more: { ...Times, ...echoed },
    }),
    attestRoute(deps, {
      ...{ name: 'dispute:bundle', path: `${path}/file`, operationId: 'listDisputeFile', tag },
      ...{ params, inputOf },
      more: { permits: DisputeBundleInput.shape.permits, ...echoed },
    }),
  ];
}

function platforms(deps: Writing): Route[] {
  const at = '/v1/platform-qualifications';
  const ofPlatform = { tag: 'platforms', params, inputOf, inPath: ['id'] };
  return [
    actRoute(deps, {
      ...{ name: 'platform:publish', path: at, operationId: 'publishPlatform', tag: 'platforms' },
      written: WrittenPlatform,
    }),
    askRoute(deps, {
      ...{ name: 'platform:at', path: at, operationId: 'readPlatforms', tag: 'platforms' },
      query: z.strictObject(PlatformAtInput.shape),
    }),
    actRoute(deps, {
      ...{ ...ofPlatform, name: 'platform:confirm', operationId: 'confirmPlatform' },
      ...{ path: `${at}/{id}/confirmation`, written: WrittenPlatform },
    }),
    actRoute(deps, {
      ...{ ...ofPlatform, name: 'platform:withdraw', operationId: 'withdrawPlatform' },
      ...{ path: `${at}/{id}/withdrawal`, written: WrittenPlatform },
    }),
  ];
}
