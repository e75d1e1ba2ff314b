import type { ErrorCode } from '../errors.js';

/** Why what a public data resource rests on does not bear a registration. */
export const groundErrors = [
  'CATALOG_NOT_FOUND',
  'CATALOG_RETIRED',
  'CATALOG_NOT_OWN',
  'CORE_DATA_REFUSED',
  'PROVIDER_CONSENT_REQUIRED',
  'NEGATIVE_LIST_MISSING',
  'CATALOG_NO_LISTED',
  'RISK_ASSESSMENT_MISSING',
  'RISK_ASSESSMENT_MISMATCH',
] as const satisfies readonly ErrorCode[];
