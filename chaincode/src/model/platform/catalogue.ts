import type { Role } from '../access.js';
import { actingErrors, enrolledErrors, evaluate, submit, writingErrors } from '../transaction.js';
import * as p from './index.js';

/** Whoever runs a platform on which evidence is deposited. */
const operators: readonly Role[] = ['registrar', 'operator', 'exchange', 'implementingBody'];

/** 平台资质: what the platform was qualified by, and when. */
export const platformCatalogue = {
  'platform:publish': submit({
    summary: 'Publish as its operator what a platform is qualified by: 备案号, 等保, 密评',
    access: operators,
    input: p.PublishPlatformInput,
    output: p.PlatformQualification,
    event: 'platform.published',
    citesBeacon: true,
    errors: [...writingErrors, 'EVIDENCE_NOT_FOUND', 'PLATFORM_NOT_OPERATED', 'RECORD_EXISTS'],
  }),
  'platform:confirm': submit({
    summary: 'Confirm as the authority that a published qualification is what its papers say',
    access: ['supervisor'],
    input: p.ConfirmPlatformInput,
    output: p.PlatformQualification,
    event: 'platform.confirmed',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'RECORD_NOT_FOUND',
      'CALLER_FORBIDDEN',
      'ROOT_MISMATCH',
      'RECORD_STATE_FORBIDS',
    ],
  }),
  'platform:withdraw': submit({
    summary: 'Withdraw a qualification: by its operator, or by the authority that confirmed it',
    access: [...operators, 'supervisor'],
    input: p.WithdrawPlatformInput,
    output: p.PlatformQualification,
    event: 'platform.withdrawn',
    citesBeacon: true,
    errors: [...writingErrors, 'RECORD_NOT_FOUND', 'CALLER_FORBIDDEN', 'RECORD_STATE_FORBIDS'],
  }),
  'platform:at': evaluate({
    summary: 'What platforms were qualified by at an instant, such as that of a deposit',
    access: 'ENROLLED',
    input: p.PlatformAtInput,
    output: p.PlatformAt,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE'],
  }),
} as const;
