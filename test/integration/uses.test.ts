import { randomUUID } from 'node:crypto';
import type { Grant } from '@shuquan/chaincode/model';
import { GatewayError } from '@shuquan/gateway/errors';
import type { EmbeddedLedger } from '@shuquan/gateway/ledger/embedded/open';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { expect } from 'chai';
import { BANK } from '../support/parties.js';
import { UseDesk } from '../support/use-desk.js';
import type { Answer } from './gateway.js';
import { RegisterGateway } from './register.js';

describe('uses of a grant through the gateway', function () {
  this.timeout(300_000);
  let gateway: RegisterGateway;
  let desk: UseDesk;

  before(async () => {
    gateway = await RegisterGateway.open();
    desk = await UseDesk.open(gateway.gateway.stage());
  });
  after(() => gateway.close());

  const record = (
    grant: Grant,
    over: object = {},
    { key = randomUUID(), as = 'consumer-c' } = {},
  ): Promise<Answer> => gateway.post('/v1/uses', desk.use(grant, over), { as, key });

  describe('200 in flight of a count of 100', () => {
    let grant: Grant;
    let answers: readonly Answer[] = [];

    before(async () => {
      grant = await desk.grant({ count: 100 });
      // Whatever a gateway remembered of the count is gone.
      await gateway.gateway.restart();
      await gateway.time();
      answers = await Promise.all(Array.from({ length: 200 }, () => record(grant)));
    });

    it('are exactly 100 that are taken and 100 that are told GRANT_EXHAUSTED', () => {
      const counts: Record<string, number> = {};
      for (const { status, body } of answers) {
        const said = `${String(status)} ${status === 201 ? 'OK' : body.code}`;
        counts[said] = (counts[said] ?? 0) + 1;
      }
      expect(counts).to.deep.equal({ '201 OK': 100, '409 GRANT_EXHAUSTED': 100 });
    });

    it('leave nothing of the count, and all of them on record', async () => {
      const quota = await gateway.get(`/v1/grants/${grant.id}/quota`, 'consumer-c');
      expect(quota.body).to.include({ count: 100, left: 0 });
      const listed = async (outcome: string): Promise<number> => {
        const path = `/v1/uses?grant=${grant.id}&outcome=${outcome}&limit=100`;
        return (await gateway.get(path, 'holder-a')).body.items.length;
      };
      expect(await listed('PERMITTED')).to.equal(100);
      expect(await listed('REFUSED')).to.equal(100);
    });
  });

  describe('a refusal on record', () => {
    it('is a problem with the rule’s code and says where the record stands', async () => {
      const grant = await desk.grant();

      const { status, body, headers } = await record(grant, { purpose: 'MARKETING' });

      expect({ status, code: body.code }).to.deep.equal({ status: 409, code: 'PURPOSE_DRIFT' });
      const { txId, reasons } = body as unknown as { txId: string; reasons: unknown };
      expect(headers.get('ledger-transaction')).to.equal(txId);
      expect(reasons).to.deep.equal([
        { code: 'PURPOSE_DRIFT', link: { kind: 'GRANT', id: grant.id }, what: 'MARKETING' },
      ]);
      const { body: transaction } = await gateway.get(`/v1/transactions/${txId}`);
      expect(transaction).to.include({ validation: 'VALID', event: 'use.recorded' });
    });

    it('is told again to whoever asks again, and recorded once', async () => {
      const grant = await desk.grant();
      const body = desk.use(grant, { purpose: 'MARKETING' });
      const key = randomUUID();
      const ask = (): Promise<Answer> => gateway.post('/v1/uses', body, { as: 'consumer-c', key });

      const first = await ask();
      await gateway.gateway.restart();
      const second = await ask();

      expect(second.text).to.equal(first.text);
      expect(second.headers.get('idempotent-replayed')).to.equal('true');
      const { body: list } = await gateway.get(`/v1/uses?grant=${grant.id}&limit=10`, 'holder-a');
      expect(list.items).to.have.length(1);
    });

    it('is the answer to a transaction that was signed elsewhere', async () => {
      const grant = await desk.grant();
      const { ledger } = gateway.gateway.ground;
      const identity = ledger.identity('consumer-c');
      const input = desk.use(grant, { purpose: 'MARKETING' });
      const prepared = await ledger.prepare('use:record', input, identity);
      const signed = await identity.sign(prepared.bytes);
      const { bytes, txId } = await ledger.endorse(prepared.bytes, signed);
      const [transaction, signature] = [bytes, await identity.sign(bytes)].map((each) =>
        Buffer.from(each).toString('base64'),
      );

      const sent = { transaction, signature };
      const { status, body } = await gateway.post('/v1/transactions', sent, { as: 'consumer-c' });

      expect(status).to.equal(409);
      expect(body).to.include({ code: 'PURPOSE_DRIFT', txId });
    });
  });

  describe('a use whose answer was lost', () => {
    /** Commits, and then does not know: what the caller does next must not count twice. */
    const losing = (ledger: EmbeddedLedger): Ledger => {
      const submit = async (...call: Parameters<Ledger['submit']>): Promise<never> => {
        await ledger.submit(...call);
        throw new GatewayError('LEDGER_OUTCOME_UNKNOWN', 'The answer was lost.');
      };
      return new Proxy<Ledger>(ledger, {
        get: (target, member) => {
          if (member === 'submit') return submit;
          const value: unknown = Reflect.get(target, member, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    };

    for (const [purpose, status, left] of [
      ['CREDIT_VERIFY', 201, 0],
      ['MARKETING', 409, 1],
    ] as const) {
      it(`for ${purpose} is found again, whatever lane it went in`, async () => {
        const grant = await desk.grant({ count: 1 });
        const [key, body] = [randomUUID(), desk.use(grant, { purpose })];
        const ask = (): Promise<Answer> =>
          gateway.post('/v1/uses', body, { as: 'consumer-c', key });

        await gateway.gateway.restart({ wrap: losing });
        const lost = await ask();
        await gateway.gateway.restart({});
        const found = await ask();

        expect([lost.status, found.status]).to.deep.equal([504, status]);
        expect(await desk.left(grant)).to.equal(left);
        const { body: list } = await gateway.get(`/v1/uses?grant=${grant.id}&limit=10`, 'holder-a');
        expect(list.items).to.have.length(1);
      });
    }
  });

  it('lets nobody choose a lane: it is the gateway’s', async () => {
    const grant = await desk.grant({ count: 2 });

    expect(await record(grant, { lane: 1 })).to.deep.include({ status: 400 });
  });

  it('reports drift from rows as the ledger does, to whoever may see it', async () => {
    const parent = await desk.grant();
    const child = await desk.subGrant(parent);
    await record(child, {}, { as: 'bank' });
    await record(child, { purpose: 'INCLUSIVE_FINANCE_RISK' }, { as: 'bank' });
    const from = desk.grants.today;
    const path = `/v1/grantees/${BANK}/drift?from=${from}&weeks=1&grant=${child.id}`;

    const stated = await desk.stage.asked({ kind: 'PARTY', id: BANK }, 'supervisor', 'SUPERVISION');
    const query = new URLSearchParams(stated).toString();
    for (const [as, named] of [
      ['supervisor', stated],
      ...['bank', 'holder-a', 'holder-b'].map((each) => [each, {}] as const),
    ] as const) {
      const { body } = await gateway.get(as === 'supervisor' ? `${path}&${query}` : path, as);
      const said = await desk.drift(as, { grant: child.id, ...named });
      const { counts, attempts, seen, complete, notObservable } = said;
      expect(body, as).to.deep.include({ counts, attempts, seen, complete, notObservable });
    }
  });

  it('lists what somebody made or granted, and nobody else’s', async () => {
    const grant = await desk.grant();
    await record(grant);
    const count = async (as: string): Promise<number> =>
      (await gateway.get(`/v1/uses?grant=${grant.id}&limit=10`, as)).body.items.length;

    expect(await count('consumer-c')).to.equal(1);
    expect(await count('holder-a')).to.equal(1);
    expect(await count('bank')).to.equal(0);
  });
});
