import { foundingDocument } from '@shuquan/gateway/founding/document';
import { found } from '@shuquan/gateway/founding/found';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { loadPeople } from '@shuquan/network/people';
import { expect } from 'chai';
import type { Bench } from '../../support/bench.js';
import { unique } from '../../support/founded.js';
import { REG1 } from '../../support/parties.js';
import { quietForm } from '../../support/register-samples.js';
import { Registrar } from '../../support/registrar.js';
import { skip, type Use } from '../suite.js';

const PHONE = '联系电话 138-1234-5678';
export const monthNow = (desk: Registrar): string =>
  new Date(desk.stage.bench.now().getTime() + 8 * 3_600_000)
    .toISOString()
    .slice(0, 7)
    .replace('-', '');
const serialOf = (no: string): number => Number(no.slice(11));

/** Numbers of a registrar’s month: in order, without gaps, each once. */
export function serials(use: Use): void {
  it('follow each other over cases, batches and void numbers', async function () {
    const stage = use();
    if (!stage.bench.alone) skip(this, 'others number here as well');
    const desk = new Registrar(stage);
    const ids = [unique('rc'), unique('rc'), unique('rc')];
    for (const id of ids) await desk.registered(id, quietForm(unique('ds')));
    const before = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const month = monthNow(desk);

    const void2 = { month, count: 2, reason: '打印作废' };
    const head = await desk.act('register:voidSerials', void2, 'registrar1');
    const { certificates } = await desk.act('register:certify', { cases: ids }, 'registrar1');

    const last = serialOf(before.no);
    expect(head).to.include({ last: last + 2 });
    expect(certificates.map(({ no }) => serialOf(no))).to.deep.equal([
      last + 3,
      last + 4,
      last + 5,
    ]);
    const gaps = { registrar: REG1, month, from: 1, count: 500 };
    const report = await stage.ask('closing:gaps', gaps, 'bank');
    expect(report).to.deep.include({ gaps: [], last: last + 5, rootHolds: true });
  });

  it('number a case named twice once', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.registered(id, quietForm(unique('ds')));

    const { certificates } = await desk.act('register:certify', { cases: [id, id] }, 'registrar1');

    expect(certificates).to.have.length(1);
  });

  it('of a month that has not begun, or was over when the case was registered, are given to none', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = unique('rc');
    await desk.registered(id, quietForm(unique('ds')));
    const refuse = (month: string): Promise<string> =>
      stage.code('register:certify', { cases: [id], month }, 'registrar1');

    expect(await refuse('209901')).to.equal('SERIAL_MONTH_WRONG');
    expect(await refuse('202601')).to.equal('SERIAL_MONTH_WRONG');
    const future = { month: '209901', count: 1, reason: '测试' };
    expect(await stage.code('register:voidSerials', future, 'registrar1')).to.equal(
      'SERIAL_MONTH_WRONG',
    );
  });

  it('are given by registrars of the directory', async function () {
    const stage = use();
    const { openUnfounded } = stage.bench;
    if (openUnfounded === undefined) skip(this, 'the directory is everybody’s');
    const own = stage.on(await foundedWithout(openUnfounded));
    try {
      await own.witness();
      const voided = { month: '202702', count: 1, reason: '测试' };
      expect(await own.code('register:voidSerials', voided, 'registrar2')).to.equal(
        'REGISTRAR_NOT_FOUND',
      );
      expect(await own.code('register:certify', { cases: ['none'] }, 'registrar2')).to.equal(
        'REGISTRAR_NOT_FOUND',
      );
    } finally {
      await own.bench.close();
    }
  });

  it('end with 9999, and that month has no more', async function () {
    const stage = use();
    const { openUnder } = stage.bench;
    if (openUnder === undefined) skip(this, 'the numbers here are everybody’s');
    this.timeout(240_000);
    const own = stage.on(await openUnder(developmentRules(2027)));
    try {
      const desk = new Registrar(own);
      const id = unique('rc');
      await desk.registered(id, quietForm(unique('ds')));
      const month = monthNow(desk);
      const refuse = (count: number): Promise<string> =>
        own.code('register:voidSerials', { month, count, reason: '测试' }, 'registrar1');
      const voids = async (count: number): Promise<number> => {
        const input = { month, count, reason: '测试' };
        return (await desk.act('register:voidSerials', input, 'registrar1')).last;
      };

      for (let i = 0; i < 19; i += 1) await voids(500);
      expect(await refuse(500)).to.equal('SERIAL_EXHAUSTED');
      expect(await voids(498)).to.equal(9998);
      const { certificates } = await desk.act('register:certify', { cases: [id] }, 'registrar1');
      expect(certificates[0]?.no).to.match(/9999$/);
      const next = unique('rc');
      await desk.registered(next, quietForm(unique('ds')));
      expect(await own.code('register:certify', { cases: [next] }, 'registrar1')).to.equal(
        'SERIAL_EXHAUSTED',
      );
      await desk.later(31);
      const after = await desk.act('register:certify', { cases: [next] }, 'registrar1');
      expect(after.certificates[0]?.no).to.match(/0001$/);
    } finally {
      await own.bench.close();
    }
  });

  it('are void for a reason without personal data', async () => {
    const desk = new Registrar(use());
    await desk.time();
    const input = { month: monthNow(desk), count: 1, reason: PHONE };

    expect(await use().code('register:voidSerials', input, 'registrar1')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('of a closed month are given to none', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const id = unique('rc');
    await desk.registered(id, quietForm(unique('ds')));
    const month = monthNow(desk);
    await desk.later(31);
    const of = { registrar: REG1, month };
    const { digest } = await desk.act('closing:propose', of, 'registry-official');
    await desk.act('closing:approve', { ...of, digest }, 'court-official');

    expect(await stage.code('register:certify', { cases: [id], month }, 'registrar1')).to.equal(
      'SERIAL_CLOSED_PERIOD',
    );
    const voided = { month, count: 1, reason: '测试' };
    expect(await stage.code('register:voidSerials', voided, 'registrar1')).to.equal(
      'SERIAL_CLOSED_PERIOD',
    );
    await desk.act('register:certify', { cases: [id] }, 'registrar1');
  });
}

/** A channel whose directory lacks the second registrar. */
async function foundedWithout(open: () => Promise<Bench>): Promise<Bench> {
  const bench = await open();
  const governing = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];
  const document = foundingDocument(loadPeople(), governing, {
    ...{ channel: 'shuquan', purpose: 'TEST' },
  });
  const officials = ['registry-official', 'authority-official', 'court-official'];
  await found(bench.ledger, {
    document: { ...document, registrars: document.registrars.slice(0, 1) },
    officials: officials.map((id) => bench.as(id)),
  });
  return bench;
}
