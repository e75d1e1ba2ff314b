import { createHash, X509Certificate } from 'node:crypto';
import { type Input, type Name, type Role, type Spec, specs } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { samples } from './samples.js';
import { contractSuite, type OpenBench, skip, type Use } from './suite.js';

type Change = Input<'governance:propose'>['change'];
const restricted = specs.filter(([, { access }]) => typeof access !== 'string');
const enrolled = specs.filter(([, { access }]) => access === 'ENROLLED');

/** Somebody who has a role, alone in its organisation, and whose standing can be taken away. */
interface Subject {
  readonly id: string;
  readonly mspId: string;
  readonly uscc: string;
  readonly role: Role;
  /** Organisations that may give the role, and that may give it while the subject may not. */
  readonly issuers: string[];
  readonly others: string[];
}

const [REGISTRY, AUTHORITY, COURT, EXCHANGE] = [
  'RegistryMSP',
  'AuthorityMSP',
  'CourtMSP',
  'ExchangeMSP',
];
const subjects: readonly Subject[] = [
  {
    ...{ id: 'registrar2', mspId: REGISTRY, uscc: '91510100MA7DEM0C6H', role: 'registrar' },
    ...{ issuers: [REGISTRY], others: [AUTHORITY] },
  },
  {
    ...{ id: 'notary', mspId: COURT, uscc: '12510100MB1DEM0F3D', role: 'witness' },
    ...{ issuers: [REGISTRY, AUTHORITY, COURT], others: [REGISTRY, AUTHORITY] },
  },
  {
    ...{ id: 'arbitrator', mspId: COURT, uscc: '12510100MB1DEM0E5J', role: 'arbitrator' },
    ...{ issuers: [COURT], others: [AUTHORITY] },
  },
  {
    ...{ id: 'judge2', mspId: COURT, uscc: '11510100MB1DEM0J6W', role: 'court' },
    ...{ issuers: [COURT], others: [AUTHORITY] },
  },
  {
    ...{ id: 'exchange2', mspId: EXCHANGE, uscc: '91510100MA7DEM0H7R', role: 'exchange' },
    ...{ issuers: [EXCHANGE], others: [AUTHORITY] },
  },
  {
    ...{ id: 'exchange-official', mspId: EXCHANGE, uscc: '91510100MA7DEM032U', role: 'official' },
    ...{ issuers: [REGISTRY, AUTHORITY, COURT, EXCHANGE], others: [REGISTRY, AUTHORITY, COURT] },
  },
  {
    ...{ id: 'utility', mspId: AUTHORITY, uscc: '91510000MA7DEM0AXH', role: 'publicUtility' },
    ...{ issuers: [AUTHORITY], others: [REGISTRY] },
  },
  {
    ...{ id: 'operator', mspId: AUTHORITY, uscc: '91510000MA7DEM024U', role: 'operator' },
    ...{ issuers: [AUTHORITY], others: [REGISTRY] },
  },
  // The last party: it is its organisation’s only official’s as well.
  {
    ...{
      id: 'implementer',
      mspId: AUTHORITY,
      uscc: '12510100MB1DEM06XL',
      role: 'implementingBody',
    },
    ...{ issuers: [AUTHORITY], others: [REGISTRY] },
  },
  // Of the same party, so that its home is lost with the one before.
  {
    ...{ id: 'supervisor', mspId: AUTHORITY, uscc: '12510100MB1DEM06XL', role: 'supervisor' },
    ...{ issuers: [AUTHORITY], others: [REGISTRY] },
  },
];

/** Whose party, once it is homeless, leaves an organisation without an official. */
const voiceless: readonly string[] = ['exchange-official', 'implementer', 'supervisor'];

/** Whom a transaction knows by a role of its own. */
function subjectOf(spec: Spec): Subject {
  const subject = subjects.find(({ role }) => spec.access.includes(role));
  if (subject === undefined) throw new TypeError(`Nobody here may ${spec.summary}.`);
  return subject;
}

const officials: Readonly<Record<string, string>> = {
  [REGISTRY]: 'registry-official',
  [AUTHORITY]: 'authority-official',
  [COURT]: 'court-official',
  [EXCHANGE]: 'exchange-official',
};

/** The officials a change needs: two, and those of every organisation named. */
function officialsOf(msps: readonly string[]): string[] {
  const needed = [...new Set([...msps, AUTHORITY, REGISTRY])];
  return needed.flatMap((mspId) => officials[mspId] ?? []);
}

/** Who may call, for every transaction and query of the catalogue alike. */
export function accessSuite(name: string, open: OpenBench): void {
  contractSuite(`access: ${name}`, open, (use) => {
    describe('an input with an unknown field', () => {
      for (const [transaction, spec] of specs) {
        it(`is refused by ${transaction}`, async () => {
          const input = { ...samples[transaction], unheardOf: 1 };
          const as = typeof spec.access === 'string' ? 'judge' : subjectOf(spec).id;

          expect(await use().code(transaction, input, as)).to.equal('INPUT_INVALID');
        });
      }
    });
    describe('a certificate without a role', () => {
      for (const [transaction] of restricted) {
        it(`is refused by ${transaction}`, async () => {
          expect(await tried(use, transaction, 'court-gateway')).to.equal('ROLE_MISSING');
        });
        it(`is refused by ${transaction} before its input is read`, async () => {
          const input = { unheardOf: 1 };

          expect(await use().code(transaction, input, 'court-gateway')).to.equal('ROLE_MISSING');
        });
      }
      it('may ask what is open to everybody enrolled', async () => {
        expect(
          (await use().ask('governance:settings', { kind: 'TIME', limit: 1 }, 'court-gateway'))
            .items,
        ).to.have.length(1);
      });
    });
    unboundRoles(use);
    unfoundedChannels(use);
    homelessParties(use);
  });
  contractSuite(`access, taken for good: ${name}`, open, suspendedCertificates);
}

const tried = (use: Use, transaction: Name, as: string): Promise<string> =>
  use().code(transaction, samples[transaction], as);

function unboundRoles(use: Use): void {
  for (const { id, role, issuers, others, mspId } of subjects) {
    describe(`the role ${role} where ${mspId} may not give it`, () => {
      const bind = (msps: string[]): Change => ({ kind: 'ROLE', value: { role, msps } });
      before(async () => {
        await use().adopt(bind(others), ...officialsOf([...issuers, ...others]));
      });
      after(async () => {
        const voters = role === 'official' ? others : [...issuers, ...others];
        await use().adopt(bind(issuers), ...officialsOf(voters));
      });

      for (const [transaction] of restricted.filter(([, spec]) => subjectOf(spec).id === id)) {
        it(`is refused by ${transaction}`, async () => {
          expect(await tried(use, transaction, id)).to.equal('ROLE_NOT_BOUND');
        });
      }
    });
  }
}

function homelessParties(use: Use): void {
  for (const { id, uscc, mspId } of subjects) {
    describe(`the party of ${id} when it is not at home in ${mspId}`, () => {
      const home = (msps: string[]): Change => ({ kind: 'HOME', value: { uscc, msps } });
      const elsewhere = mspId === AUTHORITY ? REGISTRY : AUTHORITY;
      // An organisation whose only official lost his home has no voice to call him back.
      const isLastOfficial = voiceless.includes(id);
      before(async function () {
        if (isLastOfficial && !use().bench.alone) skip(this, 'it could not be undone here');
        if (id === 'supervisor') return;
        await use().adopt(home([elsewhere]), ...officialsOf([mspId, elsewhere]));
      });
      after(async () => {
        if (isLastOfficial) return;
        await use().adopt(home([mspId]), ...officialsOf([mspId, elsewhere]));
      });

      for (const [transaction] of restricted.filter(([, spec]) => subjectOf(spec).id === id)) {
        it(`is refused by ${transaction}`, async () => {
          expect(await tried(use, transaction, id)).to.equal('PARTY_NOT_HOME');
        });
      }
    });
  }
}

function unfoundedChannels(use: Use): void {
  describe('a channel that nobody founded', () => {
    let stage: ReturnType<Use>;
    before(async function () {
      const { openUnfounded } = use().bench;
      if (openUnfounded === undefined) skip(this, 'a channel of its own takes a network');
      stage = use().on(await openUnfounded());
    });
    after(async () => {
      await stage.bench.close();
    });

    for (const [transaction, spec] of restricted) {
      it(`is named by ${transaction}`, async () => {
        expect(await stage.code(transaction, samples[transaction], subjectOf(spec).id)).to.equal(
          'GOVERNANCE_NOT_FOUNDED',
        );
      });
    }
  });
}

function suspendedCertificates(use: Use): void {
  describe('a suspended certificate', () => {
    const suspend = ({ id, mspId }: Subject, as = mspId): Change => {
      const { raw } = new X509Certificate(use().bench.as(id).pem);
      const fingerprint = createHash('sha256').update(raw).digest('hex');
      return {
        kind: 'CERTIFICATE',
        value: { mspId: as, fingerprint, suspended: true, reason: '测试' },
      };
    };
    // The last official of an organisation could not lift his own suspension.
    before(async function () {
      if (!use().bench.alone) skip(this, 'it could not be undone here');
      const [, , arbitrator] = subjects;
      if (arbitrator !== undefined) {
        await use().adopt(suspend(arbitrator, REGISTRY), ...officialsOf([REGISTRY]));
      }
    });

    it('is not one that another organisation calls its own', async () => {
      expect(await tried(use, 'evidence:read', 'arbitrator')).to.equal('EVIDENCE_NOT_FOUND');
    });

    it('is one that its own organisation agreed to suspend', async () => {
      for (const subject of subjects) {
        await use().adopt(suspend(subject), ...officialsOf([subject.mspId]));
      }
    });

    for (const [transaction, spec] of restricted) {
      it(`is refused by ${transaction}`, async () => {
        expect(await tried(use, transaction, subjectOf(spec).id)).to.equal('CERTIFICATE_SUSPENDED');
      });
    }
    for (const [transaction] of enrolled) {
      it(`is refused by ${transaction}`, async () => {
        expect(await tried(use, transaction, 'arbitrator')).to.equal('CERTIFICATE_SUSPENDED');
      });
    }
  });
}
