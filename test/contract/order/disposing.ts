import { expect } from 'chai';
import { document, onParty, onRight } from '../../support/court-desk.js';
import { unique } from '../../support/founded.js';
import { CONSUMER_C, HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { transfer } from '../../support/register-forms.js';
import { quietForm } from '../../support/register-samples.js';
import { FIRST } from '../../support/registrar.js';
import { without } from '../../support/without.js';
import type { UseCourt } from '../order.suite.js';

export function disposing(use: UseCourt): void {
  const transferInput = (rights: readonly string[], over: object = {}) => ({
    ...{ id: unique('JO'), rights: [...rights], to: HOLDER_B, ...document },
    ...over,
  });

  it('transfers with its document: the transferee has the right, and can grant of it', async () => {
    const desk = use();
    const { asset, right } = await desk.held();
    const frozen = await desk.freeze(onRight(right));
    const waiting = await desk.freeze(onRight(right), {}, 'judge2');
    const input = transferInput([right]);

    const order = await desk.act('order:transfer', input, 'judge');

    expect(order).to.deep.include({
      kind: 'TRANSFER',
      id: input.id,
      rights: [right],
      to: HOLDER_B,
    });
    const [made = ''] = order.kind === 'TRANSFER' ? order.made : [];
    const got = await desk.stage.ask('register:right', { id: made }, 'bank');
    expect(got.right).to.deep.include({
      ...{ holder: HOLDER_B, article: 'CIVIL_CODE/229', case: input.id },
      basis: { kind: 'TRANSFER', right },
    });
    expect(got.state.status).to.equal('ACTIVE');
    expect(got.state.from).to.equal(order.ordered.at);
    const { state } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect(state.status).to.equal('TRANSFERRED');
    // The freeze has done its work; whoever queued behind it got nothing.
    const [done, missed] = await desk.encumbrances(right);
    expect(done).to.include({ id: frozen, status: 'LIFTED', reason: 'EXECUTED' });
    expect(missed).to.include({ id: waiting, status: 'MISSED', reason: 'TRANSFERRED' });
    await desk.granted(desk.rootOffer({ asset, right: made }), 'holder-b', 'consumer-c');
    const read = await desk.stage.ask('order:read', { id: input.id }, 'bank');
    expect(read).to.deep.equal({ order, executed: [] });
  });

  it('cancels with its document', async () => {
    const desk = use();
    const { right, certificate, rights } = await desk.held();
    const id = unique('JO');

    await desk.act('order:cancel', { id, rights: [...rights], ...document }, 'judge');

    const { state } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect(state.status).to.equal('CANCELLED');
    const view = await desk.stage.ask('register:certificate', { no: certificate }, 'bank');
    expect(view.status).to.equal('CANCELLED');
  });

  it('is refused past another court’s order, whether on the right or on its holder', async () => {
    const desk = use();
    const { right } = await desk.held();
    const other = await desk.freeze(onRight(right), {}, 'judge2');
    const cancel = (): Promise<string> =>
      desk.code('order:cancel', { id: unique('JO'), rights: [right], ...document }, 'judge');

    expect(await cancel()).to.equal('ASSET_FROZEN');
    expect(await desk.code('order:transfer', transferInput([right]), 'judge')).to.equal(
      'ASSET_FROZEN',
    );
    await desk.unfreeze(other, onRight(right), 'judge2');
    const onHolder = await desk.freeze(onParty(HOLDER_A), {}, 'judge2');
    expect(await cancel()).to.equal('ASSET_FROZEN');
    await desk.unfreeze(onHolder, onParty(HOLDER_A), 'judge2');
    const { state } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect(state.status).to.equal('ACTIVE');
    expect(await cancel()).to.equal('OK');
    expect(await cancel()).to.equal('RIGHT_NOT_ACTIVE');
    expect(await desk.code('order:transfer', transferInput([right]), 'judge')).to.equal(
      'RIGHT_NOT_ACTIVE',
    );
  });

  it('is refused while a disposal waits for its registration', async () => {
    const desk = use();
    const asset = unique('ds');
    const { rights } = await desk.certified(unique('rc'), quietForm(asset));
    const [, , right = ''] = rights;
    const pending = unique('rc');
    await desk.approved(pending, transfer({ rights: [right], to: HOLDER_B }), {
      consents: ['holder-b'],
    });
    await desk.act('register:deposit', { case: pending }, FIRST.by);

    const cancel = { id: unique('JO'), rights: [right], ...document };
    expect(await desk.code('order:cancel', cancel, 'judge')).to.equal('DISPOSAL_PENDING');
    expect(await desk.code('order:transfer', transferInput([right]), 'judge')).to.equal(
      'DISPOSAL_PENDING',
    );
  });

  it('is refused for what is not there, for a taken id, and without a document', async () => {
    const desk = use();
    const { right } = await desk.held();
    const case_ = unique('rc');
    await desk.apply(case_, quietForm(unique('ds')));
    for (const name of ['order:cancel', 'order:transfer'] as const) {
      const to = name === 'order:transfer' ? { to: CONSUMER_C } : {};
      const input = { id: unique('JO'), rights: [right], ...to, ...document };
      const refused = (over: object, as = 'judge'): Promise<string> =>
        desk.code(name, { ...input, ...over }, as);
      expect(await refused({ rights: ['nothing'] })).to.equal('RIGHT_NOT_FOUND');
      expect(await refused({ rights: [right, 'nothing'] })).to.equal('RIGHT_NOT_FOUND');
      expect(await refused({ id: case_ })).to.equal('ORDER_EXISTS');
      expect(await refused({ caseNo: '13800138000' })).to.equal('PERSONAL_DATA_REFUSED');
      expect(await desk.code(name, without(input, 'documentDigest'), 'judge')).to.equal(
        'INPUT_INVALID',
      );
      expect(await refused({}, 'registrar1')).to.equal('ROLE_MISSING');
    }
    const { state } = await desk.stage.ask('register:right', { id: right }, 'bank');
    expect(state.status).to.equal('ACTIVE');
    // And the other way round: what an order registered is no case’s id any more.
    const order = transferInput([right]);
    await desk.act('order:transfer', order, 'judge');
    const applied = desk.apply(order.id, quietForm(unique('ds')));
    expect(
      await applied.then(
        () => 'OK',
        (err: unknown) => (err as { code: string }).code,
      ),
    ).to.equal('CASE_EXISTS');
  });
}
