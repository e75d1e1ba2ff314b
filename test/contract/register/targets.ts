import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import {
  cancellation,
  change,
  changed,
  licence,
  renewal,
  revocation,
  transfer,
} from '../../support/register-forms.js';
import { allRightsTo, type Form, quietForm } from '../../support/register-samples.js';
import { type Certificate, Registrar } from '../../support/registrar.js';
import { skip, type Use } from '../suite.js';

/** Brings a form before the gates, and answers with how it is refused. */
export interface Desk {
  /** With a form that would pass, for what needs a case first. */
  readonly open: (desk: Registrar, good: Form) => Promise<(bad: Form) => Promise<string>>;
}

interface Play {
  readonly good: Form;
  /** What happens on the register before the form comes. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly bad?: Form;
}
type Prepare = (desk: Registrar, certificate: Certificate) => Play | Promise<Play>;

const parts = ['2023', '2024'];
export const registered = (desk: Registrar, as = 'holder-a'): Promise<Certificate> => {
  const allocation = allRightsTo(as === 'holder-b' ? HOLDER_B : HOLDER_A);
  return desk.certified(unique('rc'), quietForm(unique('ds'), { parts, allocation }), { as });
};

const licensed = ({ rights }: Certificate, more: object = {}): Form =>
  licence({ rights: rights.slice(0, 1), to: HOLDER_B, ...more });
const NAME = '2023年至2025年成都市企业信用评价指标数据集';
const renamed = ({ no }: Certificate): Form => change(no, changed('name', NAME, '新名称'));

const plays: Readonly<Record<string, Prepare>> = {
  RIGHT_NOT_FOUND: (_, of) => ({
    good: licensed(of),
    bad: licence({ rights: ['none'], to: HOLDER_B }),
  }),
  'RIGHT_NOT_HELD NATIONAL_2026/21(1)': async (desk, of) => ({
    good: licensed(of),
    bad: licensed(await registered(desk, 'holder-b')),
  }),
  'PART_NOT_HELD NATIONAL_2026/21(1)': (_, of) => ({
    good: licensed(of),
    bad: licensed(of, { parts: ['2099'] }),
  }),
  'DISPOSAL_PENDING NATIONAL_2026/21(1)': (desk, of) => ({
    good: licensed(of),
    meanwhile: async () => {
      const id = unique('rc');
      const form = transfer({ rights: of.rights.slice(0, 1), to: HOLDER_B });
      await desk.approved(id, form, { consents: ['holder-b'] });
      await desk.act('register:deposit', { case: id }, 'registrar1');
    },
  }),
  'RIGHT_NOT_ACTIVE NATIONAL_2026/21(1)': (desk, of) => ({
    good: licensed(of),
    meanwhile: () => desk.registered(unique('rc'), cancellation(of.no, ['HOLD'])),
  }),
  CERT_REVOKED: (desk, of) => ({
    good: renamed(of),
    meanwhile: () => desk.registered(unique('rc'), revocation(of.no), { as: 'registrar1' }),
  }),
  'CHANGE_NOT_ALLOWED NATIONAL_2026/35': (_, of) => ({
    good: renamed(of),
    bad: change(of.no, changed('holder', 'a', 'b')),
  }),
  CHANGE_STALE: (_, of) => ({
    good: renamed(of),
    bad: change(of.no, changed('name', '不是原名', '新名称')),
  }),
  'OBJECTION_NOT_FOUND NATIONAL_2026/29': (_, of) => ({
    good: cancellation(of.no, ['HOLD']),
    bad: cancellation(of.no, ['HOLD'], 'OBJECTION'),
  }),
};

/** A form can ask only for what there is on the register. */
export function targets(use: Use, { open }: Desk): void {
  for (const [code, prepare] of Object.entries(plays)) {
    it(`is refused as ${code}`, async () => {
      const desk = new Registrar(use());
      const { good, bad, meanwhile } = await prepare(desk, await registered(desk));
      const refuse = await open(desk, good);
      await meanwhile?.();

      expect(await refuse(bad ?? good)).to.equal(code);
    });
  }

  it('describes what is private by a digest, and the rest as it can be', async () => {
    const desk = new Registrar(use());
    const of = await registered(desk);
    const refuse = await open(desk, renamed(of));

    const named = [{ field: 'holderName' as const, before: '-', after: '某某某' }];
    expect(await refuse(change(of.no, named))).to.equal('INPUT_INVALID');
    const loose = [{ field: 'name' as const, before: `"${NAME}"`, after: ' "新名称"' }];
    expect(await refuse(change(of.no, loose))).to.equal('INPUT_INVALID');
    expect(await refuse(change(of.no, changed('form', 'TABLE', 'POEM')))).to.equal('INPUT_INVALID');
  });

  it('gives rights of one version, and none to oneself', async () => {
    const desk = new Registrar(use());
    const [one, other] = [await registered(desk), await registered(desk)];
    const refuse = await open(desk, licensed(one));

    const rights = [one, other].flatMap((each) => each.rights.slice(0, 1));
    expect(await refuse(licence({ rights, to: HOLDER_B }))).to.equal('INPUT_INVALID');
    expect(await refuse(licence({ rights: one.rights, to: HOLDER_A }))).to.equal('INPUT_INVALID');
  });

  it('is refused as CERT_LAPSED once the time for renewal is over', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const own = stage.on((await stage.bench.openUnder?.(developmentRules(2032))) ?? stage.bench);
    try {
      const desk = new Registrar(own);
      const of = await registered(desk);
      const [opens, closes] = ['2031-09-01T02:00:00.000Z', '2032-03-01T02:00:00.000Z'];
      await desk.goTo(opens);
      const refuse = await open(desk, renewal(of.no));
      await desk.goTo(closes);

      expect(await refuse(renewal(of.no))).to.equal('CERT_LAPSED NATIONAL_2026/36');
    } finally {
      await own.bench.close();
    }
  });
}
