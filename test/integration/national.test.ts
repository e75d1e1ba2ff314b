import { Queries } from '@shuquan/gateway/index/queries';
import { Courier } from '@shuquan/gateway/national/courier';
import { LedgerCommission } from '@shuquan/gateway/national/ledger-commission';
import type { CourierAlarm } from '@shuquan/gateway/national/commission';
import { NationalSimulator } from '@shuquan/gateway/national/simulator';
import { expect } from 'chai';
import { RegisterGateway } from './register.js';

describe('receipts of the national system', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;

  before(async () => {
    desk = await RegisterGateway.open();
  });
  after(() => desk.close());

  /** A courier for the first registrar, on the clock of the ledger. */
  function courierOf(national: NationalSimulator, alarms: CourierAlarm[]): Courier {
    const { ledger, clock } = desk.gateway.ground;
    const queries = new Queries(desk.gateway.model);
    const registrars = [ledger.identity('registrar1')];
    const commission = new LedgerCommission({ ledger, queries, registrars, now: clock.now });
    return new Courier({
      registry: national,
      source: commission,
      sink: commission,
      alarm: (alarm) => alarms.push(alarm),
      pace: { scanMs: 20, pollMs: 10, firstRetryMs: 10 },
    });
  }

  const simulator = (wrongPerMille: number): NationalSimulator =>
    new NationalSimulator({
      settings: { delayMs: 0, failFirst: 2, wrongPerMille },
      clock: {
        now: () => desk.gateway.ground.clock.now().getTime(),
        after: (ms, callback) => {
          const timer = setTimeout(callback, ms);
          return () => {
            clearTimeout(timer);
          };
        },
      },
    });

  async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('It did not come about.');
  }

  const statusOf = async (id: string): Promise<unknown> => {
    const { body } = await desk.get(`/v1/cases/${id}`);
    return (body as { state?: { status?: unknown } }).state?.status;
  };

  it('are fetched for what is deposited, also when the system fails at first', async () => {
    const alarms: CourierAlarm[] = [];
    await desk.deposited('rc-national');
    const courier = courierOf(simulator(0), alarms);

    await until(async () => (await statusOf('rc-national')) === 'REGISTERED');
    await courier.stop();

    expect(alarms).to.deep.equal([]);
  });

  it('with another digest register nothing, and raise an alarm', async () => {
    const alarms: CourierAlarm[] = [];
    await desk.deposited('rc-wrong');
    const courier = courierOf(simulator(1000), alarms);

    await until(() => alarms.length > 0);
    await courier.stop();

    expect(alarms[0]).to.include({ caseId: 'rc-wrong', code: 'ROOT_MISMATCH' });
    expect(await statusOf('rc-wrong')).to.equal('DEPOSITED_PENDING');
    const early = await desk.post(
      '/v1/certificates',
      { cases: ['rc-wrong'] },
      { as: 'registrar1' },
    );
    expect(early.body.code).to.equal('RECEIPT_MISSING');
  });
});
