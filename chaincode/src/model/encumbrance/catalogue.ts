import { dataRoles, type Role } from '../access.js';
import type { ErrorCode } from '../errors.js';
import {
  accessErrors,
  actingErrors,
  enrolledErrors,
  evaluate,
  submit,
  writingErrors,
} from '../transaction.js';
import { PledgeHead } from './pledge.js';
import * as p from './pledging.js';
import * as q from './query.js';
import { citedQueryErrors } from '../registration/cited-query.js';

const courts: readonly Role[] = ['court'];
const ofPledge = { access: dataRoles, output: PledgeHead, citesBeacon: true } as const;
const pledging = [
  'PLEDGE_NOT_FOUND',
  'PLEDGE_STATE_FORBIDS',
  'CALLER_FORBIDDEN',
  'ROOT_MISMATCH',
] as const satisfies readonly ErrorCode[];
const free = [
  'RIGHT_NOT_FOUND',
  'RIGHT_NOT_HELD',
  'RIGHT_NOT_ACTIVE',
  'ASSET_FROZEN',
  'DISPUTE_OPEN',
  'PLEDGE_RESTRICTS',
] as const satisfies readonly ErrorCode[];

/** Pledges, and what is asked about everything that stands against rights and parties. */
export const encumbranceCatalogue = {
  'pledge:propose': submit({
    ...ofPledge,
    summary: 'Pledge a right under the number of the external register',
    input: p.ProposePledgeInput,
    event: 'pledge.proposed',
    errors: [...writingErrors, ...free, 'USCC_INVALID', 'PLEDGE_EXISTS', 'PLEDGE_STATE_FORBIDS'],
  }),
  'pledge:confirm': submit({
    ...ofPledge,
    summary: 'Confirm a pledge as its pledgee: its rank follows from this',
    input: p.PledgeActInput,
    event: 'pledge.confirmed',
    errors: [...actingErrors, ...free, ...pledging],
  }),
  'pledge:release': submit({
    ...ofPledge,
    summary: 'Release a pledge, or take back one that was only proposed',
    input: p.PledgeActInput,
    event: 'pledge.released',
    errors: [...actingErrors, ...pledging],
  }),
  'encumbrance:ofRight': evaluate({
    summary: 'Everything that stands, stood or missed against a right at an instant',
    access: 'ENROLLED',
    input: q.EncumbrancesQuery,
    output: q.EncumbrancesAnswer,
    errors: [...enrolledErrors, 'RIGHT_NOT_FOUND', 'AS_OF_TOO_LATE'],
  }),
  'encumbrance:orders': evaluate({
    summary: 'Orders and controls on a right or a party, in the order in which they were laid',
    access: 'ENROLLED',
    input: q.OrdersQuery,
    output: q.OrdersAnswer,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE'],
  }),
  'encumbrance:ofParty': evaluate({
    summary: 'What a party has that enforcement can lay hands on, for courts',
    access: courts,
    input: q.EnforcementQuery,
    output: q.EnforcementPage,
    openedBy: 'PARTY',
    errors: [
      ...accessErrors,
      ...(['AS_OF_TOO_LATE', 'PROFILE_NOT_IN_FORCE', 'CURSOR_INVALID'] as const),
      ...citedQueryErrors,
    ],
  }),
} as const;
