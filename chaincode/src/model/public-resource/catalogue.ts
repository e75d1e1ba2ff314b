import { accessErrors, enrolledErrors, evaluate, submit } from '../transaction.js';
import type { ErrorCode } from '../errors.js';
import type { Role } from '../access.js';
import { CaseActInput } from '../registration/case-inputs.js';
import { ResourceKey, ResourcePage, ResourcesOfVersionInput } from './inputs.js';
import { PublicResourceRegistration } from './registration.js';
import { ResourceView } from './state.js';

const registrars: readonly Role[] = ['registrar'];
const onCase = [
  ...accessErrors,
  'BEACON_TOO_OLD',
  'CLIENT_TIME_OUT_OF_WINDOW',
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
    errors: [...onCase, 'AGREEMENT_NOT_ACTIVE'],
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
} as const;
