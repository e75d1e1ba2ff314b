import { expect } from 'chai';
import type { UseDisputes } from '../dispute.suite.js';

export function blocking(use: UseDisputes): void {
  it('begins when the body accepts: nobody transfers the right, and what was granted goes on', async () => {
    const desk = use();
    const granted = await desk.operated();
    const grant = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');

    const id = await desk.opened(granted);

    expect(await desk.statusOf(id)).to.equal('EVIDENCE');
    expect(await desk.attached(granted.right)).to.deep.equal([`DISPUTE ${id}`]);
    expect(await desk.transferring(granted)).to.equal('DISPUTE_OPEN');
    expect((await desk.permits(grant.id, grant.grantee)).decision.permitted).to.equal(true);
  });

  it('shows the certificate as disputed, and at an instant before it as it was', async () => {
    const desk = use();
    const granted = await desk.operated();
    const id = await desk.opened(granted);
    const { dispute } = await desk.dispute(id);
    const since = dispute.steps[0]?.by.at ?? '';
    const before = new Date(Date.parse(since) - 1).toISOString();
    const right = { kind: 'RIGHT' as const, id: granted.right };
    const about = async (asOf?: string): Promise<boolean | undefined> => {
      const times = asOf === undefined ? {} : { asOf };
      const question = { ...right, limit: 1, ...times };
      return (await desk.stage.ask('dispute:about', question, 'bank')).items[0]?.blocks;
    };

    expect(await about()).to.equal(true);
    expect(await about(before)).to.equal(false);
    expect(await desk.statusOf(id, { asOf: before })).to.equal('FILED');
    const then = { id: granted.right, asOf: before };
    const { encumbrances } = await desk.stage.ask('register:right', then, 'bank');
    expect(encumbrances).to.deep.equal([]);
  });

  it('is the body’s to begin, once', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id } = await desk.filed(granted);

    expect(await desk.refused('dispute:accept', { id: 'nothing' }, 'arbitrator')).to.equal(
      'RECORD_NOT_FOUND',
    );
    expect(await desk.refused('dispute:accept', { id }, 'judge')).to.equal('CALLER_FORBIDDEN');
    await desk.act('dispute:accept', { id }, 'arbitrator');
    expect(await desk.refused('dispute:accept', { id }, 'arbitrator')).to.equal(
      'RECORD_STATE_FORBIDS',
    );
  });

  it('of two disputes ends with the last of them', async () => {
    const desk = use();
    const granted = await desk.operated();
    const first = await desk.opened(granted);
    const second = await desk.opened(granted, {}, 'consumer-c');

    await desk.act('dispute:withdraw', { id: first, reasons: '和解' }, 'holder-b');
    expect(await desk.transferring(granted)).to.equal('DISPUTE_OPEN');
    await desk.act('dispute:withdraw', { id: second, reasons: '和解' }, 'consumer-c');

    expect(await desk.transferring(granted)).to.equal('OK');
  });
}
