import { expect } from 'chai';
import { STATEMENT } from '../../support/dispute-desk.js';
import { unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseDisputes } from '../dispute.suite.js';

export function submitting(use: UseDisputes): void {
  it('stands side by side, each deposit by its digests and its own time', async () => {
    const desk = use();
    const id = await desk.opened(await desk.operated());
    const evidence = await desk.evidence('holder-a', { kind: 'LOG' });
    const deposit = { id, submission: unique('S'), evidence, purpose: '证明持有' };

    const made = await desk.act('dispute:submit', deposit, 'holder-a');
    const said = { id, submission: unique('S'), statementDigest: STATEMENT, purpose: '代理意见' };
    await desk.act('dispute:submit', said, 'holder-b');

    const { record } = await desk.stage.ask('evidence:read', { id: evidence }, 'bank');
    expect(made.deposit).to.deep.equal({
      ...{ id: evidence, digests: record.digests, depositedAt: record.depositedAt },
      ...{ interval: record.interval, depositor: HOLDER_A },
    });
    expect(made.notBefore <= made.submitted.at).to.equal(true);
    const { submissions } = await desk.dispute(id);
    expect(submissions.map(({ side }) => side)).to.deep.equal([HOLDER_B, HOLDER_A]);
  });

  it('is of something that stands on the ledger, once, by a side', async () => {
    const desk = use();
    const id = await desk.opened(await desk.operated());
    const input = { id, submission: unique('S'), statementDigest: STATEMENT, purpose: '说明' };
    const submit = (over: object, as = 'holder-a'): Promise<string> =>
      desk.refused('dispute:submit', { ...input, ...over }, as);

    expect(await submit({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await submit({}, 'consumer-c')).to.equal('CALLER_FORBIDDEN');
    expect(await submit({ statementDigest: undefined, evidence: 'nothing' })).to.equal(
      'EVIDENCE_NOT_FOUND',
    );
    expect(await submit({ evidence: 'nothing' })).to.equal('INPUT_INVALID');
    expect(await submit({ purpose: '联系 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    await desk.act('dispute:submit', input, 'holder-a');
    expect(await submit({})).to.equal('RECORD_EXISTS');
  });

  it('begins with the acceptance and is closed by the hearing', async () => {
    const desk = use();
    const { id } = await desk.filed(await desk.operated());
    const heard = await desk.heard(await desk.operated());
    const submit = (of: string): Promise<string> => {
      const input = { id: of, submission: unique('S'), statementDigest: STATEMENT };
      return desk.refused('dispute:submit', { ...input, purpose: '说明' }, 'holder-a');
    };

    expect(await submit(id)).to.equal('RECORD_STATE_FORBIDS');
    expect(await submit(heard)).to.equal('RECORD_STATE_FORBIDS');
  });

  it('of one side ends after as much as anybody needs, and leaves the other its own', async function () {
    const desk = use();
    if (desk.stage.bench.advance === undefined) skip(this, 'thirty submissions take too long here');
    const id = await desk.opened(await desk.operated());
    const next = (): object => ({
      ...{ id, submission: unique('S'), statementDigest: STATEMENT, purpose: '说明' },
    });
    for (let i = 0; i < 30; i += 1) await desk.act('dispute:submit', next() as never, 'holder-a');

    expect(await desk.refused('dispute:submit', next(), 'holder-a')).to.equal('DISPUTE_TOO_LONG');
    await desk.act('dispute:submit', next() as never, 'holder-b');
  });
}
