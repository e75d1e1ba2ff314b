import { addDays } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { BODY, STATEMENT } from '../../support/dispute-desk.js';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseDisputes } from '../dispute.suite.js';

export function hearing(use: UseDisputes): void {
  it('waits until every other side was served and heard', async () => {
    const desk = use();
    const id = await desk.opened(await desk.operated());
    const hear = (): Promise<string> => desk.refused('dispute:hear', { id, on: desk.today }, BODY);

    expect(await hear()).to.equal('RESPONDENT_NOT_HEARD');
    await desk.serve(id, HOLDER_A);
    expect(await hear()).to.equal('RESPONDENT_NOT_HEARD');
    expect((await desk.dispute(id)).unheard).to.deep.equal([HOLDER_A]);
    await desk.answer(id);
    await desk.act('dispute:hear', { id, on: desk.today }, BODY);

    expect(await desk.statusOf(id)).to.equal('HEARING');
  });

  it('goes on without a side that lets its day pass', async function () {
    const desk = use();
    if (desk.stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const id = await desk.opened(await desk.operated());
    await desk.serve(id, HOLDER_A, { answerUntil: addDays(desk.today, 3) });
    await desk.later(4);

    await desk.act('dispute:hear', { id, on: desk.today }, BODY);

    expect(await desk.statusOf(id)).to.equal('HEARING');
  });

  it('is served by the body, on a side, on a day that has come', async () => {
    const desk = use();
    const id = await desk.opened(await desk.operated());
    const { id: other } = await desk.filed(await desk.operated());
    const input = {
      ...{ id, to: HOLDER_A, method: 'POST', servedOn: desk.today, answerUntil: desk.today },
      receiptDigest: '6'.repeat(64),
    };
    const serve = (over: object, as = BODY): Promise<string> =>
      desk.refused('dispute:serve', { ...input, ...over }, as);

    expect(await serve({ id: 'nothing' })).to.equal('RECORD_NOT_FOUND');
    expect(await serve({}, 'judge')).to.equal('CALLER_FORBIDDEN');
    expect(await serve({ id: other })).to.equal('RECORD_STATE_FORBIDS');
    expect(await serve({ to: HOLDER_B })).to.equal('INPUT_INVALID');
    const ahead = addDays(desk.today, 1);
    expect(await serve({ servedOn: ahead, answerUntil: ahead })).to.equal('INPUT_INVALID');
    expect(await serve({ answerUntil: addDays(desk.today, -1) })).to.equal('INPUT_INVALID');
  });

  it('hears whoever is another side, and closes once', async () => {
    const desk = use();
    const { id } = await desk.filed(await desk.operated());
    const answer = { id, position: 'CONCEDED', statementDigest: STATEMENT };
    const refuse = (over: object, as: string): Promise<string> =>
      desk.refused('dispute:answer', { ...answer, ...over }, as);

    expect(await refuse({ id: 'nothing' }, 'holder-a')).to.equal('RECORD_NOT_FOUND');
    expect(await refuse({}, 'holder-a')).to.equal('RECORD_STATE_FORBIDS');
    expect(await refuse({}, 'holder-b')).to.equal('CALLER_FORBIDDEN');
    expect(await refuse({}, 'consumer-c')).to.equal('CALLER_FORBIDDEN');
    const hear = (of: string, as = BODY): Promise<string> =>
      desk.refused('dispute:hear', { id: of, on: desk.today }, as);
    expect(await hear('nothing')).to.equal('RECORD_NOT_FOUND');
    expect(await hear(id, 'judge')).to.equal('CALLER_FORBIDDEN');
    expect(await hear(id)).to.equal('RECORD_STATE_FORBIDS');
  });
}
