import type { Output } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_B, HOLDER_D } from '../../support/parties.js';
import {
  cancellation,
  change,
  changed,
  licence,
  renewal,
  revocation,
  transfer,
} from '../../support/register-forms.js';
import { type Form, initialForm, quietForm } from '../../support/register-samples.js';
import { recordDigestOf, Registrar } from '../../support/registrar.js';
import { skip, type Use } from '../suite.js';
import { divided } from './effects.js';

const { name: NAME } = initialForm('x').description;
const parts = ['2023', '2024'];
const toB = { consents: ['holder-b'] };
const toD = { consents: ['holder-d'] };

/** The register may have changed between the decision and the deposit. */
export function racing(use: Use): void {
  const deposit = (id: string): Promise<string> =>
    use().code('register:deposit', { case: id }, 'registrar1');

  async function approved(desk: Registrar, form: Form, how: object = {}): Promise<string> {
    const id = unique('rc');
    await desk.approved(id, form, how);
    return id;
  }

  it('is refused while another disposal waits for its receipt', async () => {
    const desk = new Registrar(use());
    const { rights } = await divided(desk);
    const first = await approved(desk, transfer({ rights, to: HOLDER_B }), toB);
    const second = await approved(desk, transfer({ rights, to: HOLDER_D }), toD);
    await desk.act('register:deposit', { case: first }, 'registrar1');

    expect(await deposit(second)).to.equal('DISPOSAL_PENDING');
  });

  it('gives no right that ended, and no part that went elsewhere', async () => {
    const desk = new Registrar(use());
    const { rights, no } = await divided(desk);
    const [hold = '', use2 = ''] = rights;
    const ended = await approved(desk, licence({ rights: [hold], to: HOLDER_B }), toB);
    const part = { parts: ['2023'] };
    const gone = await approved(desk, licence({ rights: [use2], to: HOLDER_B, ...part }), toB);
    await desk.registered(unique('rc'), cancellation(no, ['HOLD']));
    await desk.registered(unique('rc'), transfer({ rights: [use2], to: HOLDER_D, ...part }), toD);

    expect(await deposit(ended)).to.equal('RIGHT_NOT_ACTIVE');
    expect(await deposit(gone)).to.equal('PART_NOT_HELD');
  });

  it('changes nothing that was revoked, or changed meanwhile', async () => {
    const desk = new Registrar(use());
    const [one, other] = [await divided(desk), await divided(desk)];
    const renamed = (no: string, name: string): Form => change(no, changed('name', NAME, name));
    const late = await approved(desk, renamed(one.no, '新名称一'));
    const stale = await approved(desk, renamed(other.no, '新名称二'));
    await desk.registered(unique('rc'), revocation(one.no), { as: 'registrar1' });
    await desk.registered(unique('rc'), renamed(other.no, '新名称三'));

    expect(await deposit(late)).to.equal('CERT_REVOKED');
    expect(await deposit(stale)).to.equal('CHANGE_STALE');
  });

  it('is of the bytes and parts that were registered first', async () => {
    const desk = new Registrar(use());
    const asset = unique('ds');
    const form = quietForm(asset, { parts });
    const { digests } = initialForm(unique('ds'));
    const bytes = await approved(desk, quietForm(asset, { parts, digests }));
    const otherParts = await approved(desk, quietForm(asset, { parts: ['2025'] }));
    const first = unique('rc');
    await desk.accepted(first, form);
    await desk.act('registration:explain', { case: first, explanation: '同一数据' }, 'holder-a');
    const overlap = { matter: 'OVERLAP' as const, outcome: 'SATISFIED' as const, note: '属实' };
    await desk.act('review:record', { case: first, findings: [overlap] }, 'registrar1');
    await desk.act('review:withhold', { case: first, reasons: '理由正当' }, 'registrar1');
    await desk.approve(first);
    await desk.act('register:deposit', { case: first }, 'registrar1');

    expect(await deposit(bytes)).to.equal('ROOT_MISMATCH');
    expect(await deposit(otherParts)).to.equal('INPUT_INVALID');
  });

  it('revises no description whose last change waits for its receipt', async () => {
    const desk = new Registrar(use());
    const { no } = await divided(desk);
    const first = await approved(desk, change(no, changed('name', NAME, '新名称一')));
    const second = await approved(desk, change(no, changed('form', 'TABLE', 'TEXT')));
    await desk.act('register:deposit', { case: first }, 'registrar1');

    expect(await deposit(second)).to.equal('DISPOSAL_PENDING');
  });

  it('keeps an exclusive share apart from every other, in whosever hands', async () => {
    const desk = new Registrar(use());
    const asset = unique('ds');
    const holder = HOLDER_A;
    const line = { holder, right: 'OPERATE' as const, share: 'EXCLUSIVE' as const };
    const made = await desk.certified(unique('rc'), quietForm(asset, { allocation: [line] }));
    const rival = { ...line, holder: HOLDER_B, share: 'CONCURRENT' as const };
    const form = quietForm(asset, { allocation: [{ ...rival, proofDigest: 'a'.repeat(64) }] });
    const id = await approved(desk, form, { as: 'holder-b' });

    expect(await deposit(id)).to.equal('EXCLUSIVE_CONFLICT');
    await desk.registered(unique('rc'), transfer({ rights: made.rights, to: HOLDER_D }), toD);
    expect(await deposit(id)).to.equal('EXCLUSIVE_CONFLICT');
  });

  it('renews nothing when its receipt is of a time after the right lapsed', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    const own = stage.on(await stage.bench.openUnder(developmentRules(2032)));
    try {
      const desk = new Registrar(own);
      const [late, punctual] = [await divided(desk), await divided(desk)];
      await desk.goTo('2032-02-28T02:00:00.000Z');
      const deposited: { id: string; digest: string; at: string }[] = [];
      for (const { no } of [late, punctual]) {
        const id = await approved(desk, renewal(no));
        const made = await desk.act('register:deposit', { case: id }, 'registrar1');
        const at = own.bench.now().toISOString();
        deposited.push({ id, digest: recordDigestOf(made), at });
      }
      await desk.goTo('2032-03-02T02:00:00.000Z');
      const [lateCase, punctualCase] = deposited;
      if (lateCase === undefined || punctualCase === undefined) throw new TypeError('No case.');

      const flagged = await desk.receipt(lateCase.id, lateCase.digest);
      const receipt = {
        id: 'NDR-IN-TIME',
        time: punctualCase.at,
        recordDigest: punctualCase.digest,
      };
      await desk.act('register:receipt', { case: punctualCase.id, receipt }, 'registrar1');

      expect(flagged.steps.at(-1)).to.include({
        ...{ kind: 'RECEIPTED', punctuality: 'LATE', article: 'NATIONAL_2026/36' },
      });
      const right = async (id = ''): Promise<Output<'register:right'>['state']> =>
        (await own.ask('register:right', { id }, 'bank')).state;
      const lapsed = await right(late.rights[0]);
      expect(lapsed).to.deep.include({ status: 'LAPSED', until: '2032-03-01', parts: [] });
      expect(lapsed.reasons.map(({ code, article }) => [code, article])).to.deep.equal([
        ['CERT_LAPSED', 'NATIONAL_2026/21(1)'],
        ['RENEWED_TOO_LATE', 'NATIONAL_2026/36'],
      ]);
      // A receipt that only comes late is of a renewal in time.
      expect(await right(punctual.rights[0])).to.include({ status: 'ACTIVE', until: '2037-03-01' });
      const certify = { cases: [lateCase.id] };
      expect(await own.refusal('register:certify', certify, 'registrar1')).to.equal(
        'CERT_LAPSED NATIONAL_2026/36',
      );
      await desk.act('register:certify', { cases: [punctualCase.id] }, 'registrar1');
    } finally {
      await own.bench.close();
    }
  });

  it('renews nothing that lapsed meanwhile', async function () {
    const stage = use();
    if (stage.bench.openUnder === undefined) skip(this, 'the clock can not be set here');
    const own = stage.on(await stage.bench.openUnder(developmentRules(2032)));
    try {
      const desk = new Registrar(own);
      const { no } = await divided(desk);
      await desk.goTo('2032-02-28T02:00:00.000Z');
      const id = await approved(desk, renewal(no));
      await desk.goTo('2032-03-02T02:00:00.000Z');

      expect(await own.code('register:deposit', { case: id }, 'registrar1')).to.equal(
        'CERT_LAPSED',
      );
    } finally {
      await own.bench.close();
    }
  });
}
