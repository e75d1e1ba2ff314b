import {
  type Attestation,
  type AuthorizationAgreement,
  type CaseActor,
  type CatalogEntry,
  type PublicResourceRegistration,
  subjectOf,
} from '@shuquan/chaincode/model';
import { initialForm } from './register-samples.js';
import { IMPLEMENTING_BODY, OPERATOR, REG1 } from './parties.js';
import { plant } from './planting.js';
import type { Bench } from './bench.js';

const hex = '0'.repeat(64);
const at = '2026-01-01T00:00:00.000Z';
const by = {
  ...{ mspId: 'AuthorityMSP', uscc: IMPLEMENTING_BODY, role: 'implementingBody' },
  ...{ fingerprint: hex, person: hex, custody: 'CUSTODIAL' },
} as unknown as CaseActor;
const department = IMPLEMENTING_BODY;

export function catalogEntry(
  catalogNo: string,
  {
    level = 'GENERAL',
    ...over
  }: Partial<CatalogEntry> & { level?: 'GENERAL' | 'IMPORTANT' | 'CORE' } = {},
): CatalogEntry {
  return {
    ...{ v: 1, catalogNo, title: '经营主体登记监管信息', shareType: 'UNCONDITIONAL' },
    ...{ openType: 'NOT_OPEN', updateFrequency: 'DAY', origin: { kind: 'DECLARED' } },
    items: [{ item: 'name', name: '名称', authoritative: true }],
    standardRef: 'GB/T 0',
    classification: {
      ...{ sector: 'MARKET_REGULATION', category: 'REGISTRATION' },
      ...{ level, personalInfo: 'NONE', assessor: department },
      ...{ basis: '示例', assessedOn: '2026-01-01' },
    },
    classifiedUnder: { listId: 'CLASSIFICATION_MARKET_REGULATION', version: 1 },
    ...{ department, version: 1, state: 'ACTIVE', ordinal: 1, month: '202601', by, at, txId: hex },
    ...over,
  };
}

const done = new WeakMap<Bench, Set<string>>();

/** Has entries of the catalogue stand on a channel, once each. */
export async function plantEntries(bench: Bench, entries: readonly CatalogEntry[]): Promise<void> {
  const known = done.get(bench) ?? new Set();
  done.set(bench, known);
  for (const entry of entries) {
    if (known.has(entry.catalogNo)) continue;
    known.add(entry.catalogNo);
    await plant(bench, ['catalog-entry', entry.catalogNo], entry);
  }
}

/** How an agreement comes about has a suite of its own. */
export const plantAgreement = (bench: Bench, agreement: AuthorizationAgreement): Promise<void> =>
  plant(bench, ['agreement', agreement.id], agreement);

export async function plantAttestation(
  bench: Bench,
  kind: Attestation['kind'],
  subject: string,
): Promise<Attestation> {
  const record: Attestation = {
    ...{ v: 1, id: `at-${subject.replaceAll('@', '-')}`, kind, subject, issuer: OPERATOR },
    qualification: { id: 'q-1', code: `${kind}_ASSESSOR` },
    ...{ reportDigest: hex, conclusion: '合格', validFrom: '2026-01-01', validTo: '2040-01-01' },
    ...{ by, at, txId: hex },
  };
  await plant(bench, ['attestation', record.id], record);
  await plant(bench, ['attestation-head', kind, subject], { v: 1, ids: [record.id] });
  return record;
}

export const assessedEntry = (catalogNo: string): string => subjectOf(catalogNo, 1);

export function registrationRecord(
  product: string,
  lookupCode: string,
  over: Partial<PublicResourceRegistration> = {},
): PublicResourceRegistration {
  const { description, digests } = initialForm(product);
  return {
    ...{ v: 1, lookupCode, case: 'rc-planted', profile: { id: 'PUBLIC_2025', version: 1 } },
    ...{ article: 'PUBLIC_2025/26号', registrar: REG1, holder: OPERATOR },
    ...{ basis: 'AUTHORISED_OPERATION', data: { asset: product, version: 1 }, digests },
    ...{ evidence: 'ev-planted', catalogNos: ['CD-GS-0007'], description, recordDigest: hex },
    registeredAt: '2026-01-01T00:00:00.000Z',
    validity: { count: 3, unit: 'YEAR' },
    ...{ lastValidDay: '2040-01-01', entries: [], txId: hex },
    ...over,
  };
}

export async function plantRegistration(
  bench: Bench,
  product: string,
  lookupCode: string,
  over: Partial<PublicResourceRegistration> = {},
): Promise<PublicResourceRegistration> {
  const registeredAt = bench.now().toISOString();
  const record = registrationRecord(product, lookupCode, { registeredAt, ...over });
  await plant(bench, ['resource', lookupCode], record);
  return record;
}
