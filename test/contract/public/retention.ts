import { expect } from 'chai';
import { assess } from '../../support/assessor.js';
import { depositInput, privatePayload, unique } from '../../support/founded.js';
import { Registrar } from '../../support/registrar.js';
import type { Use } from '../suite.js';

/** PIPL 56: the report behind an impact assessment is not erased while it must be kept. */
export function retention(use: Use): void {
  it('are kept for three years, withdrawn or not, unless a court orders', async () => {
    const desk = new Registrar(use());
    const { commitment, transient } = privatePayload('个人信息保护影响评估报告');
    await desk.time();
    const evidence = depositInput({ id: unique('ev'), commitment });
    await use().submit('evidence:deposit', evidence, 'processor-e', { transient });
    const subject = `${unique('CD-GS')}@1`;
    const report = { report: evidence.id };
    const { id, retainedUntil } = await assess(desk, 'PIPIA', subject, report);
    const now = use().bench.now().getUTCFullYear();
    await desk.act('attestation:withdraw', { id, reason: '重新评估' }, 'processor-e');
    const erase = { id: evidence.id, reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL 47' } as const;

    expect(Number((retainedUntil ?? '').slice(0, 4))).to.equal(now + 3);
    const refused = await use().code('evidence:erase', erase, 'processor-e');
    expect(refused).to.equal('REPORT_RETAINED');
    const order = { ...erase, reason: 'COURT_ORDER' } as const;
    expect((await desk.act('evidence:erase', order, 'judge')).id).to.equal(evidence.id);
  });
}
