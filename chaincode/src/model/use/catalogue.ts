import { z } from 'zod';
import { dataRoles, type Role } from '../access.js';
import type { ErrorCode } from '../errors.js';
import { Hex256, Id } from '../schema.js';
import { accessErrors, enrolledErrors, evaluate, submit, writingErrors } from '../transaction.js';
import * as u from './index.js';
import { citedQueryErrors } from '../registration/cited-query.js';

/** A supervisor sees what everybody does, whatever else it is. */
const watching: readonly Role[] = ['supervisor', ...dataRoles];

/** Whatever the chain of a grant says no with: each such attempt stays on record. */
export const attemptRefusals = [
  'GRANT_NOT_HELD',
  'GRANT_NOT_ACTIVE',
  'GRANT_SUSPENDED',
  'GRANT_REVOKED',
  'GRANT_EXPIRED',
  'GRANT_EXHAUSTED',
  'GRANT_SCOPE_EMPTY',
  'PACT_NOT_AGREED',
  'PACT_SUSPENDED',
  'SUBGRANT_EXCEEDS_DEPTH',
  'SUBGRANT_EXCEEDS_RECIPIENT',
  'CONSENT_WITHDRAWN',
  'CONSENT_EXPIRED',
  'RIGHT_NOT_ACTIVE',
  'ASSET_FROZEN',
  'CERT_LAPSED',
  'CERT_REVOKED',
  'AGREEMENT_NOT_ACTIVE',
  'RESOURCE_NOT_ACTIVE',
  'PURPOSE_PROHIBITED',
  'PURPOSE_DRIFT',
  'FIELD_NOT_GRANTED',
  'PART_NOT_GRANTED',
  'TERRITORY_NOT_GRANTED',
] as const satisfies readonly ErrorCode[];

const attempting: readonly ErrorCode[] = [
  ...writingErrors,
  'RECORD_EXISTS',
  'GRANT_NOT_FOUND',
  'PROFILE_NOT_IN_FORCE',
  'PURPOSE_UNKNOWN',
];

/** Every transaction about uses of grants, and about what is run on granted data. */
export const useCatalogue = {
  'use:record': submit({
    summary: 'Say what is done under a grant; counted where permitted, on record where not',
    access: dataRoles,
    input: u.RecordUseInput,
    output: u.GrantUse,
    event: 'use.recorded',
    citesBeacon: true,
    spendsOf: 'grant',
    errors: attempting,
    recordsRefusal: attemptRefusals,
  }),
  'use:read': evaluate({
    summary: 'One use of a grant, permitted or refused',
    access: 'ENROLLED',
    input: z.strictObject({ id: Id }).meta({ id: 'UseRef' }),
    output: u.GrantUse,
    errors: [...enrolledErrors, 'RECORD_NOT_FOUND'],
  }),
  'use:quota': evaluate({
    summary: 'What is left of a grant’s count',
    access: 'ENROLLED',
    input: z.strictObject({ grant: Id }).meta({ id: 'QuotaRef' }),
    output: u.QuotaView,
    errors: [...enrolledErrors, 'GRANT_NOT_FOUND'],
  }),
  'use:drift': evaluate({
    summary: 'Attempts of a grantee by week, purpose and distance from what was granted',
    access: watching,
    input: u.DriftQuery,
    output: u.DriftReport,
    openedBy: 'PARTY',
    errors: [...accessErrors, ...citedQueryErrors, 'AS_OF_TOO_LATE'],
  }),

  'compute:register': submit({
    summary: 'Register an algorithm that a qualified assessor attested, and what comes out of it',
    access: dataRoles,
    input: u.RegisterAlgorithmInput,
    output: u.Algorithm,
    event: 'compute.registered',
    citesBeacon: true,
    errors: [...writingErrors, 'RECORD_EXISTS', 'ATTESTATION_MISSING'],
  }),
  'compute:algorithm': evaluate({
    summary: 'A registered algorithm by its digest',
    access: 'ENROLLED',
    input: z.strictObject({ digest: Hex256 }).meta({ id: 'AlgorithmRef' }),
    output: u.Algorithm,
    errors: [...enrolledErrors, 'RECORD_NOT_FOUND'],
  }),
  'compute:run': submit({
    summary: 'Record a run over granted data: inputs, algorithm, policy and output by digest',
    access: dataRoles,
    input: u.ComputeRunInput,
    output: u.ComputeRun,
    event: 'compute.ran',
    citesBeacon: true,
    spendsOf: 'grant',
    errors: attempting,
    recordsRefusal: [...attemptRefusals, 'DATA_NOT_GRANTED'],
  }),
  'compute:read': evaluate({
    summary: 'A run with the review and the release of its output',
    access: 'ENROLLED',
    input: z.strictObject({ id: Id }).meta({ id: 'RunRef' }),
    output: u.ComputeRunView,
    errors: [...enrolledErrors, 'RECORD_NOT_FOUND'],
  }),
  'compute:review': submit({
    summary: 'Approve or reject the output of a run before it leaves',
    access: dataRoles,
    input: u.ReviewOutputInput,
    output: u.OutputReview,
    event: 'compute.reviewed',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'RECORD_NOT_FOUND',
      'RECORD_EXISTS',
      'RUN_REFUSED',
      'CALLER_FORBIDDEN',
      'ROOT_MISMATCH',
    ],
  }),
  'compute:release': submit({
    summary: 'State that an approved output left, while the grant still permits it',
    access: dataRoles,
    input: u.ReleaseOutputInput,
    output: u.OutputRelease,
    event: 'compute.released',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'RECORD_NOT_FOUND',
      'RECORD_EXISTS',
      'RUN_REFUSED',
      'CALLER_FORBIDDEN',
      'OUTPUT_NOT_REVIEWED',
      'OUTPUT_REJECTED',
      'PROFILE_NOT_IN_FORCE',
      'PURPOSE_UNKNOWN',
      ...attemptRefusals.filter((code) => code !== 'GRANT_NOT_HELD' && code !== 'GRANT_EXHAUSTED'),
    ],
  }),
};
