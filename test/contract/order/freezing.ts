import { expect } from 'chai';
import { document, onParty, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { COURT, COURT2, HOLDER_B } from '../../support/parties.js';
import { cancellation, licence, renewal } from '../../support/register-forms.js';
import { without } from '../../support/without.js';
import type { UseCourt } from '../order.suite.js';

export function freezing(use: UseCourt): void {
  it('binds a right beside its status, and every answer about it says so', async () => {
    const desk = use();
    const { right, certificate } = await desk.held();

    const id = await desk.freeze(onRight(right));

    const [found] = await desk.encumbrances(right);
    expect(found).to.deep.include({
      ...{ kind: 'FREEZE', id, right, on: onRight(right), status: 'ATTACHED', position: 1 },
      ...{ by: COURT, ...document, attachedAt: found?.from, nextChangeAt: found?.until },
    });
    const { state, encumbrances } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect(state.status).to.equal('ACTIVE');
    expect(encumbrances).to.deep.equal([found]);
    const view = await desk.stage.ask('register:certificate', { no: certificate }, 'bank');
    expect(view.status).to.equal('FROZEN');
    expect(view.encumbrances).to.deep.equal([found]);
  });

  it('is kept with who signed it, and who has the key', async () => {
    const desk = use();
    const { right } = await desk.held();
    const id = await desk.freeze(onRight(right), { superiors: [COURT2] });

    const { orders } = await desk.stage.ask('encumbrance:orders', { on: onRight(right) }, 'bank');

    expect(orders).to.have.length(1);
    expect(orders[0]).to.deep.include({ id, superiors: [COURT2], ...document });
    expect(orders[0]?.ordered).to.include({ uscc: COURT, role: 'court', custody: 'CUSTODIAL' });
  });

  it('keeps the right where it is: no transfer, licence or cancellation passes it', async () => {
    const desk = use();
    const { right, certificate } = await desk.held();
    const pending = await desk.aboutToTransfer([right], HOLDER_B);
    await desk.freeze(onRight(right));
    const apply = async (
      form: Parameters<typeof desk.apply>[1],
      as = 'holder-a',
    ): Promise<string> =>
      desk.apply(unique('rc'), form, { as }).then(
        () => 'OK',
        (err: unknown) => (err as { code: string }).code,
      );

    expect(await desk.deposit(pending)).to.equal('ASSET_FROZEN');
    expect(await desk.transferred([right], HOLDER_B)).to.equal('ASSET_FROZEN');
    expect(await apply(licence({ rights: [right], to: HOLDER_B }))).to.equal('ASSET_FROZEN');
    expect(await apply(cancellation(certificate, ['OPERATE']))).to.equal('ASSET_FROZEN');
    // A renewal is no disposal: it is refused for its time alone.
    expect(await apply(renewal(certificate))).to.equal('RENEWAL_NOT_OPEN');
    expect(await apply(cancellation(certificate, ['HOLD']))).to.equal('OK');
    const { state } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect(state.status).to.equal('ACTIVE');
  });

  it('of a party binds all that it has, and what it gets later', async () => {
    const desk = use();
    const first = await desk.held('holder-d');
    const holder = (await desk.stage.ask('register:right', { id: first.right }, 'bank')).right
      .holder;
    const id = await desk.freeze(onParty(holder));

    const later = await desk.held('holder-d');

    for (const { right } of [first, later]) {
      expect(await desk.shown(right)).to.deep.equal([`${id} ATTACHED 1`]);
      expect(await desk.transferred([right], HOLDER_B, 'holder-d')).to.equal('ASSET_FROZEN');
    }
    await desk.unfreeze(id, onParty(holder));
    expect(await desk.shown(first.right)).to.deep.equal([`${id} LIFTED`]);
  });

  it('of a party that has nothing yet waits for what it gets', async () => {
    const desk = use();
    const party = `NP-${unique('x')
      .replaceAll(/[^0-9a-f]/g, '')
      .padEnd(32, '0')
      .slice(0, 32)}`;

    const id = await desk.freeze(onParty(party));

    const { orders } = await desk.stage.ask('encumbrance:orders', { on: onParty(party) }, 'bank');
    expect(orders.map((each) => each.id)).to.deep.equal([id]);
  });

  it('is refused without a document, on what is not there, twice, or for too long', async () => {
    const desk = use();
    const { right } = await desk.held();
    const order = desk.order(onRight(right));
    const refused = (over: object, as = 'judge'): Promise<string> =>
      desk.code('order:freeze', { ...order, ...over }, as);

    expect(await desk.code('order:freeze', without(order, 'documentDigest'), 'judge')).to.equal(
      'INPUT_INVALID',
    );
    expect(await refused({ on: [onRight('nothing')] })).to.equal('RIGHT_NOT_FOUND');
    expect(await refused({ on: [onRight(right), onRight(right)] })).to.equal('INPUT_INVALID');
    expect(await refused({ on: [onRight(right), onRight('nothing')] })).to.equal('RIGHT_NOT_FOUND');
    expect(await refused({ on: [onParty('91510100MA7DEM0167')] })).to.equal('INPUT_INVALID');
    expect(await refused({ blocks: ['USE'] })).to.equal('INPUT_INVALID');
    expect(await refused({ superiors: ['91510100MA7DEM0167'] })).to.equal('USCC_INVALID');
    expect(await refused({ caseNo: '电话 13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await refused({ until: desk.in(-1) })).to.equal('INPUT_INVALID');
    expect(await refused({ until: desk.in(366 * 3 + 2) })).to.equal('ORDER_TERM_EXCEEDED');
    expect(await refused({}, 'registrar1')).to.equal('ROLE_MISSING');
    expect(await refused({}, 'arbitrator')).to.equal('ROLE_MISSING');
    expect(await desk.shown(right)).to.deep.equal([]);

    await desk.act('order:freeze', order, 'judge');
    expect(await refused({})).to.equal('ORDER_EXISTS');
    expect(await desk.shown(right)).to.deep.equal([`${order.id} ATTACHED 1`]);
  });

  it('keeps from what it names, and from a use only where it says so', async () => {
    const desk = use();
    const { asset, right } = await desk.held();
    const grant = await desk.granted(desk.rootOffer({ asset, right }), 'holder-a', 'consumer-c');
    const offer = (): Promise<string> =>
      desk.refused('grant:offer', desk.rootOffer({ asset, right }), 'holder-a');
    const first = await desk.freeze(onRight(right));

    expect(await offer()).to.equal('ASSET_FROZEN');
    const permitted = await desk.permits(grant.id, grant.grantee);
    expect(permitted.decision.permitted).to.equal(true);

    await desk.unfreeze(first, onRight(right));
    const second = await desk.freeze(onRight(right), { blocks: ['DISPOSE', 'USE'] });
    const { decision } = await desk.permits(grant.id, grant.grantee);
    expect(decision).to.deep.include({
      permitted: false,
      reasons: [
        { code: 'ASSET_FROZEN', link: { kind: 'RIGHT', id: right }, what: `FREEZE ${second}` },
      ],
    });
    expect((await desk.grant(grant.id)).status).to.equal('SUSPENDED');
    await desk.unfreeze(second, onRight(right));
    expect((await desk.grant(grant.id)).status).to.equal('ACTIVE');
  });
}
