import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { CONSUMER_C, REG1, REG2 } from '../support/parties.js';
import { quietForm } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { monthNow } from './register/serials.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';
import { without } from '../support/without.js';

/** 月结: a month ends with the word of two organisations, and nothing is numbered in it any more. */
export function closingSuite(name: string, open: OpenBench): void {
  contractSuite(`closing: ${name}`, open, (use) => {
    actsOf('closing', use);
    describe('proposal', () => {
      proposals(use);
    });
    describe('approval', () => {
      approvals(use);
    });
    describe('gaps', () => {
      gaps(use);
    });
    covers('closing', use);
  });
}

/** A month with a certificate and a void number in it, which is over. */
async function ended(desk: Registrar, test: Mocha.Context): Promise<string> {
  if (desk.stage.bench.advance === undefined) skip(test, 'the clock can not be set here');
  await desk.certified(unique('rc'), quietForm(unique('ds')));
  const month = monthNow(desk);
  const voided = { month, count: 1, reason: '打印作废' };
  await desk.act('register:voidSerials', voided, 'registrar1');
  await desk.later(31);
  return month;
}

function proposals(use: Use): void {
  it('waits for the end of the month, at a registrar of the directory', async () => {
    const desk = new Registrar(use());
    await desk.certified(unique('rc'), quietForm(unique('ds')));
    const of = { registrar: REG1, month: monthNow(desk) };
    const refuse = (input: object): Promise<string> =>
      use().code('closing:propose', input, 'registry-official');

    expect(await refuse(of)).to.equal('CLOSING_TOO_EARLY');
    expect(await refuse({ ...of, registrar: CONSUMER_C })).to.equal('REGISTRAR_NOT_FOUND');
  });

  it('states how many numbers, which was the last, and the root over all', async function () {
    const desk = new Registrar(use());
    const month = await ended(desk, this);
    const of = { registrar: REG1, month };

    const closing = await desk.act('closing:propose', of, 'registry-official');

    expect(closing).to.include({ state: 'PROPOSED' });
    const { count, voids, lastSerial } = closing.statement;
    expect(count + voids).to.equal(lastSerial);
    expect(voids).to.equal(1);
    expect(await use().ask('closing:read', of, 'bank')).to.deep.equal(closing);
  });
}

function approvals(use: Use): void {
  it('is another organisation’s, of what it read, once', async function () {
    const desk = new Registrar(use());
    const of = { registrar: REG1, month: await ended(desk, this) };
    const { digest } = await desk.act('closing:propose', of, 'registry-official');
    const refuse = (as: string, with1 = digest): Promise<string> =>
      use().code('closing:approve', { ...of, digest: with1 }, as);

    expect(await refuse('registry-official')).to.equal('APPROVER_NOT_INDEPENDENT');
    expect(await refuse('court-official', '0'.repeat(64))).to.equal('PROPOSAL_MISMATCH');
    const closed = await desk.act('closing:approve', { ...of, digest }, 'court-official');
    expect(closed.state).to.equal('CLOSED');
    expect(closed.votes.map(({ mspId }) => mspId)).to.deep.equal(['RegistryMSP', 'CourtMSP']);
    expect(await refuse('authority-official')).to.equal('SERIAL_CLOSED_PERIOD');
    expect(await use().code('closing:propose', of, 'registry-official')).to.equal(
      'SERIAL_CLOSED_PERIOD',
    );
  });

  it('is of the month as it was proposed', async function () {
    const desk = new Registrar(use());
    const month = await ended(desk, this);
    const of = { registrar: REG1, month };
    const { digest } = await desk.act('closing:propose', of, 'registry-official');
    const voided = { month, count: 1, reason: '打印作废' };
    await desk.act('register:voidSerials', voided, 'registrar1');

    expect(await use().code('closing:approve', { ...of, digest }, 'court-official')).to.equal(
      'CLOSING_STALE',
    );
    const again = await desk.act('closing:propose', of, 'registry-official');
    const input = { ...of, digest: again.digest };
    const closed = await desk.act('closing:approve', input, 'authority-official');
    expect(closed.statement.voids).to.equal(2);
  });

  it('closes a month without a number as well, so that none is given in it later', async () => {
    const desk = new Registrar(use());
    await desk.time();
    const of = { registrar: REG2, month: '202601' };
    if (!use().bench.alone) return;
    const { digest } = await desk.act('closing:propose', of, 'registry-official');
    await desk.act('closing:approve', { ...of, digest }, 'court-official');

    const voided = { month: of.month, count: 1, reason: '测试' };
    expect(await use().code('register:voidSerials', voided, 'registrar2')).to.equal(
      'SERIAL_CLOSED_PERIOD',
    );
    const report = await use().ask('closing:gaps', { ...of, from: 1, count: 1 }, 'bank');
    expect(report).to.deep.include({ last: 0, gaps: [], rootHolds: true });
  });

  it('is of what was proposed', async () => {
    const of = { registrar: REG1, month: '202512', digest: '0'.repeat(64) };

    expect(await use().code('closing:approve', of, 'court-official')).to.equal('CLOSING_NOT_FOUND');
    expect(await use().code('closing:read', without(of, 'digest'), 'bank')).to.equal(
      'CLOSING_NOT_FOUND',
    );
  });
}

function gaps(use: Use): void {
  it('are none, and the root holds over certificates and void numbers', async function () {
    const stage = use();
    if (!stage.bench.alone) skip(this, 'others number here as well');
    const desk = new Registrar(stage);
    await desk.certified(unique('rc'), quietForm(unique('ds')));
    const of = { registrar: REG1, month: monthNow(desk) };

    const whole = await stage.ask('closing:gaps', { ...of, from: 1, count: 500 }, 'bank');
    const part = await stage.ask('closing:gaps', { ...of, from: 1, count: 1 }, 'bank');

    expect(whole).to.deep.include({ gaps: [], rootHolds: true, checkedTo: whole.last });
    expect(part).to.include({ checkedFrom: 1, checkedTo: 1 });
  });

  it('are asked of months that were numbered in, at registrars of the directory', async () => {
    const range = { month: '202512', from: 1, count: 1 };
    const refuse = (registrar: string): Promise<string> =>
      use().code('closing:gaps', { ...range, registrar }, 'bank');

    expect(await refuse(REG1)).to.equal('SERIAL_NOT_FOUND');
    expect(await refuse(CONSUMER_C)).to.equal('REGISTRAR_NOT_FOUND');
  });
}
