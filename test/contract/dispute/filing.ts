import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { ARBITRATION, COURT, HOLDER_A, HOLDER_B, REG1 } from '../../support/parties.js';
import { quietForm } from '../../support/register-samples.js';
import type { UseDisputes } from '../dispute.suite.js';

export function filing(use: UseDisputes): void {
  it('names the claim, what bears the interest out, and everybody whose right it is', async () => {
    const desk = use();
    const granted = await desk.operated();

    const record = await desk.filed(granted);

    expect(record).to.deep.include({ claimant: HOLDER_B, respondents: [HOLDER_A], steps: [] });
    expect(record.rights).to.deep.equal([granted.right]);
    expect(await desk.statusOf(record.id)).to.equal('FILED');
  });

  it('is a remark beside the right, and blocks nothing', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id, filed } = await desk.filed(granted);

    const about = { kind: 'RIGHT' as const, id: granted.right, limit: 10 };
    const { items } = await desk.stage.ask('dispute:about', about, 'bank');

    expect(items).to.deep.equal([
      {
        ...{ id, path: 'ARBITRATION', body: ARBITRATION, status: 'FILED', blocks: false },
        filedAt: filed.at,
      },
    ]);
    expect(await desk.attached(granted.right)).to.deep.equal([]);
    expect(await desk.transferring(granted)).to.equal('OK');
    const before = { ...about, asOf: new Date(Date.parse(filed.at) - 1).toISOString() };
    expect((await desk.stage.ask('dispute:about', before, 'bank')).items).to.deep.equal([]);
    expect(await desk.stage.code('dispute:about', { ...about, cursor: 'x' }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
  });

  it('needs an interest that the ledger or evidence bears out', async () => {
    const desk = use();
    const granted = await desk.operated();
    const as = (basis: string, evidence: string[] = [], who = 'holder-b'): Promise<string> =>
      desk.refused(
        'dispute:file',
        desk.filing(granted.right, { standing: { basis: basis as 'HOLDER', evidence } }),
        who,
      );

    expect(await as('HOLDER')).to.equal('STANDING_NOT_SHOWN');
    expect(await as('CONTRACT_PARTY')).to.equal('STANDING_NOT_SHOWN');
    expect(await as('INTEREST')).to.equal('STANDING_NOT_SHOWN');
    expect(await as('INTEREST', ['nothing'])).to.equal('EVIDENCE_NOT_FOUND');
    expect(await as('OBJECTOR')).to.equal('INPUT_INVALID');
    expect(await as('HOLDER', [], 'holder-a')).to.equal('RESPONDENT_MISSING');
  });

  it('of a grant is its two sides’', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id } = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    const standing = { basis: 'CONTRACT_PARTY' as const, evidence: [] };
    const form = desk.filing('', { subjects: [{ kind: 'GRANT', id }], standing });

    expect(await desk.refused('dispute:file', form, 'holder-b')).to.equal('STANDING_NOT_SHOWN');
    const record = await desk.act('dispute:file', form, 'consumer-c');

    expect(record).to.deep.include({ respondents: [HOLDER_A], rights: [] });
  });

  it('is before a body of its kind, and before an arbitrator by agreement alone', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const evidence = [await desk.evidence()];
    const standing = { basis: 'INTEREST' as const, evidence };
    const file = (over: object): Promise<string> =>
      desk.refused('dispute:file', { ...desk.filing(right, { standing }), ...over }, 'holder-b');

    expect(await file({ agreementDigest: undefined })).to.equal('ARBITRATION_AGREEMENT_MISSING');
    expect(await file({ body: REG1 })).to.equal('DISPUTE_BODY_UNKNOWN');
    expect(await file({ body: '91510107MA7DEM0838' })).to.equal('DISPUTE_BODY_UNKNOWN');
    const form = { ...desk.filing(right, { standing }), path: 'COURT' as const, body: COURT };
    const { id } = await desk.act('dispute:file', form, 'holder-b');
    expect(await desk.refused('dispute:accept', { id }, 'arbitrator')).to.equal('CALLER_FORBIDDEN');
    await desk.act('dispute:accept', { id }, 'judge');
  });

  it('is about something that is there, under an id that is free, one at a time', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id, standing } = await desk.filed(granted);
    const file = (over: object, as = 'holder-b'): Promise<string> =>
      desk.refused('dispute:file', { ...desk.filing(granted.right, { standing }), ...over }, as);

    expect(await file({ subjects: [{ kind: 'CERTIFICATE', id: 'nothing' }] })).to.equal(
      'RECORD_NOT_FOUND',
    );
    expect(await file({ subjects: [{ kind: 'DELIVERY', id: 'nothing' }] })).to.equal(
      'RECORD_NOT_FOUND',
    );
    expect(await file({})).to.equal('RECORD_EXISTS');
    expect(await file({ id }, 'consumer-c')).to.equal('RECORD_EXISTS');
    expect(await file({ id: '510104199003074518' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('dispute:withdraw', { id, reasons: '另行协商' }, 'holder-b');
    await desk.filed(granted);
  });

  it('for a natural person comes through the registrar of its right alone', async () => {
    const desk = use();
    const { right } = await desk.operated();
    const spokenFor = { person: `NP-${'a'.repeat(32)}`, papersDigest: 'b'.repeat(64) };
    const form = { ...desk.filing(right), spokenFor };

    expect(await desk.refused('dispute:file', form, 'holder-b')).to.equal('CALLER_FORBIDDEN');
    expect(await desk.refused('dispute:file', form, 'registrar1')).to.equal('CALLER_FORBIDDEN');
  });

  it('on an objection waits for the registrar’s conclusion', async () => {
    const desk = use();
    const { case: of, rights } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const objection = { case: of, objection: unique('ob') };
    const standing = { basis: 'OBJECTOR' as const, objection, evidence: [] };
    const form = desk.filing(rights[0] ?? '', { standing });
    const file = (as = 'holder-b'): Promise<string> => desk.refused('dispute:file', form, as);
    const raised = { ...objection, reasons: '数据来自共同项目', materialDigest: '0'.repeat(64) };

    expect(await file()).to.equal('OBJECTION_NOT_FOUND');
    await desk.act('objection:raise', raised, 'holder-b');
    expect(await file()).to.equal('OBJECTION_OPEN');
    const decision = { ...objection, outcome: 'REJECTED' as const, findings: '不成立' };
    await desk.act('objection:decide', decision, 'registrar1');

    expect(await file('consumer-c')).to.equal('STANDING_NOT_SHOWN');
    const { respondents } = await desk.act('dispute:file', form, 'holder-b');
    expect(respondents).to.deep.equal([HOLDER_A]);
  });

  it('is read by its sides, its body and the registrar, and by other offices for a purpose', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id } = await desk.filed(granted);
    const read = (as: string): Promise<string> => desk.stage.code('dispute:read', { id }, as);

    for (const as of ['holder-a', 'holder-b', 'arbitrator', 'registrar1']) {
      expect((await desk.dispute(id, as)).dispute.id, as).to.equal(id);
    }
    const on = { kind: 'DISPUTE' as const, id };
    for (const as of ['judge', 'supervisor']) {
      const view = await desk.stage.opened('dispute:read', { id }, { on, as });
      expect(view.dispute.id, as).to.equal(id);
    }
    expect(await read('consumer-c')).to.equal('CALLER_FORBIDDEN');
    expect(await read('registrar2')).to.equal('CALLER_FORBIDDEN');
    expect(await desk.stage.code('dispute:read', { id: 'nothing' }, 'judge')).to.equal(
      'RECORD_NOT_FOUND',
    );
    const late = { asOf: '2199-01-01T00:00:00.000Z' };
    expect(await desk.stage.code('dispute:read', { id, ...late }, 'arbitrator')).to.equal(
      'AS_OF_TOO_LATE',
    );
    const about = { kind: 'RIGHT', id: granted.right, limit: 1, ...late };
    expect(await desk.stage.code('dispute:about', about, 'judge')).to.equal('AS_OF_TOO_LATE');
  });
}
