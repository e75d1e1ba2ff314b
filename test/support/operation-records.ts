import type { ActedBy, AuthorizationAgreement } from '@shuquan/chaincode/model';
import { IMPLEMENTING_BODY, OPERATOR } from './parties.js';

const hex = '0'.repeat(64);

export const actedAt = (at: string): ActedBy => ({
  ...{ uscc: IMPLEMENTING_BODY, mspId: 'AuthorityMSP', role: 'implementingBody' },
  ...{ fingerprint: hex, custody: 'CUSTODIAL', at, txId: hex },
});

/** AGR-1 of the scenarios, drafted and nothing else. */
export const agreementRecord = (
  over: Partial<AuthorizationAgreement> = {},
): AuthorizationAgreement => ({
  ...{ v: 1, id: 'AGR-1', implementingBody: IMPLEMENTING_BODY, operator: OPERATOR },
  ...{ scheme: 'SCH-1', selection: 'SEL-1', mode: 'SCENARIO', catalogNos: ['CD-GS-0007'] },
  purposes: ['CREDIT_VERIFY', 'INCLUSIVE_FINANCE_RISK'],
  prohibitedPurposes: ['MARKETING', 'PERSONAL_PROFILING', 'RAW_RESALE'],
  term: { from: '2026-01-01', to: '2028-12-31' },
  items: [],
  textDigest: hex,
  revenue: [
    { party: IMPLEMENTING_BODY, basisPoints: 3_000 },
    { party: OPERATOR, basisPoints: 7_000 },
  ],
  termsDigest: hex,
  rules: { id: 'PUBLIC_2025_OPERATION', version: 1 },
  negativeLists: [],
  drafted: actedAt('2025-11-01T00:00:00.000Z'),
  signatures: [],
  suspensions: [],
  changedAt: '2025-11-01T00:00:00.000Z',
  txId: hex,
  ...over,
});

/** An agreement that both parties signed and that is filed, in force from the first of a year. */
export function filedAgreement(over: Partial<AuthorizationAgreement> = {}): AuthorizationAgreement {
  const signed = actedAt('2025-12-01T00:00:00.000Z');
  return agreementRecord({
    signatures: [
      { ...signed, side: 'IMPLEMENTING_BODY', textDigest: hex, uscc: IMPLEMENTING_BODY },
      { ...signed, side: 'OPERATOR', textDigest: hex, uscc: OPERATOR },
    ],
    filing: { ...signed, filingNo: 'B-1' },
    ...over,
  });
}
