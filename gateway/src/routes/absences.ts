import {
  AbsenceCheck,
  AbsenceQuestion,
  DateText,
  HolderId,
  Id,
  Instant,
  Nonce,
  TransactionId,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, askRoute, attestRoute, type Members, Times } from './carried.js';
import { written, type Writing } from './written.js';

const tag = 'answers';
const echoed = { audience: Uscc, nonce: Nonce };
const committed = '/v1/absence-answers/{txId}';
const recognition = '/v1/rights/{id}/recognition';
const ofRight = {
  ...{ name: 'recognition:answer' as const, tag, params: z.strictObject({ id: Id }) },
  inputOf: ({ id }: Members): Members => ({ right: id }),
};
const recognized = {
  ...{ holder: HolderId, on: DateText, ...echoed },
  knownAt: Instant.optional(),
};

/** Signed answers to those outside: that something is not there, and what an auditor may rely on. */
export function absences(deps: Writing): Route[] {
  const ofAnswer = {
    ...{ name: 'absence:submitted' as const, tag },
    params: z.strictObject({ txId: TransactionId }),
  };
  return [
    actRoute(deps, {
      ...{ name: 'absence:submit', path: '/v1/absence-answers', tag },
      operationId: 'submitAbsence',
      written: written(AbsenceCheck, 'WrittenAbsence'),
    }),
    askRoute(deps, { ...ofAnswer, path: committed, operationId: 'readAbsence' }),
    attestRoute(deps, {
      ...{ ...ofAnswer, path: `${committed}/attestation`, more: {} },
      operationId: 'attestSubmittedAbsence',
    }),
    attestRoute(deps, {
      ...{ name: 'absence:read', path: '/v1/absence-attestations', tag },
      operationId: 'attestAbsence',
      more: { question: AbsenceQuestion, ...echoed, ...Times },
    }),
    askRoute(deps, {
      ...{ ...ofRight, path: recognition, query: z.strictObject(recognized) },
      operationId: 'readRecognition',
    }),
    attestRoute(deps, {
      ...{ ...ofRight, path: `${recognition}/attestation`, more: recognized },
      operationId: 'attestRecognition',
    }),
  ];
}
