import {
  type Attestation,
  attestationStatus,
  IssueAttestationInput,
  issueAttestation,
  type PartyQualification,
  pickValid,
  withdrawAttestation,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';

const hex = '0'.repeat(64);
const uscc = '91510100MA7DEM0166';
const at = '2026-03-02T01:00:00.000Z';
const by = {
  ...{ mspId: 'RegistryMSP', uscc, role: 'processor' as const, fingerprint: hex, person: hex },
  custody: 'CUSTODIAL',
} as const;
const act = { by, moment: { txId: hex, time: at }, notBefore: at };
const qualification: PartyQualification = {
  ...{ v: 1, uscc, id: 'q-1', code: 'COMPLIANCE_ASSESSOR', documentDigest: hex },
  ...{ validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-12-31T00:00:00.000Z' },
  ...{ recordedBy: 'RegistryMSP', recordedAt: '2026-01-01T00:00:00.000Z', txId: hex },
};
const input = {
  ...{ id: 'att-1', kind: 'COMPLIANCE' as const, subject: 'CD-GS-0007@1', qualification: 'q-1' },
  ...{ reportDigest: hex, conclusion: '合规' },
  ...{ validFrom: '2026-03-02', validTo: '2026-09-01' },
} as const;
const issued = (over: Partial<Attestation> = {}): Attestation => ({
  ...issueAttestation(input, qualification, act),
  ...over,
});

describe('attestation', () => {
  for (const [asOf, status] of [
    ['2026-03-01T15:59:59.999Z', 'PENDING'],
    ['2026-03-01T16:00:00.000Z', 'VALID'],
    ['2026-09-01T15:59:59.999Z', 'VALID'],
    ['2026-09-01T16:00:00.000Z', 'EXPIRED'],
  ] as const) {
    it(`is ${status} at ${asOf}, by days in Shanghai`, () => {
      expect(attestationStatus(issued(), asOf)).to.equal(status);
    });
  }

  it('is withdrawn by its issuer, once, and counted as before until then', () => {
    const withdrawn = withdrawAttestation(issued(), '样本有误', act);
    const other = { ...act, by: { ...by, uscc: '91510107MA7DEM0839' } };

    expect(attestationStatus(withdrawn, at)).to.equal('WITHDRAWN');
    expect(attestationStatus(withdrawn, '2026-03-02T00:59:59.999Z')).to.equal('VALID');
    expect(refusal(() => withdrawAttestation(withdrawn, '再次', act)).code).to.equal(
      'ATTESTATION_WITHDRAWN',
    );
    expect(refusal(() => withdrawAttestation(issued(), '样本有误', other)).code).to.equal(
      'CALLER_FORBIDDEN',
    );
  });

  for (const [what, wrong] of [
    ['nobody holds', undefined],
    ['is for something else', { ...qualification, code: 'QUALITY_ASSESSOR' }],
    ['ran out', { ...qualification, validTo: at }],
    ['begins later', { ...qualification, validFrom: '2026-03-02T01:00:00.001Z' }],
    ['was recorded later', { ...qualification, recordedAt: '2026-03-02T01:00:00.001Z' }],
    ['was withdrawn', { ...qualification, withdrawn: { at, reason: '测试', txId: hex } }],
  ] as const) {
    it(`is not issued by a qualification that ${what}`, () => {
      expect(refusal(() => issueAttestation(input, wrong, act)).code).to.equal(
        'ASSESSOR_NOT_QUALIFIED',
      );
    });
  }

  it('has figures where its kind asks for them, and nowhere else', () => {
    const quality = {
      ...{ completeness: 9_990, accuracy: 9_950, consistency: 10_000, timeliness: 9_800 },
      ...{ method: '抽样比对', sampleDigest: hex },
    };
    const takes = (value: object): boolean => IssueAttestationInput.safeParse(value).success;

    expect(takes(input)).to.equal(true);
    expect(takes({ ...input, quality })).to.equal(false);
    expect(takes({ ...input, kind: 'QUALITY' })).to.equal(false);
    expect(takes({ ...input, kind: 'QUALITY', quality })).to.equal(true);
    const over = { ...quality, accuracy: 10_001 };
    expect(takes({ ...input, kind: 'QUALITY', quality: over })).to.equal(false);
    expect(takes({ ...input, kind: 'MANAGEMENT_RATING' })).to.equal(false);
  });

  it('is found among several, whichever of them is valid', () => {
    const asked = { kind: 'COMPLIANCE', subject: input.subject, at } as const;
    const expired = issued({ id: 'att-0', validTo: '2026-03-01', validFrom: '2026-01-01' });

    expect(pickValid([expired, issued()], asked).id).to.equal('att-1');
    expect(refusal(() => pickValid([expired], asked)).code).to.equal('ATTESTATION_MISSING');
  });
});
