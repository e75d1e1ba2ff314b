import { addDays, endOfDay, shanghaiDate } from '@shuquan/chaincode/model';
import type { Task } from '@shuquan/gateway/index/register/task';
import { expect } from 'chai';
import { BODY, DisputeDesk, STATEMENT } from '../support/dispute-desk.js';
import { unique } from '../support/founded.js';
import type { Granted } from '../support/grant-desk.js';
import { COURT, HOLDER_A } from '../support/parties.js';
import { natural } from '../support/persons.js';
import { cancellation } from '../support/register-forms.js';
import { allRightsTo, quietForm } from '../support/register-samples.js';
import { without } from '../support/without.js';
import { RegisterGateway } from './register.js';

/** What waits for whom in disputes, as it comes to stand on the worklists and leaves them. */
describe('disputes on the worklist', function () {
  this.timeout(180_000);
  let opened: RegisterGateway;
  let desk: DisputeDesk;
  /** The dispute that the test at hand is about. */
  let id: string;

  before(async () => {
    opened = await RegisterGateway.open();
    desk = new DisputeDesk(opened.gateway.stage());
    await desk.stage.witness();
  });
  after(() => opened.close());

  const tasks = async (as: string): Promise<Task[]> => {
    await opened.taken();
    const all = (await opened.pages<Task>('/v1/worklist', as, 100)).flat();
    const single = (await opened.pages<Task>('/v1/worklist', as, 1)).flat();
    expect(single, 'page by page').to.deep.equal(all);
    return all.filter(({ dispute }) => dispute?.id === id);
  };
  const todo = async (as: string): Promise<string[]> =>
    (await tasks(as)).map(({ action }) => action);
  const nobody = async (...people: readonly string[]): Promise<void> => {
    for (const as of people) expect(await todo(as), as).to.deep.equal([]);
  };

  it('lead one from the filing to the award', async () => {
    ({ id } = await desk.filed(await desk.operated()));
    expect(await todo(BODY)).to.deep.equal(['ACCEPT_DISPUTE']);
    await nobody('holder-a', 'holder-b', 'registrar1', 'judge', 'supervisor', 'bank');
    await desk.act('dispute:accept', { id }, BODY);
    expect(await todo(BODY)).to.deep.equal(['SERVE_DISPUTE']);
    await desk.serve(id, HOLDER_A);
    await nobody(BODY, 'holder-b');
    const dueAt = endOfDay(addDays(desk.today, 10));
    const [answer] = await tasks('holder-a');
    expect(answer).to.deep.include({ action: 'ANSWER_DISPUTE', dueAt });
    await desk.answer(id);
    await nobody('holder-a');
    expect(await todo(BODY)).to.deep.equal(['HEAR_DISPUTE']);
    await desk.act('dispute:hear', { id, on: desk.today }, BODY);
    await nobody(BODY);
    await desk.later(1);
    expect(await todo(BODY)).to.deep.equal(['AWARD_DISPUTE']);
    await desk.award(id);

    await nobody(BODY, 'holder-a', 'holder-b', 'registrar1');
  });

  it('pass on by time alone once the day to answer is over', async () => {
    id = await desk.opened(await desk.operated());
    await desk.serve(id, HOLDER_A, { answerUntil: shanghaiDate(opened.now()) });
    expect(await todo('holder-a')).to.deep.equal(['ANSWER_DISPUTE']);

    await desk.later(1);

    await nobody('holder-a');
    expect(await todo(BODY)).to.deep.equal(['HEAR_DISPUTE']);
  });

  it('are those of the court that one is before, and of no other', async () => {
    const { right } = await desk.operated();
    const standing = { basis: 'INTEREST' as const, evidence: [await desk.evidence()] };
    const form = desk.filing(right, { path: 'COURT', body: COURT, standing });
    ({ id } = await desk.act('dispute:file', without(form, 'agreementDigest'), 'holder-b'));

    expect(await todo('judge')).to.deep.equal(['ACCEPT_DISPUTE']);
    await nobody('judge2', BODY, 'supervisor');
  });

  it('leave a failed mediation to whoever mediates, which hands nothing down', async () => {
    id = await desk.heard(await desk.operated(), { path: 'MEDIATION' });
    await nobody(BODY);
    await desk.later(1);
    expect(await todo(BODY)).to.deep.equal(['END_MEDIATION']);
    await desk.act('dispute:dismiss', { id, reasons: '调解不成' }, BODY);
    await nobody(BODY);
  });

  it('stay with the registrar until it has executed what was awarded', async () => {
    const { no, rights } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    id = await desk.heard(rightOf(rights));
    await desk.award(id, { execution: 'CANCELLATION' });
    expect(await todo('registrar1')).to.deep.equal(['EXECUTE_AWARD']);
    await nobody('registrar2', 'holder-a', 'holder-b', BODY);
    const done = unique('rc');
    const form = cancellation(no, ['HOLD', 'USE', 'OPERATE'], 'LAW');
    await desk.registered(done, form, { as: 'registrar1' });
    await desk.act('dispute:execute', { id, case: done }, 'registrar1');

    await nobody('registrar1');
  });

  it('ask the registrar to answer for a natural person', async () => {
    const person = natural();
    const over = { origin: 'NATURAL_PERSON' as const, allocation: allRightsTo(person.id) };
    const form = quietForm(unique('ds'), over);
    const { rights } = await desk.certified(unique('rc'), form, { as: person });
    id = await desk.opened(rightOf(rights));
    await nobody('registrar1');
    await desk.serve(id, person.id);
    expect(await todo('registrar1')).to.deep.equal(['ANSWER_DISPUTE']);
    await nobody('registrar2', 'holder-a', 'holder-b');
    const spokenFor = { person: person.id, papersDigest: 'b'.repeat(64) };
    const said = { id, position: 'CONTESTED' as const, statementDigest: STATEMENT, spokenFor };
    await desk.act('dispute:answer', said, 'registrar1');

    await nobody('registrar1');
  });

  const rightOf = ([, , right = '']: readonly string[]): Granted => ({ asset: '', right });
});
