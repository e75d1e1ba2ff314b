import { endOfDay, startOfDay } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { renewal } from '../../support/register-forms.js';
import type { Form } from '../../support/register-samples.js';
import { QUICK, ResourceDesk } from '../../support/resource-desk.js';
import { resourceCancellation, resourceRenewal } from '../../support/resource-forms.js';
import { refusal } from '../register/applying.js';
import { skip, type Use } from '../suite.js';
import { agreed, operated } from './agreements.js';
import { product } from './products.js';

/** Through a registration of three years, its renewal, and a right of five. */
const LAST_YEAR = 2041;

/** What time alone does, on channels of their own: the others should not grow old with them. */
export function time(outer: Use): void {
  const closing: (() => Promise<void>)[] = [];
  after(async () => {
    for (const close of closing) await close();
  });

  async function alone(test: Mocha.Context, use: Use): Promise<Use> {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(test, 'the clock can not be set here');
    const bench = await openUnder(developmentRules(LAST_YEAR));
    closing.push(() => bench.close());
    const stage = use().on(bench);
    return () => stage;
  }

  async function right(use: Use, id: string): Promise<Record<string, unknown>> {
    const { state } = await use().ask('register:right', { id }, 'bank');
    return { status: state.status, until: state.until, codes: state.reasons.map((r) => r.code) };
  }

  it('renews in the last sixty days, by as much again, and otherwise lapses', async function () {
    const use = await alone(this, outer);
    const refuse = (form: Form): Promise<string> =>
      refusal(use, form, { as: 'implementer', office: QUICK });
    const desk = new ResourceDesk(use());
    const { lookupCode: renewed } = await desk.coded();
    const { lookupCode: left } = await desk.coded();
    const { lookupCode: late } = await desk.coded();
    const { renewal, state } = await desk.resource(renewed);

    await desk.goTo(new Date(Date.parse(startOfDay(renewal.from)) - 3_600_000).toISOString());
    expect(await refuse(resourceRenewal(renewed))).to.equal(
      'RENEWAL_NOT_OPEN PUBLIC_2025/26号/续期',
    );
    await desk.goTo(startOfDay(renewal.from));
    const made = await desk.updated(resourceRenewal(renewed));
    const until = state.until.replace(/^\d+/, (year) => String(Number(year) + 3));
    expect(made.entries.at(-1)).to.deep.include({ kind: 'PROLONGED', until });
    const pending = unique('rc');
    await desk.approved(pending, resourceRenewal(late), { office: QUICK, as: 'implementer' });

    await desk.goTo(endOfDay(state.until));
    const status = async (code: string): Promise<string> =>
      (await desk.resource(code)).state.status;
    expect(await status(renewed)).to.equal('ACTIVE');
    expect(await status(left)).to.equal('LAPSED');
    expect(await refuse(resourceRenewal(left))).to.match(/^RESOURCE_LAPSED /);
    expect(await use().code('resource:update', { case: pending }, 'registrar1')).to.equal(
      'RESOURCE_LAPSED',
    );
    const cancelled = resourceCancellation(left, 'EXPIRED');
    await desk.updated(cancelled, { as: 'registrar1' });
    expect(await status(left)).to.equal('CANCELLED');
  });

  it('rests while its registration as a resource has lapsed, and is renewed no further', async function () {
    const use = await alone(this, outer);
    const desk = new ResourceDesk(use());
    const asset = unique('ds');
    const to = `${String(desk.stage.bench.now().getUTCFullYear() + 5)}-01-31`;
    const agreement = await agreed(use, { term: { from: '2026-01-01', to } });
    const form = operated(asset, agreement);
    const { lookupCode: code } = await desk.coded(form, { as: 'operator' });
    const { rights, no } = await desk.certified(unique('rc'), product(asset, code), {
      as: 'operator',
    });
    const { state } = await desk.resource(code);
    expect((await right(use, rights[2] ?? '')).until).to.equal(to);

    await desk.goTo(endOfDay(state.until));
    expect(await right(use, rights[2] ?? '')).to.deep.include({
      ...{ status: 'SUSPENDED', codes: ['PUBLIC_CODE_LAPSED'] },
    });
    const { renewal: window } = await use().ask('register:certificate', { no }, 'bank');
    await desk.goTo(new Date(`${window.from}T12:00:00+08:00`).toISOString());
    await desk.certified(unique('rc'), renewal(no), { as: 'operator' });
    expect((await right(use, rights[2] ?? '')).until).to.equal(to);
    await desk.goTo(endOfDay(to));
    expect(await right(use, rights[2] ?? '')).to.deep.include({
      ...{ status: 'LAPSED', codes: ['CERT_LAPSED'] },
    });
  });
}
