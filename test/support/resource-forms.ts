import type { Form } from './register-samples.js';
import { initialForm } from './register-samples.js';

type FormOf<T extends Form['type']> = Extract<Form, { type: T }>;
export type NewResource = FormOf<'RESOURCE'>;
const hex = '0'.repeat(64);

/** What an application for a public data resource says of data nobody knows. */
export function resourceForm(asset: string, over: Partial<NewResource> = {}): NewResource {
  const { data, description, digests } = initialForm(asset);
  return {
    type: 'RESOURCE',
    ...{ data, description, digests },
    evidence: `EV-${asset}`,
    basis: 'OWN_DUTY',
    catalogNos: ['CD-GS-0007'],
    lawfulSource: { statement: '依职权采集', documentDigest: hex },
    products: [{ name: '企业信用评价' }],
    scenarios: ['信贷核验'],
    riskAssessment: hex,
    ...over,
  };
}

export const resourceChange = (
  lookupCode: string,
  changes: FormOf<'RESOURCE_CHANGE'>['changes'],
): Form => ({ type: 'RESOURCE_CHANGE', lookupCode, changes });
export const resourceCorrection = (
  lookupCode: string,
  changes: FormOf<'RESOURCE_CHANGE'>['changes'],
  proofDigest?: string,
): Form => ({
  ...{ type: 'RESOURCE_CORRECTION', lookupCode, changes },
  ...(proofDigest === undefined ? {} : { proofDigest }),
});
export const resourceRenewal = (lookupCode: string): Form => ({
  ...{ type: 'RESOURCE_RENEWAL', lookupCode },
});
export const resourceCancellation = (lookupCode: string, ground = 'WAIVED'): Form => ({
  ...{ type: 'RESOURCE_CANCELLATION', lookupCode, ground },
});
export const resourceRevocation = (lookupCode: string, ground = 'CONCEALMENT'): Form => ({
  ...{ type: 'RESOURCE_REVOCATION', lookupCode, ground, findingsDigest: hex },
});
