import { type DispatchInput, holderOf } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { DeliverySigner } from '@shuquan/gateway/delivery/signer';
import { expect } from 'chai';
import { DeliveryDesk, RECEIVER, SENDER } from '../../support/delivery-desk.js';
import { dispatchTerms, threeChunks } from '../../support/deliveries.js';
import { BANK, HOLDER_A } from '../../support/parties.js';
import { skip } from '../suite.js';
import type { UseDesk } from '../delivery.suite.js';

const DAY = 86_400_000;

export function dispatching(use: UseDesk): void {
  it('is signed by the sender’s own key and takes one of the grant’s count', async () => {
    const desk = use();
    const grant = await desk.grantFor();

    const delivery = await desk.delivered({}, grant);

    expect(delivery).to.include({ grant: grant.id, sender: HOLDER_A });
    expect(delivery.receiptDue).to.include({ clock: 'DELIVERY_RECEIPT' });
    expect(await desk.left(grant)).to.equal(11);
    const view = await desk.read(delivery.id);
    expect(view).to.include({ status: 'DISPATCHED', silence: 'NOT_YET_DUE' });
    expect(view.keys.map(({ holder }) => holder)).to.deep.equal([holderOf(desk.ends.sender.key)]);
  });

  it('falls with its grant', async () => {
    const desk = use();
    const grant = await desk.grantFor();
    const { id, recipient } = await desk.delivered({}, grant);
    const of = { kind: 'GRANT' as const, id: grant.id };

    const ask = { of, limit: 5 };
    const { items, complete } = await desk.stage.ask('lineage:affected', ask, SENDER);
    await desk.act('grant:revoke', { id: grant.id, reasons: '终止' }, SENDER);
    const after = await desk.stage.ask('lineage:affected', ask, SENDER);

    const listed = { kind: 'DELIVERY', id, depth: 1, via: of, parties: [recipient] };
    expect(items).to.deep.equal([{ ...listed, inForce: true }]);
    expect(complete).to.equal(true);
    expect(after.items).to.deep.equal([{ ...listed, inForce: false }]);
  });

  it('is refused for what it is not, each by its name, and takes nothing', async () => {
    const desk = use();
    const grant = await desk.grantFor();
    const input = await desk.dispatchInput({}, grant);
    const stranger = DeliverySigner.fresh('shuquan');
    const refusal = (over: Partial<DispatchInput>, as = SENDER): Promise<string> => {
      const again = desk.ends.sender.dispatch(dispatchTerms({ ...input, ...over }), HOLDER_A);
      return desk.refused('delivery:dispatch', again, as);
    };

    expect(await refusal({ id: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refusal({ grant: 'nothing' })).to.equal('GRANT_NOT_FOUND');
    expect(await refusal({ recipient: BANK })).to.equal('CALLER_FORBIDDEN');
    expect(await refusal({}, RECEIVER)).to.equal('CALLER_FORBIDDEN');
    expect(await refusal({ content: threeChunks({ chunks: 6 }) })).to.equal('CHUNK_COUNT_WRONG');
    expect(await refusal({ data: { asset: 'another', version: 1 } })).to.equal(
      'DELIVERY_OF_OTHER_DATA',
    );
    expect(await refusal({ purpose: 'NOBODY_KNOWS' })).to.equal('PURPOSE_UNKNOWN');
    const unbound = stranger.dispatch(dispatchTerms(input), HOLDER_A);
    expect(await desk.refused('delivery:dispatch', unbound, SENDER)).to.equal(
      'DELIVERY_KEY_NOT_BOUND',
    );
    const altered = { ...input, purpose: 'MARKETING' };
    expect(await desk.refused('delivery:dispatch', altered, SENDER)).to.equal('SIGNATURE_INVALID');
    expect(await desk.left(grant)).to.equal(12);
  });

  it('is refused with a key that was given up', async () => {
    const desk = use();
    const signer = DeliverySigner.fresh('shuquan');
    await desk.act('delivery:bindKey', signer.binding(HOLDER_A, desk.now), SENDER);
    await desk.act('delivery:dropKey', { holder: holderOf(signer.key) }, SENDER);

    const input = signer.dispatch(dispatchTerms(await desk.dispatchInput()), HOLDER_A);

    expect(await desk.refused('delivery:dispatch', input, SENDER)).to.equal('DELIVERY_KEY_DROPPED');
  });

  it('has its id once', async () => {
    const desk = use();
    const { id } = await desk.delivered();

    const again = await desk.dispatchInput({ id });

    expect(await desk.refused('delivery:dispatch', again, SENDER)).to.equal('DELIVERY_EXISTS');
  });

  it('is on record as refused where the grant does not permit it', async () => {
    const desk = use();
    const grant = await desk.grantFor({ count: 1 });
    await desk.delivered({}, grant);

    const drift = await desk.dispatch(await desk.dispatchInput({ purpose: 'MARKETING' }, grant));
    const exhausted = await desk.dispatch(await desk.dispatchInput({}, grant));

    expect(drift).to.include({ outcome: 'REFUSED', code: 'PURPOSE_DRIFT', sender: HOLDER_A });
    expect(exhausted).to.include({ outcome: 'REFUSED', code: 'GRANT_EXHAUSTED' });
    const page = await desk.stage.ask(
      'delivery:refusals',
      { grant: grant.id, limit: 10 },
      RECEIVER,
    );
    expect(page.items.map(({ code }) => code).sort()).to.deep.equal([
      ...['GRANT_EXHAUSTED', 'PURPOSE_DRIFT'],
    ]);
    const refused = page.items.map(({ attempt }) => attempt.id);
    for (const id of refused) {
      expect(await desk.stage.code('delivery:read', { id }, 'judge')).to.equal(
        'DELIVERY_NOT_FOUND',
      );
    }
  });

  it('shows refused ones to both sides, and to whoever judges or supervises for a purpose', async () => {
    const desk = use();
    const { id: grant } = await desk.shared();
    const ask = (input: object, as: string): Promise<string> =>
      desk.stage.code('delivery:refusals', { grant, limit: 10, ...input }, as);

    for (const as of [SENDER, RECEIVER]) {
      const { items } = await desk.stage.ask('delivery:refusals', { grant, limit: 10 }, as);
      expect(items, as).to.deep.equal([]);
    }
    const on = { kind: 'GRANT' as const, id: grant };
    for (const as of ['judge', 'arbitrator', 'supervisor']) {
      const page = await desk.stage.opened('delivery:refusals', { grant, limit: 10 }, { on, as });
      expect(page.items, as).to.deep.equal([]);
    }
    expect(await ask({}, 'bank')).to.equal('CALLER_FORBIDDEN');
    expect(await ask({ grant: 'nothing' }, 'judge')).to.equal('GRANT_NOT_FOUND');
    expect(await ask({ cursor: 'none of ours' }, SENDER)).to.equal('CURSOR_INVALID');
  });

  it('is refused from the first instant after the grant’s last day, whatever a clock says', async function () {
    const desk = use();
    const { stage } = desk;
    const { advance } = stage.bench;
    if (advance === undefined) skip(this, 'the clock can not be set here');
    const grant = await desk.grantFor({ term: desk.term(1) });
    const end = new Date(`${grant.scope.term.to}T16:00:00.000Z`).getTime();
    advance(end - 1000 - stage.bench.now().getTime());
    await stage.witness();
    expect((await desk.delivered({}, grant)).id).to.be.a('string');

    advance(1000);
    await stage.witness();

    const late = await desk.dispatch(await desk.dispatchInput({}, grant));
    expect(late).to.include({ outcome: 'REFUSED', code: 'GRANT_EXPIRED' });
    const input = await desk.dispatchInput({}, grant);
    const backwards = (): Promise<string> => stage.code('delivery:dispatch', input, SENDER);
    expect(await stage.off(-DAY, backwards)).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    // Within the skew a clock may be off; the beacon’s time counts then.
    const slow = await stage.off(-10_000, () => stage.submit('delivery:dispatch', input, SENDER));
    expect(slow).to.include({ outcome: 'REFUSED', code: 'GRANT_EXPIRED' });
    expect(await desk.left(grant)).to.equal(11);
  });

  it('needs rules that say when a receipt is due', async function () {
    this.timeout(120_000);
    const { openUnder } = use().stage.bench;
    if (openUnder === undefined) skip(this, 'it needs a channel of its own');
    const bench = await openUnder(
      developmentRules(2033).filter(({ kind }) => kind !== 'DELIVERY_RULES'),
    );
    try {
      const stage = use().stage.on(bench);
      await stage.witness();
      const desk = await DeliveryDesk.open(stage);
      const input = await desk.dispatchInput();
      expect(await desk.refused('delivery:dispatch', input, SENDER)).to.equal(
        'PROFILE_NOT_IN_FORCE',
      );
    } finally {
      await bench.close();
    }
  });
}
