import type { Input, Output } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { answerText } from '@shuquan/gateway/ledger/answer';
import { Verifier } from '@shuquan/verifier';
import { expect } from 'chai';
import { members, unique } from '../support/founded.js';
import { BANK, HOLDER_A, HOLDER_B } from '../support/parties.js';
import { quietForm } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

type Asking = Input<'recognition:answer'>;
type Answer = Output<'recognition:answer'>;
const DAY_MS = 86_400_000;
/** A day in Shanghai, so many days after an instant. */
const dayAfter = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

/** 数据资产入表: what an auditor is told of a right on a balance-sheet date. */
export function recognitionSuite(name: string, open: OpenBench): void {
  contractSuite(`recognition: ${name}`, open, (use) => {
    describe('answer', () => {
      answers(use);
    });
    covers('recognition', use);
  });
}

const asking = (right: string, on: string, over: Partial<Asking> = {}): Asking => ({
  ...{ holder: HOLDER_A, right, on, audience: BANK, nonce: 'cd'.repeat(16) },
  ...over,
});

/** A registered right: its id, when, and the number of its certificate. */
async function registered(use: Use): Promise<{ right: string; at: string; no: string }> {
  const desk = new Registrar(use());
  const {
    no,
    rights,
    registeredAt: at,
  } = await desk.certified(unique('rc'), quietForm(unique('ds')));
  return { right: rights[0] ?? '', at, no };
}

function answers(use: Use): void {
  const ask = (input: Asking): Promise<Answer> => use().ask('recognition:answer', input, 'bank');

  it('shows who had what on the date, with certificate and encumbrances, and not the day before', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const { right, at, no } = await registered(use);
    await new Registrar(use()).later(3);

    const then = await ask(asking(right, dayAfter(at, 1)));
    const before = await ask(asking(right, dayAfter(at, -1)));

    expect(then).to.deep.include({ verdict: 'OWNED_OR_CONTROLLED', reasons: [] });
    expect(then.certificates).to.deep.equal([{ no, status: 'VALID' }]);
    expect(then.entry.encumbrances).to.deep.equal([]);
    expect(then.asked.asOf.slice(11)).to.equal('15:59:59.999Z');
    expect(before.verdict).to.equal('NOT_SHOWN');
    expect(before.reasons.map(({ code }) => code)).to.deep.equal(['NOT_REGISTERED_YET']);
    const other = await ask(asking(right, dayAfter(at, 1), { holder: HOLDER_B }));
    expect(other.reasons.map(({ code }) => code)).to.deep.equal(['NOT_THE_HOLDER']);
  });

  it('is refused about a right that is not there, and about a day to come', async () => {
    const { right, at } = await registered(use);
    const code = (input: Asking): Promise<string> =>
      use().code('recognition:answer', input, 'bank');

    expect(await code(asking('nothing', dayAfter(at, -1)))).to.equal('RIGHT_NOT_FOUND');
    expect(await code(asking(right, dayAfter(at, 400)))).to.equal('AS_OF_TOO_LATE');
  });

  it('is signed by several organisations and checked offline', async function () {
    const { bench } = use();
    if (bench.anchors === undefined) skip(this, 'this channel has no anchors');
    const { right, at } = await registered(use);
    const input = asking(right, dayAfter(at, -1));
    const { envelope } = await bench.ledger.attest(
      'recognition:answer',
      input,
      bench.as('bank'),
      members,
    );

    const report = new Verifier(bench.anchors(), nodeCrypto).answer(answerText(envelope), {
      transaction: 'recognition:answer',
      minOrganizations: 3,
    });

    expect(report.verdict).to.equal('VALID');
    expect(JSON.parse(report.value ?? '{}')).to.deep.include({ ...input, verdict: 'NOT_SHOWN' });
  });
}
