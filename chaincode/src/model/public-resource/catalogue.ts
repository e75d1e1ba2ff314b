import { actingErrors, enrolledErrors, evaluate, submit } from '../transaction.js';
import type { ErrorCode } from '../errors.js';
import type { Role } from '../access.js';
import { CaseActInput } from '../registration/case-inputs.js';
import {
  ConsistencyAnswer,
  ConsistencyCheck,
  ConsistencyCheckInput,
  ConsistencyCheckKey,
  ConsistencyInput,
} from './consistency.js';
import { groundErrors } from './ground-errors.js';
import { ResourceKey, ResourcePage, ResourcesOfVersionInput } from './inputs.js';
import { EndReferenceInput, ExternalReference, ReferInput } from './reference.js';
import { PublicResourceRegistration } from './registration.js';
import { ResourceView } from './state.js';

const registrars: readonly Role[] = ['registrar'];
/** Whoever may have data. */
const parties: readonly Role[] = [
  'rightsHolder',
  'consumer',
  'implementingBody',
  'operator',
  'publicUtility',
  'processor',
];
const checkers: readonly Role[] = [
  ...(['registrar', 'court', 'supervisor', 'arbitrator', 'exchange'] as const),
  ...parties,
];
const onCase = [
  ...actingErrors,
  'CASE_NOT_FOUND',
  'CALLER_FORBIDDEN',
  'CASE_STATE_FORBIDS',
] as const satisfies readonly ErrorCode[];

/** What the register of public data resources adds to the procedure that both registers share. */
export const resourceCatalogue = {
  'resource:assignCode': submit({
    summary: 'Register an approved public data resource and give it its lookup code',
    access: registrars,
    input: CaseActInput.meta({ id: 'AssignCodeInput' }),
    output: PublicResourceRegistration,
    event: 'resource.code-assigned',
    citesBeacon: true,
    errors: [...onCase, ...groundErrors, 'AGREEMENT_NOT_ACTIVE'],
  }),
  'resource:update': submit({
    summary: 'Carry out an approved change, correction, renewal, cancellation or revocation',
    access: registrars,
    input: CaseActInput.meta({ id: 'UpdateResourceInput' }),
    output: PublicResourceRegistration,
    event: 'resource.updated',
    citesBeacon: true,
    errors: [...onCase, 'RESOURCE_NOT_ACTIVE', 'RESOURCE_LAPSED', 'CHANGE_STALE'],
  }),
  'resource:read': evaluate({
    summary: 'A public data resource by its lookup code, with its status at an instant',
    access: 'ENROLLED',
    input: ResourceKey,
    output: ResourceView,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'RESOURCE_NOT_FOUND'],
  }),
  'resource:of': evaluate({
    summary: 'What is registered of a data version as a public data resource, at an instant',
    access: 'ENROLLED',
    input: ResourcesOfVersionInput,
    output: ResourcePage,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'CURSOR_INVALID'],
  }),

  'consistency:refer': submit({
    summary: 'State a number under which data of yours stands in a register elsewhere',
    access: parties,
    input: ReferInput,
    output: ExternalReference,
    event: 'consistency.referred',
    citesBeacon: true,
    errors: [...actingErrors, 'RIGHT_NOT_HELD', 'REFERENCE_EXISTS'],
  }),
  'consistency:end': submit({
    summary: 'State that what stood elsewhere ended, such as a pledge that was released',
    access: parties,
    input: EndReferenceInput,
    output: ExternalReference,
    event: 'consistency.reference-ended',
    citesBeacon: true,
    errors: [...actingErrors, 'CALLER_FORBIDDEN', 'REFERENCE_NOT_FOUND', 'REFERENCE_ENDED'],
  }),
  'consistency:answer': evaluate({
    summary: 'Whether the registers contradict each other about a certificate or lookup code',
    access: 'ENROLLED',
    input: ConsistencyInput,
    output: ConsistencyAnswer,
    errors: [...enrolledErrors, 'AS_OF_TOO_LATE', 'CERTIFICATE_NOT_FOUND', 'RESOURCE_NOT_FOUND'],
  }),
  'consistency:check': submit({
    summary: 'Record whether the registers contradict each other, at this place of the ledger',
    access: checkers,
    input: ConsistencyCheckInput,
    output: ConsistencyCheck,
    event: 'consistency.checked',
    citesBeacon: true,
    errors: [
      ...actingErrors,
      'CERTIFICATE_NOT_FOUND',
      'RESOURCE_NOT_FOUND',
      'CONSISTENCY_CHECK_EXISTS',
    ],
  }),
  'consistency:read': evaluate({
    summary: 'A recorded check of the registers against each other',
    access: 'ENROLLED',
    input: ConsistencyCheckKey,
    output: ConsistencyCheck,
    errors: [...enrolledErrors, 'CONSISTENCY_CHECK_NOT_FOUND'],
  }),
} as const;
