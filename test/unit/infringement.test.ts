import {
  type ActedBy,
  attestPack,
  canonicalize,
  closePack,
  comparisonOf,
  infringementClaims,
  type InfringementPack,
  type PackAct,
  packAt,
} from '@shuquan/chaincode/model';
import { claimsOf, infringementFault } from '@shuquan/verifier';
import { expect } from 'chai';
import { HOLDER_A, HOLDER_B, NOTARY, REG1 } from '../support/parties.js';
import { refusal } from '../support/refusal.js';

const hex = (digit: string): string => digit.repeat(64);
const by = (uscc: string, at = '2026-10-01T00:00:00.000Z'): ActedBy => ({
  ...{ uscc, mspId: 'RegistryMSP', role: 'rightsHolder', fingerprint: hex('f'), at },
  ...{ custody: 'CLIENT_HELD', txId: hex('0') },
});
const act = (uscc: string, at?: string): PackAct => ({ by: by(uscc, at), notBefore: by(uscc).at });
const digests = { 'SHA-256': hex('1'), SM3: hex('2') };

const pack = (over: Partial<InfringementPack> = {}): InfringementPack => ({
  ...{ v: 1, id: 'IP-1', right: 'R-1', holder: HOLDER_A, registrar: REG1, original: digests },
  data: { asset: 'DS-A', version: 1 },
  suspected: { evidence: 'EV-1', digests, depositedAt: '2026-10-01T00:00:00.000Z' },
  obtained: {
    ...{ how: 'PURCHASE', where: '某网站', on: '2026-09-30', processLogDigest: hex('3') },
  },
  ...{ opened: by(HOLDER_A), notBefore: by(HOLDER_A).at, steps: [] },
  ...over,
});

const paper = { statement: '属实', documentDigest: hex('4') };
const gradeOf = (of: InfringementPack, claim: string): string | undefined =>
  infringementClaims(of).find((each) => each.claim === claim)?.grade;

describe('a pack about a suspected copy', () => {
  it('proves the same bytes only by both digests', () => {
    const other = { ...digests, SM3: hex('9') };

    expect(gradeOf(pack(), 'SAME_BYTES')).to.equal('PROVEN');
    expect(gradeOf(pack({ original: other }), 'SAME_BYTES')).to.equal('NOT_PROVEN');
  });

  it('never finds an infringement, whatever else it holds', () => {
    const thresholds = { similarity: 9000, containment: 9000, article: 'NATIONAL_2026/39(2)' };
    const found = {
      ...{ v: 1 as const, fileDigests: digests, rowsDigest: hex('5'), schemaDigest: hex('6') },
      ...{ rows: 9, columns: 2 },
    };
    const { rowsDigest, schemaDigest, rows, columns } = found;
    const fingerprint = { rowsDigest, schemaDigest, rows, columns };
    const comparison = comparisonOf({ version: { digests, fingerprint } }, found, thresholds);
    const full = pack({
      suspect: HOLDER_B,
      steps: [
        { kind: 'COMPARED', comparison, ...act(REG1) },
        { kind: 'ATTESTED', ...paper, ...act(NOTARY) },
      ],
    });

    expect(comparison).to.include({ tier: 'SAME_FILE', sameRows: true, sameSchema: true });
    expect(infringementClaims(full).map(({ claim, grade }) => `${claim} ${grade}`)).to.deep.equal([
      ...['RIGHT_HELD PROVEN', 'SUSPECTED_DEPOSITED PROVEN', 'SAME_BYTES PROVEN'],
      ...['SAME_DATA STATED', 'OBTAINED STATED', 'SUSPECT STATED', 'INFRINGEMENT NOT_PROVEN'],
    ]);
  });

  it('takes no word of its holder’s own as a witness’s', () => {
    expect(refusal(() => attestPack(pack(), paper, act(HOLDER_A)))).to.include({
      code: 'CALLER_FORBIDDEN',
    });
  });

  it('ends with so many steps, the last of which is its holder’s', () => {
    let full = pack();
    for (let step = 0; step < 39; step += 1) full = attestPack(full, paper, act(NOTARY));

    expect(refusal(() => attestPack(full, paper, act(NOTARY)))).to.include({
      code: 'RECORD_STATE_FORBIDS',
    });
    expect(closePack(full, '已和解', act(HOLDER_A)).steps).to.have.length(40);
  });

  it('is answered as of an instant, without what came later', () => {
    const later = attestPack(pack(), paper, act(NOTARY, '2026-10-05T00:00:00.000Z'));
    const at = (instant: string) => packAt(later, { asOf: instant, knownAt: instant });

    expect(at('2026-09-01T00:00:00.000Z')).to.deep.include({
      status: 'NOT_YET_OPENED',
      claims: [],
    });
    expect(at('2026-10-02T00:00:00.000Z').pack.steps).to.deep.equal([]);
    expect(at('2026-10-06T00:00:00.000Z').pack.steps).to.have.length(1);
  });
});

describe('a signed answer about a pack', () => {
  const asked = { asOf: by(HOLDER_A).at, knownAt: by(HOLDER_A).at, beacon: 1 };
  const view = { ...packAt(pack(), asked), disputes: [], asked };
  const answer = (value: unknown, transaction = 'infringement:read') => ({
    ...{ transaction, value: typeof value === 'string' ? value : canonicalize(value) },
  });
  const fault = (value: unknown, transaction?: string): string | undefined =>
    infringementFault(answer(value, transaction) as never);

  it('is believed only with the claims that follow from the pack', () => {
    const claims = view.claims.map((each) => ({ ...each, grade: 'PROVEN' as const }));

    expect(fault(view)).to.equal(undefined);
    expect(fault({ ...view, claims })).to.match(/do not|not those/);
    expect(fault({ ...view, claims: [] })).to.match(/not those/);
    expect(fault({ ...view, more: 1 })).to.match(/can not be read/);
    expect(fault('{')).to.match(/can not be read/);
    expect(fault('{', 'order:read')).to.equal(undefined);
  });

  it('is told claim by claim, a word with whose it is', () => {
    const facts = claimsOf([answer(view), answer('{'), answer(view, 'order:read')] as never);

    expect(facts).to.have.length(7);
    expect(facts.at(-1)).to.include({
      status: 'NOT_PROVEN',
      fact: '是否侵权 (an infringement) of IP-1',
    });
    expect(facts[4]?.detail).to.contain(`Said by ${HOLDER_A}.`);
  });
});
