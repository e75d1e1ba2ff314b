import { dataRoles } from '../access.js';
import { actingErrors, enrolledErrors, evaluate, submit, writingErrors } from '../transaction.js';
import { making } from './catalogue.js';
import * as p from './pact.js';
import { PactTerms } from './pact-terms.js';
import { PactQuery, PactTermsQuery, PactView } from './pact-view.js';

/** Every transaction about 双向公平授权. */
export const pactCatalogue = {
  'pact:propose': submit({
    summary: 'Bind two offers, each of one side to the other: neither counts without the other',
    access: dataRoles,
    input: p.ProposePactInput,
    output: p.Pact,
    event: 'pact.proposed',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'CALLER_FORBIDDEN',
      'GRANT_NOT_FOUND',
      'GRANT_ANSWERED',
      'GRANT_STATE_FORBIDS',
      'PACT_ONE_SIDED',
      'PACT_EXISTS',
      'PACT_TOO_WIDE',
      'ROOT_MISMATCH',
      'PROFILE_NOT_IN_FORCE',
    ],
  }),
  'pact:agree': submit({
    summary: 'Agree to a pact: both grants are in effect from now on, or neither is',
    access: dataRoles,
    input: p.AgreePactInput,
    output: p.PactAnswer,
    event: 'pact.agreed',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      ...making,
      'CALLER_FORBIDDEN',
      'PACT_NOT_FOUND',
      'PACT_ANSWERED',
      'ROOT_MISMATCH',
      'GRANT_ANSWERED',
      'GRANT_STATE_FORBIDS',
    ],
  }),
  'pact:decline': submit({
    summary: 'Decline a pact, or take it back: its offers are bound no more',
    access: dataRoles,
    input: p.DeclinePactInput,
    output: p.PactAnswer,
    event: 'pact.declined',
    citesBeacon: true,
    errors: [...writingErrors, 'CALLER_FORBIDDEN', 'PACT_NOT_FOUND', 'PACT_ANSWERED'],
  }),
  'pact:terms': evaluate({
    summary: 'Who of two gives more, in each of the ten dimensions of a grant',
    access: 'ENROLLED',
    input: PactTermsQuery,
    output: PactTerms,
    errors: [...enrolledErrors, 'GRANT_NOT_FOUND', 'PACT_ONE_SIDED', 'PROFILE_NOT_IN_FORCE'],
  }),
  'pact:read': evaluate({
    summary: 'A pact, with the comparison of its terms and whether it is in effect',
    access: 'ENROLLED',
    input: PactQuery,
    output: PactView,
    errors: [...enrolledErrors, 'PACT_NOT_FOUND', 'PROFILE_NOT_IN_FORCE', 'AS_OF_TOO_LATE'],
  }),
} as const;
