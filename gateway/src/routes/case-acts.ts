import { ContactTombstone, Id, QueryRecord, type TransactionName } from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Route } from '../http/route.js';
import { actRoute, type Members } from './carried.js';
import { onCase } from './queries.js';
import { CaseParams, WrittenCase } from './register.js';
import { written, type Writing } from './written.js';

interface CaseAct {
  readonly name: TransactionName;
  /** Behind `/v1/cases/{id}/`. */
  readonly noun: string;
  readonly operationId: string;
}

/** Steps of a procedure, in the order in which a case takes them. */
const acts: readonly CaseAct[] = [
  { name: 'registration:consent', noun: 'consent', operationId: 'consentToCase' },
  { name: 'registration:withdraw', noun: 'withdrawal', operationId: 'withdrawCase' },
  { name: 'registration:explain', noun: 'explanation', operationId: 'explainOverlap' },
  { name: 'acceptance:correct', noun: 'correction', operationId: 'requireCorrection' },
  { name: 'acceptance:serve', noun: 'service', operationId: 'recordService' },
  { name: 'acceptance:supplement', noun: 'supplement', operationId: 'supplementCase' },
  { name: 'acceptance:accept', noun: 'acceptance', operationId: 'acceptCase' },
  { name: 'acceptance:reject', noun: 'rejection', operationId: 'rejectCase' },
  { name: 'review:record', noun: 'findings', operationId: 'recordFindings' },
  { name: 'review:askProof', noun: 'proof-request', operationId: 'requestProof' },
  { name: 'review:giveProof', noun: 'proof', operationId: 'giveProof' },
  { name: 'review:extend', noun: 'extension', operationId: 'extendReview' },
  { name: 'review:publish', noun: 'notice', operationId: 'publishNotice' },
  { name: 'review:withhold', noun: 'notice-withholding', operationId: 'withholdNotice' },
  { name: 'review:decide', noun: 'decision', operationId: 'decideCase' },
  { name: 'objection:raise', noun: 'objections', operationId: 'raiseObjection' },
  { name: 'register:deposit', noun: 'deposit', operationId: 'depositRegistration' },
  { name: 'register:receipt', noun: 'receipt', operationId: 'recordReceipt' },
  { name: 'overlap:sketch', noun: 'sketch', operationId: 'sketchData' },
];

/** What is done about one objection. */
const objectionActs: readonly CaseAct[] = [
  { name: 'objection:notify', noun: 'holder-notice', operationId: 'notifyHolder' },
  { name: 'objection:answer', noun: 'answer', operationId: 'answerObjection' },
  { name: 'objection:decide', noun: 'decision', operationId: 'decideObjection' },
];

const tag = 'cases';
const inputOf = ({ id }: Members): Members => ({ case: id });
const location = (input: Members): string => `/v1/cases/${String(input['case'])}`;

/** What is done about a case: each step of the procedure is a noun behind the case. */
export function caseActs(deps: Writing): Route[] {
  const ofCase = { tag, params: CaseParams, inputOf, inPath: ['case'], location };
  return [
    ...acts.map(({ name, noun, operationId }) =>
      actRoute(deps, {
        ...{ ...ofCase, name, operationId, path: `/v1/cases/{id}/${noun}` },
        written: WrittenCase,
      }),
    ),
    ...objectionActs.map(({ name, noun, operationId }) =>
      actRoute(deps, {
        ...{ ...ofCase, name, operationId, written: WrittenCase },
        path: `/v1/cases/{id}/objections/{objection}/${noun}`,
        params: z.strictObject({ id: Id, objection: Id }),
        inputOf: ({ id, objection }) => ({ case: id, objection }),
        inPath: ['case', 'objection'],
      }),
    ),
    actRoute(deps, {
      ...ofCase,
      name: 'query:ask',
      path: '/v1/cases/{id}/queries',
      inputOf: onCase,
      inPath: ['on'],
      operationId: 'recordQuery',
      written: written(QueryRecord, 'WrittenQuery'),
    }),
    actRoute(deps, {
      ...ofCase,
      name: 'registration:eraseContact',
      path: '/v1/cases/{id}/contact-erasure',
      operationId: 'eraseContact',
      written: written(ContactTombstone, 'ErasedContact'),
    }),
  ];
}
