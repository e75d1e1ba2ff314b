import {
  type Actor,
  checkCommitment,
  checkPrevious,
  commitmentOf,
  deposit,
  type DepositInput,
  erase,
  type EvidenceRecord,
  evidenceStatus,
  requirePayloadReader,
  type Tombstone,
} from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { refusal } from '../support/refusal.js';

const at = { txId: 'a'.repeat(64), time: '2026-03-02T01:00:00.000Z' };
const holder: Actor = {
  mspId: 'RegistryMSP',
  roles: ['rightsHolder'],
  role: 'rightsHolder',
  uscc: '91510100MA7DEM0166',
  fingerprint: 'f'.repeat(64),
  custody: 'CUSTODIAL',
};
const stranger: Actor = { ...holder, uscc: '91510700MA7DEM059J' };
const court: Actor = { ...stranger, mspId: 'CourtMSP', role: 'court', roles: ['court'] };
const input: DepositInput = {
  id: 'ev-1',
  kind: 'FILE',
  digests: { 'SHA-256': '1'.repeat(64), SM3: '2'.repeat(64) },
  size: 296,
  source: { origin: 'OWN', statement: '企业自有生产数据' },
  environment: {
    tool: 'shuquan',
    toolVersion: '0.1.0',
    system: 'Linux',
    cleanlinessCheck: { performed: true },
  },
};
const depositor = {
  mspId: holder.mspId,
  uscc: holder.uscc,
  role: holder.role,
  fingerprint: holder.fingerprint,
  custody: holder.custody,
};
const withPayload: EvidenceRecord = deposit(
  { ...input, commitment: '3'.repeat(64) },
  holder,
  at,
  'RegistryMSP',
);

describe('deposit', () => {
  it('becomes a record of what was stated, by whom and when', () => {
    expect(deposit(input, holder, at, undefined)).to.deep.equal({
      v: 1,
      ...input,
      depositor,
      depositedAt: at.time,
      txId: at.txId,
      interval: 'WIDE_INTERVAL',
    });
  });

  it('is bounded when it cites a beacon', () => {
    const beacon = { number: 1, digest: '4'.repeat(64) };

    expect(deposit({ ...input, beacon }, holder, at, undefined).interval).to.equal('BOUNDED');
  });

  it('keeps a claimed event time as claimed, however old', () => {
    const claimedEventTime = '1999-01-01T00:00:00.000Z';

    const record = deposit({ ...input, claimedEventTime }, holder, at, undefined);

    expect(record).to.include({ claimedEventTime, depositedAt: at.time });
  });

  const texts: readonly [string, Partial<DepositInput>][] = [
    ['its statement', { source: { origin: 'OWN', statement: '电话13812345678' } }],
    ['its tool', { environment: { ...input.environment, tool: 'a@example.com' } }],
    ['its tool’s version', { environment: { ...input.environment, toolVersion: 'a@example.com' } }],
    ['its system', { environment: { ...input.environment, system: 'a@example.com' } }],
    ['its id', { id: '13812345678' }],
  ];
  for (const [where, over] of texts) {
    it(`carries no personal data in ${where}`, () => {
      expect(refusal(() => deposit({ ...input, ...over }, holder, at, undefined)).code).to.equal(
        'PERSONAL_DATA_REFUSED',
      );
    });
  }

  it('is continued by its depositor’s party only', () => {
    checkPrevious(withPayload, { ...holder, mspId: 'ExchangeMSP' });

    expect(
      refusal(() => {
        checkPrevious(withPayload, stranger);
      }).code,
    ).to.equal('CALLER_FORBIDDEN');
    expect(
      refusal(() => {
        checkPrevious(withPayload, court);
      }).code,
    ).to.equal('CALLER_FORBIDDEN');
  });
});

describe('commitment', () => {
  const payload = Buffer.from('payload');
  const held = (saltLength: number, size = 7): void => {
    const salt = Buffer.alloc(saltLength, 1);
    const content = Buffer.alloc(size, 2);
    checkCommitment(commitmentOf(salt, content), salt, content);
  };

  it('holds with 16 to 64 bytes of salt and up to 1 MiB of payload', () => {
    held(16);
    held(64);
    held(16, 1024 * 1024);
  });

  for (const [what, act, code] of [
    [
      '15 bytes of salt',
      () => {
        held(15);
      },
      'SALT_TOO_SHORT',
    ],
    [
      '65 bytes of salt',
      () => {
        held(65);
      },
      'INPUT_INVALID',
    ],
    [
      'more than 1 MiB',
      () => {
        held(16, 1024 * 1024 + 1);
      },
      'INPUT_INVALID',
    ],
    [
      'another payload',
      () => {
        checkCommitment('0'.repeat(64), Buffer.alloc(16), payload);
      },
      'COMMITMENT_MISMATCH',
    ],
  ] as const) {
    it(`is refused with ${code} for ${what}`, () => {
      expect(refusal(act).code).to.equal(code);
    });
  }
});

describe('erasure', () => {
  const request = { id: 'ev-1', reason: 'SUBJECT_REQUEST' as const, legalBasis: 'PIPL 47' };
  const done: Tombstone = {
    v: 1,
    id: 'ev-1',
    commitment: '3'.repeat(64),
    reason: 'SUBJECT_REQUEST',
    legalBasis: 'PIPL 47',
    erasedBy: depositor,
    erasedAt: at.time,
    txId: at.txId,
  };

  const custody = { custodians: ['RegistryMSP', 'AuthorityMSP'], court: 'CourtMSP' };

  it('leaves a tombstone with the commitment', () => {
    expect(erase(withPayload, request, holder, at)).to.deep.equal(done);
  });

  it('is open to the depositor’s party and the court, as the payload is', () => {
    for (const actor of [holder, court]) requirePayloadReader(withPayload, actor, custody);

    expect(erase(withPayload, request, court, at).erasedBy.role).to.equal('court');
    for (const act of [
      () => erase(withPayload, request, stranger, at),
      () => {
        requirePayloadReader(withPayload, stranger, custody);
      },
    ]) {
      expect(refusal(act).code).to.equal('CALLER_FORBIDDEN');
    }
  });

  it('is read through an organisation that keeps payloads only', () => {
    const elsewhere = { ...holder, mspId: 'ExchangeMSP' };

    const refused = refusal(() => {
      requirePayloadReader(withPayload, elsewhere, custody);
    });

    expect(refused.code).to.equal('CALLER_FORBIDDEN');
    expect(refused.params['custodians']).to.deep.equal(custody.custodians);
  });

  it('wants a payload to erase', () => {
    const bare = deposit(input, holder, at, undefined);

    expect(refusal(() => erase(bare, request, holder, at)).code).to.equal('PAYLOAD_NOT_FOUND');
  });

  it('is never dated before the deposit', () => {
    const early = { ...at, time: '2020-01-01T00:00:00.000Z' };

    expect(erase(withPayload, request, holder, early).erasedAt).to.equal(at.time);
  });

  it('carries no personal data in its legal basis', () => {
    const act = (): unknown =>
      erase(withPayload, { ...request, legalBasis: 'a@example.com' }, holder, at);

    expect(refusal(act).code).to.equal('PERSONAL_DATA_REFUSED');
  });

  for (const [status, tombstone, successors] of [
    ['DEPOSITED', undefined, []],
    ['SUPERSEDED', undefined, ['ev-2']],
    ['ERASED', done, []],
    ['ERASED', done, ['ev-2']],
  ] as const) {
    it(`makes the status ${status} of ${tombstone ? 'a' : 'no'} tombstone and ${successors.length} successors`, () => {
      expect(evidenceStatus(tombstone, successors)).to.equal(status);
    });
  }
});
