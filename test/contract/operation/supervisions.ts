import { canonicalize, type Output } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { verifyAnswer } from '@shuquan/verifier';
import { expect } from 'chai';
import { members } from '../../support/founded.js';
import { plant } from '../../support/planting.js';
import { Operating } from '../../support/operating.js';
import { skip, type Use } from '../suite.js';
import { foreignAgreement } from './foreign.js';

type Supervision = Output<'operation:supervise'>;
const kinds = ({ entries }: Supervision): string[] => entries.map(({ kind }) => kind);

/** 全程监督: every step in order, and where one is missing. */
export function supervisions(use: Use): void {
  it('shows every step in its order, from the scheme on, without a gap', async () => {
    const play = new Operating(use());
    const { id } = await play.active();
    const product = await play.product(id);
    await play.deliver(product.id);

    const seen = await play.supervise(id);

    expect(kinds(seen)).to.deep.equal([
      ...['SCHEME_DRAFTED', 'SCHEME_DECIDED', 'SCHEME_FILED', 'OPERATOR_SELECTED'],
      ...['AGREEMENT_DRAFTED', 'AGREEMENT_SIGNED', 'AGREEMENT_SIGNED', 'AGREEMENT_FILED'],
      ...['PRODUCT_ADDED', 'DELIVERED'],
    ]);
    expect(seen.entries.map(({ seq }) => seq)).to.deep.equal(seen.entries.map((_, i) => i + 1));
    expect(seen).to.deep.include({ status: 'ACTIVE', gaps: [], complete: true, last: 10 });
    expect(seen.expected.map(({ step, state }) => [step, state])).to.have.deep.members([
      ['SCOPE_DISCLOSURE', 'PENDING'],
      ['EVALUATION', 'PENDING'],
      ['PRODUCT_DISCLOSURE', 'PENDING'],
      ['FIRST_REGISTRATION', 'PENDING'],
    ]);
  });

  it('comes in pages that say what they looked at, and claims nothing of the rest', async () => {
    const play = new Operating(use());
    const { id } = await play.active();

    const first = await play.supervise(id, 'implementer', { from: 1, count: 5 });
    const second = await play.supervise(id, 'implementer', { from: 6, count: 5 });

    expect([first.checkedTo, second.checkedFrom, second.checkedTo]).to.deep.equal([5, 6, 8]);
    expect([first.complete, second.complete]).to.deep.equal([undefined, undefined]);
    expect([...first.gaps, ...second.gaps]).to.deep.equal([]);
  });

  it('flags what is overdue from the first instant after the last day, and when it was done late', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const play = new Operating(use());
    const { id } = await play.active();
    const { id: product } = await play.product(id);
    await play.deliver(product);
    const { firstDelivery } = await use().ask('operation:product', { id: product }, 'bank');
    const dueAt = firstDelivery?.due.dueAt ?? '';
    await play.desk.later(60);
    const registration = ({ expected }: Supervision) =>
      expected.find(({ step }) => step === 'FIRST_REGISTRATION')?.state;
    const justBefore = new Date(Date.parse(dueAt) - 1).toISOString();

    const before = await play.supervise(id, 'implementer', { asOf: justBefore });
    const after = await play.supervise(id, 'implementer', { asOf: dueAt });

    expect([registration(before), registration(after)]).to.deep.equal(['PENDING', 'OVERDUE']);
    expect(after.gaps).to.deep.include({
      ...{ kind: 'EXPECTED', step: 'FIRST_REGISTRATION', subject: product },
      due: firstDelivery?.due.due,
    });
    expect([after.complete, (await play.supervise(id)).complete]).to.deep.equal([false, false]);
  });

  it('sees a disclosure that came late', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const play = new Operating(use());
    const { id } = await play.active();
    await play.desk.later(60);
    const input = {
      id: `late-${id}`,
      agreement: id,
      objects: '对象',
      content: '内容',
      scope: '范围',
    };
    const disclosed = { ...input, documentDigest: '0'.repeat(64) };
    await play.act('operation:publishScope', disclosed, 'implementer');

    const { expected } = await play.supervise(id);

    expect(expected.find(({ step }) => step === 'SCOPE_DISCLOSURE')?.state).to.equal('DONE_LATE');
  });

  it('says where an entry is missing, and which one does not follow from the one before', async () => {
    const { bench } = use();
    const play = new Operating(use());
    const { id } = await play.active();
    const { entries } = await play.supervise(id);
    const [, , third, , fifth] = entries;
    const key = (seq: number): string[] => ['operation-event', id, String(seq).padStart(9, '0')];

    await plant(bench, key(3), undefined);
    const gap = await play.supervise(id);
    await plant(bench, key(3), third);
    await plant(bench, key(5), { ...fifth, subject: 'another' });
    const altered = await play.supervise(id);

    expect([gap.gaps, gap.complete]).to.deep.equal([[{ kind: 'SEQUENCE', seq: 3 }], false]);
    expect([altered.gaps, altered.complete]).to.deep.equal([[{ kind: 'CHAIN', seq: 6 }], false]);
  });

  it('is answered with signatures that a verifier checks without the ledger', async () => {
    const { bench } = use();
    const play = new Operating(use());
    const { id: agreement } = await play.active();

    const named = await use().asked({ kind: 'AGREEMENT', id: agreement }, 'supervisor');

    const { envelope, value } = await bench.ledger.attest(
      'operation:supervise',
      { agreement, ...named },
      bench.as('supervisor'),
      members,
    );

    const base64 = Buffer.from(envelope).toString('base64');
    const answer = JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: base64 });
    const { anchors } = bench;
    if (anchors === undefined) throw new TypeError('This channel has no anchors.');
    const report = verifyAnswer(answer, anchors(), { require: members }, nodeCrypto);
    expect(report).to.include({ verdict: 'VALID', value: canonicalize(value) });
    expect(value).to.include({ agreement, complete: true });
  });

  it('is for the parties, and for supervisors and courts for a purpose', async () => {
    const play = new Operating(use());
    const { id } = await foreignAgreement(play);

    expect((await play.supervise(id, 'implementer')).status).to.equal('DRAFT');
    expect(await use().code('operation:supervise', { agreement: id }, 'operator')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const on = { kind: 'AGREEMENT' as const, id };
    for (const as of ['judge', 'supervisor2']) {
      const seen = await use().opened('operation:supervise', { agreement: id }, { on, as });
      expect(seen.status, as).to.equal('DRAFT');
    }
    const late = { agreement: id, asOf: '2099-01-01T00:00:00.000Z' };
    expect(await use().code('operation:supervise', late, 'implementer')).to.equal('AS_OF_TOO_LATE');
  });
}
