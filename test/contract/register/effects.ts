import type { Output } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { depositInput, unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_B, HOLDER_D } from '../../support/parties.js';
import {
  cancellation,
  change,
  changed,
  correction,
  licence,
  renewal,
  revocation,
  transfer,
} from '../../support/register-forms.js';
import { allRightsTo, type Form, initialForm, quietForm } from '../../support/register-samples.js';
import { type Certificate, recordDigestOf, Registrar } from '../../support/registrar.js';
import { skip, type Use } from '../suite.js';
import { without } from '../../support/without.js';

const parts = ['2023', '2024', '2025'];
const { name: NAME } = initialForm('x').description;

export const divided = (desk: Registrar, over: object = {}): Promise<Certificate> =>
  desk.certified(unique('rc'), quietForm(unique('ds'), { parts, ...over }));

type State = Output<'register:right'>['state'];
const stateOf = async (use: Use, id = ''): Promise<State> =>
  (await use().ask('register:right', { id }, 'bank')).state;
const statusOf = async (use: Use, no: string): Promise<string> =>
  (await use().ask('register:certificate', { no }, 'bank')).status;

/** TRANSFER, LICENSE, CHANGE, CORRECTION, RENEWAL, CANCELLATION, REVOCATION and LEGACY. */
export function effects(use: Use): void {
  it('transfers a right whole: the transferor keeps nothing of it', async () => {
    const desk = new Registrar(use());
    const { rights, no } = await divided(desk);
    const form = transfer({ rights, to: HOLDER_B });

    const made = await desk.certified(unique('rc'), form, { consents: ['holder-b'] });

    for (const right of rights) {
      expect(await stateOf(use, right)).to.deep.include({ status: 'TRANSFERRED', parts: [] });
    }
    for (const right of made.rights) {
      expect(await stateOf(use, right)).to.deep.include({ status: 'ACTIVE', parts });
    }
    expect(await statusOf(use, no)).to.equal('TRANSFERRED');
    expect(await statusOf(use, made.no)).to.equal('VALID');
    const { items } = await use().ask('register:held', { holder: HOLDER_B, limit: 100 }, 'bank');
    expect(items.map(({ right }) => right.id)).to.include.members(made.rights);
  });

  it('transfers a part: each part has one holder', async () => {
    const desk = new Registrar(use());
    const { rights, no } = await divided(desk);
    const [right = ''] = rights;
    const form = transfer({ rights: [right], to: HOLDER_B, parts: ['2024'] });

    const made = await desk.certified(unique('rc'), form, { consents: ['holder-b'] });

    expect(await stateOf(use, right)).to.deep.include({
      status: 'ACTIVE',
      parts: ['2023', '2025'],
    });
    expect((await stateOf(use, made.rights[0])).parts).to.deep.equal(['2024']);
    expect(await statusOf(use, no)).to.equal('VALID');
  });

  it('takes effect with the receipt, and nobody disposes of the right until then', async () => {
    const desk = new Registrar(use());
    const { rights } = await divided(desk);
    const id = unique('rc');
    await desk.approved(id, transfer({ rights, to: HOLDER_B }), { consents: ['holder-b'] });
    const deposited = await desk.act('register:deposit', { case: id }, 'registrar1');

    expect(await stateOf(use, rights[0])).to.deep.include({ status: 'ACTIVE', parts });
    expect((await stateOf(use, `${id}.R1`)).status).to.equal('PENDING');
    await desk.receipt(id, recordDigestOf(deposited));
    expect((await stateOf(use, rights[0])).status).to.equal('TRANSFERRED');
    expect((await stateOf(use, `${id}.R1`)).status).to.equal('ACTIVE');
  });

  it('licences a right: it stays where it is, and the licence lives under it', async () => {
    const desk = new Registrar(use());
    const { rights, no } = await divided(desk);
    const [right = ''] = rights;
    const form = licence({ rights: [right], to: HOLDER_B, until: '2030-06-30' });

    const made = await desk.certified(unique('rc'), form, { consents: ['holder-b'] });

    expect(await stateOf(use, right)).to.deep.include({ status: 'ACTIVE', parts });
    expect(await stateOf(use, made.rights[0])).to.deep.include({
      ...{ status: 'ACTIVE', parts, until: '2030-06-30' },
    });
    expect(made.lastValidDay).to.equal('2030-06-30');
    const part = transfer({ rights: [right], to: HOLDER_D, parts: ['2023'] });
    await desk.registered(unique('rc'), part, { consents: ['holder-d'] });
    expect(await stateOf(use, made.rights[0])).to.deep.include({ parts: ['2024', '2025'] });
    await desk.registered(unique('rc'), cancellation(no, ['HOLD']));
    const ended = await stateOf(use, made.rights[0]);
    expect(ended).to.deep.include({ status: 'SUSPENDED', parts: [] });
    expect(ended.reasons[0]?.code).to.equal('UPSTREAM_CANCELLED');
    await desk.registered(unique('rc'), cancellation(made.no, ['HOLD']), { as: 'holder-b' });
    expect((await stateOf(use, made.rights[0])).status).to.equal('CANCELLED');
  });

  it('leaves a licence under its right, in whosever hands the licence is', async () => {
    const desk = new Registrar(use());
    const { rights, no } = await divided(desk);
    const form = licence({ rights: rights.slice(0, 1), to: HOLDER_B });
    const given = await desk.certified(unique('rc'), form, { consents: ['holder-b'] });
    const passed = await desk.certified(
      unique('rc'),
      transfer({ rights: given.rights, to: HOLDER_D }),
      { as: 'holder-b', consents: ['holder-d'] },
    );

    expect((await stateOf(use, passed.rights[0])).status).to.equal('ACTIVE');
    await desk.registered(unique('rc'), cancellation(no, ['HOLD']));
    expect((await stateOf(use, passed.rights[0])).status).to.equal('SUSPENDED');
  });

  it('changes what describes the data from its registration on', async () => {
    const desk = new Registrar(use());
    const { no } = await divided(desk);
    const id = unique('rc');
    await desk.approved(id, change(no, changed('name', NAME, '新名称')));
    const nameOf = async (): Promise<string> =>
      (await use().ask('register:certificate', { no }, 'bank')).description.description.name;

    const deposited = await desk.act('register:deposit', { case: id }, 'registrar1');
    expect(await nameOf()).to.equal(NAME);
    await desk.receipt(id, recordDigestOf(deposited));
    expect(await nameOf()).to.equal('新名称');
    const { certificates } = await desk.act('register:certify', { cases: [id] }, 'registrar1');
    expect(certificates[0]?.type).to.equal('CHANGE');
  });

  it('changes what is private by its digest', async () => {
    const desk = new Registrar(use());
    const { no } = await divided(desk);
    const after = 'e'.repeat(64);
    const first = [{ field: 'holderName' as const, before: '-', after }];

    await desk.registered(unique('rc'), change(no, first));

    const { description } = await use().ask('register:certificate', { no }, 'bank');
    expect(description).to.deep.include({ holder: { holderName: after }, revision: 2 });
    const second = [{ field: 'holderName' as const, before: after, after: 'f'.repeat(64) }];
    await desk.registered(unique('rc'), change(no, second));
  });

  it('describes for all who have a right in the data: each must agree', async () => {
    const desk = new Registrar(use());
    const allocation = [...allRightsTo(HOLDER_A), ...allRightsTo(HOLDER_B)];
    const form = quietForm(unique('ds'), { allocation });
    const { no } = await desk.certified(unique('rc'), form, { consents: ['holder-b'] });
    const id = unique('rc');

    await desk.apply(id, change(no, changed('name', NAME, '新名称')));
    expect((await desk.view(id)).state.consentsMissing).to.deep.equal([HOLDER_B]);
    await desk.registered(unique('rc'), cancellation(no, ['HOLD']), { consents: ['holder-b'] });

    const { rights } = await use().ask('register:certificate', { no }, 'bank');
    const ended = rights.filter(({ state }) => state.status === 'CANCELLED');
    expect(ended.map(({ right }) => right.right)).to.deep.equal(['HOLD', 'HOLD']);
  });

  it('corrects on another’s application with the holder’s consent, or on proof', async () => {
    const desk = new Registrar(use());
    const { no } = await divided(desk);
    const asked = correction(no, changed('name', NAME, '更正一'));
    const proved = correction(no, changed('name', '更正一', '更正二'), 'c'.repeat(64));

    const { type } = await desk.certified(unique('rc'), asked, {
      ...{ as: 'consumer-c', consents: ['holder-a'] },
    });
    await desk.registered(unique('rc'), proved, { as: 'consumer-c' });

    expect(type).to.equal('CORRECTION');
    const { description } = await use().ask('register:certificate', { no }, 'bank');
    expect(description.description.name).to.equal('更正二');
  });

  it('cancels the right types named, and no other', async () => {
    const desk = new Registrar(use());
    const { no } = await divided(desk);

    await desk.registered(unique('rc'), cancellation(no, ['USE', 'OPERATE']));

    const { rights, status } = await use().ask('register:certificate', { no }, 'bank');
    expect(rights.map(({ right, state }) => [right.right, state.status])).to.deep.equal([
      ['HOLD', 'ACTIVE'],
      ['USE', 'CANCELLED'],
      ['OPERATE', 'CANCELLED'],
    ]);
    expect(status).to.equal('VALID');
  });

  it('revokes ex officio, for everybody on the certificate', async () => {
    const desk = new Registrar(use());
    const { no } = await divided(desk);

    await desk.registered(unique('rc'), revocation(no), { as: 'registrar1' });

    expect(await statusOf(use, no)).to.equal('REVOKED');
  });

  it('admits a registration from before the national rule, deposited first', async () => {
    const desk = new Registrar(use());
    const form = without(quietForm(unique('ds')), 'type', 'withholdNotice');
    const evidence = depositInput({ digests: form.digests });
    await use().submit('evidence:deposit', evidence, 'holder-a');
    const legacy = {
      ...{ issuer: '深圳数据交易所（示例）', certificateNo: 'SZ-2024-0001' },
      ...{ registeredAt: '2024-05-06T00:00:00.000Z', documentDigest: 'a'.repeat(64) },
    };
    const admitted: Form = { type: 'LEGACY', ...form, evidence: evidence.id, legacy };

    const made = await desk.certified(unique('rc'), admitted);

    expect(made.type).to.equal('LEGACY');
    expect((await stateOf(use, made.rights[0])).status).to.equal('ACTIVE');
  });

  it('renews in the window, to the corresponding day, what was given for the whole time', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    const own = stage.on(await stage.bench.openUnder(developmentRules(2032)));
    try {
      const desk = new Registrar(own);
      const [hold, ...others] = allRightsTo(HOLDER_A);
      const allocation = [
        ...(hold === undefined ? [] : [{ ...hold, until: '2029-12-31' }]),
        ...others,
      ];
      const { no } = await desk.certified(unique('rc'), quietForm(unique('ds'), { allocation }));
      const view = () => own.ask('register:certificate', { no }, 'bank');
      const { renewal: window, lastValidDay } = await view();
      expect(lastValidDay).to.equal('2032-03-01');
      expect(window).to.deep.equal({ from: '2031-09-01', until: '2032-02-29' });
      await desk.goTo('2031-09-01T01:00:00.000Z');
      expect((await view()).status).to.equal('EXPIRING');

      const made = await desk.certified(unique('rc'), renewal(no));

      expect(made.lastValidDay).to.equal('2037-03-01');
      const { rights, status } = await view();
      expect(status).to.equal('VALID');
      expect(rights.map(({ state }) => [state.status, state.until])).to.deep.equal([
        ['LAPSED', '2029-12-31'],
        ['ACTIVE', '2037-03-01'],
        ['ACTIVE', '2037-03-01'],
      ]);
    } finally {
      await own.bench.close();
    }
  });

  it('lapses by time alone at the end of the last day', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    const own = stage.on(await stage.bench.openUnder(developmentRules(2032)));
    try {
      const desk = new Registrar(own);
      const { no, rights } = await desk.certified(unique('rc'), quietForm(unique('ds')));
      await desk.goTo('2032-03-01T15:59:00.000Z');
      const right = () => own.ask('register:right', { id: rights[0] ?? '' }, 'bank');
      expect((await right()).state.status).to.equal('ACTIVE');
      await desk.goTo('2032-03-01T16:00:00.000Z');

      const { state } = await right();
      expect(state).to.deep.include({ status: 'LAPSED', parts: [] });
      expect((await own.ask('register:certificate', { no }, 'bank')).status).to.equal('LAPSED');
    } finally {
      await own.bench.close();
    }
  });
}
