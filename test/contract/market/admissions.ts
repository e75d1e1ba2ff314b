import { expect } from 'chai';
import { assess } from '../../support/assessor.js';
import { unique } from '../../support/founded.js';
import { codesOf } from '../../support/market-desk.js';
import { EXCHANGE2 } from '../../support/parties.js';
import type { UseMarket } from '../market.suite.js';
import { citing } from './affiliates.js';

const subject = { kind: 'RIGHT', right: 'nothing' } as const;

export function admissions(desk: UseMarket): void {
  it('says of three groups what was found, each on evidence that is there', async () => {
    const decision = await desk().admitted(subject);

    const read = await desk().stage.ask('admission:read', { id: decision.id }, 'bank');

    expect(read).to.deep.equal(decision);
    const again = { id: decision.id, subject, groups: decision.groups };
    expect(await desk().refused('admission:decide', again, 'exchange')).to.equal('RECORD_EXISTS');
    expect(await desk().stage.code('admission:read', { id: 'no-such' }, 'bank')).to.equal(
      'RECORD_NOT_FOUND',
    );
  });

  const missing = {
    ATTESTATION: 'ATTESTATION_MISSING',
    EVIDENCE: 'EVIDENCE_NOT_FOUND',
    CERTIFICATE: 'CERTIFICATE_NOT_FOUND',
    CONSENT: 'CONSENT_NOT_FOUND',
    AGREEMENT: 'AGREEMENT_NOT_FOUND',
    STEP: 'STEP_NOT_FOUND',
  } as const;
  for (const [kind, code] of Object.entries(missing)) {
    it(`rests on no ${kind.toLowerCase()} that there is not`, async () => {
      const check = { item: 'SOURCE', outcome: 'PASS', findings: '属实' };
      const evidence = [{ kind, id: unique('none') }];
      const groups = [{ group: 'SOURCE_LAWFUL', checks: [{ ...check, evidence }] }];
      const input = { id: unique('adm'), subject, groups };

      expect(await desk().refused('admission:decide', input, 'exchange')).to.equal(code);
    });
  }

  it('does not count where it is another’s, or where what it cites is withdrawn', async () => {
    const granted = await desk().operated();
    const of = { kind: 'RIGHT', right: granted.right } as const;
    const attested = await assess(desk(), 'COMPLIANCE', `${granted.asset}@1`);
    const [first, ...rest] = await desk().groups();
    if (first === undefined) throw new TypeError('There is a group.');
    const cited = [{ kind: 'ATTESTATION' as const, id: attested.id }];
    const checks = first.checks.map((each) => ({ ...each, evidence: cited }));
    const admission = await desk().admitted(of, 'exchange', [{ ...first, checks }, ...rest]);
    const terms = await desk().terms(granted, { admission: admission.id });
    expect(codesOf(await desk().checked(terms))).to.deep.equal([]);

    const other = await desk().checked(terms, { audience: EXCHANGE2 });
    expect(codesOf(other)).to.deep.equal(['ADMISSION_MISSING']);
    const withdrawn = { id: attested.id, reason: '报告有误' };
    await desk().act('attestation:withdraw', withdrawn, 'processor-e');
    const check = await desk().checked(terms);
    expect(check.reasons).to.deep.equal([
      {
        ...{ group: 'ADMISSION', code: 'ADMISSION_MISSING', what: 'EVIDENCE' },
        about: { kind: 'ATTESTATION', id: attested.id },
      },
    ]);
  });

  it('names nobody, and cites a beacon that is young', async function () {
    const groups = await desk().groups();
    const named = { id: 'tel-13800138000', subject, groups };
    expect(await desk().refused('admission:decide', named, 'exchange')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    const input = { id: unique('adm'), subject, groups };
    await citing(desk, this, { 'admission:decide': [input, 'exchange'] });
  });
}
