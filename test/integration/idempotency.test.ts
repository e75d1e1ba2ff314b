import { randomUUID } from 'node:crypto';
import { GatewayError } from '@shuquan/gateway/errors';
import type { Ledger } from '@shuquan/gateway/ledger/port';
import { expect } from 'chai';
import { depositOf } from '../support/embedded.js';
import { TestGateway } from './gateway.js';

describe('Idempotency-Key', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await TestGateway.open();
  });
  afterEach(() => gateway.close());

  /** A ledger whose submits are changed, and nothing else of it. */
  const submitting = (submit: (real: Ledger) => Ledger['submit']) => (ledger: Ledger) =>
    new Proxy(ledger, {
      get(target, name) {
        if (name === 'submit') return submit(target);
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });

  const deposits = async (id: string): Promise<number> => {
    const events = await gateway.get('/v1/events?name=evidence.deposited&after=0-0');
    return events.body.items.filter(({ payload }) => payload.id === id).length;
  };

  it('is demanded of every POST', async () => {
    const headers = { 'idempotency-key': '' };

    const { body } = await gateway.post('/v1/evidence', depositOf('ev-1'), { headers });

    expect(body.code).to.equal('IDEMPOTENCY_KEY_MISSING');
  });

  it('makes one record of 64 parallel twins, and gives all the same answer', async () => {
    const call = { key: randomUUID() };
    const input = depositOf('ev-storm');

    const answers = await Promise.all(
      Array.from({ length: 64 }, () => gateway.post('/v1/evidence', input, call)),
    );

    expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([201]));
    const replayed = answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true');
    expect(replayed).to.have.length(63);
    expect(await deposits('ev-storm')).to.equal(1);
  });

  it('gives the same answer again, after a restart too', async () => {
    const call = { key: 'a-key' };
    const input = depositOf('ev-again');
    const first = await gateway.post('/v1/evidence', input, call);
    await gateway.restart();

    const again = await gateway.post('/v1/evidence', input, call);

    expect(again.text).to.equal(first.text);
    expect(again.status).to.equal(201);
    for (const name of ['location', 'ledger-transaction', 'ledger-block', 'content-type']) {
      expect(again.headers.get(name)).to.equal(first.headers.get(name));
    }
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
  });

  it('keeps a refusal of the rules, but not of the form', async () => {
    const taken = depositOf('ev-taken');
    await gateway.post('/v1/evidence', taken);
    const call = { key: 'taken' };

    const refused = await gateway.post('/v1/evidence', taken, call);
    const again = await gateway.post('/v1/evidence', taken, call);
    const malformed = await gateway.post('/v1/evidence', { id: 'x' }, { key: 'form' });
    const mended = await gateway.post('/v1/evidence', depositOf('ev-mended'), { key: 'form' });

    expect(refused.body.code).to.equal('EVIDENCE_EXISTS');
    expect(again.text).to.equal(refused.text);
    expect(again.headers.get('idempotent-replayed')).to.equal('true');
    expect(malformed.body.code).to.equal('INPUT_INVALID');
    expect(mended.status).to.equal(201);
  });

  it('belongs to one body and one path', async () => {
    const call = { key: 'one' };
    await gateway.post('/v1/evidence', depositOf('ev-one'), call);

    const body = await gateway.post('/v1/evidence', depositOf('ev-two'), call);
    const path = await gateway.post('/v1/evidence/ev-one/erasure', depositOf('ev-one'), call);

    expect(body.body.code).to.equal('IDEMPOTENCY_MISMATCH');
    expect(path.body.code).to.equal('IDEMPOTENCY_MISMATCH');
  });

  it('belongs to one principal', async () => {
    const call = { key: 'shared' };
    await gateway.post('/v1/evidence', depositOf('ev-mine'), call);

    const other = await gateway.post('/v1/evidence', depositOf('ev-theirs'), {
      ...call,
      as: 'holder-b',
    });

    expect(other.status).to.equal(201);
    expect(other.headers.get('idempotent-replayed')).to.equal(null);
  });

  it('tells a twin that waits too long that the first still runs', async () => {
    const { promise: gate, open } = latch();
    let reached = false;
    const wrap = submitting((real) => async (...args) => {
      reached = true;
      await gate;
      return real.submit(...args);
    });
    await gateway.restart({ wrap, waitMs: 20 });
    const call = { key: 'slow' };
    const first = gateway.post('/v1/evidence', depositOf('ev-slow'), call);
    await once(() => Promise.resolve(reached));

    const twin = await gateway.post('/v1/evidence', depositOf('ev-slow'), call);
    open();

    expect(twin.body.code).to.equal('IDEMPOTENCY_IN_FLIGHT');
    expect(twin.headers.get('retry-after')).to.equal('1');
    expect((await first).status).to.equal(201);
  });

  it('finds what was committed before a crash, and answers what it would have answered', async () => {
    const call = { key: 'crash' };
    const input = depositOf('ev-crash');
    let committed = '';
    // Commits, and then the answer is lost as in a crash: nothing of it reaches the store.
    const wrap = submitting((real) => async (...args) => {
      committed = (await real.submit(...args)).txId;
      return new Promise(() => undefined);
    });
    await gateway.restart({ wrap });
    const lost = gateway.post('/v1/evidence', input, call).catch(() => undefined);
    await once(() => Promise.resolve(committed !== ''));
    await gateway.restart({});
    await lost;

    const answer = await gateway.post('/v1/evidence', input, call);

    expect(answer.status).to.equal(201);
    expect(answer.body.txId).to.equal(committed);
    expect(answer.body.value).to.include({ id: 'ev-crash', txId: committed });
    expect(await deposits('ev-crash')).to.equal(1);
  });

  it('sends again what a crash kept from being committed', async () => {
    const call = { key: 'crash-before' };
    const input = depositOf('ev-crash-before');
    let reached = false;
    const wrap = submitting(() => () => {
      reached = true;
      return new Promise(() => undefined);
    });
    await gateway.restart({ wrap });
    const lost = gateway.post('/v1/evidence', input, call).catch(() => undefined);
    await once(() => Promise.resolve(reached));
    await gateway.restart({});
    await lost;

    const answer = await gateway.post('/v1/evidence', input, call);

    expect(answer.status).to.equal(201);
    expect(await deposits('ev-crash-before')).to.equal(1);
  });

  it('never sends again what may still be committed', async () => {
    const call = { key: 'unknown' };
    const input = depositOf('ev-unknown');
    let sent = 0;
    const wrap = submitting(() => () => {
      sent += 1;
      const params = { txId: '1'.repeat(64) };
      return Promise.reject(new GatewayError('LEDGER_OUTCOME_UNKNOWN', 'Not known.', params));
    });
    await gateway.restart({ wrap });

    const first = await gateway.post('/v1/evidence', input, call);
    const second = await gateway.post('/v1/evidence', input, call);

    expect(first.status).to.equal(504);
    expect(first.body.txId).to.equal('1'.repeat(64));
    expect(second.body.code).to.equal('LEDGER_OUTCOME_UNKNOWN');
    expect(sent).to.equal(1);
  });

  it('answers with the outcome once it is known', async () => {
    const call = { key: 'late' };
    const input = depositOf('ev-late');
    const wrap = submitting((real) => async (...args) => {
      const { txId } = await real.submit(...args);
      throw new GatewayError('LEDGER_OUTCOME_UNKNOWN', 'Not known.', { txId });
    });
    await gateway.restart({ wrap });

    const first = await gateway.post('/v1/evidence', input, call);
    const second = await gateway.post('/v1/evidence', input, call);

    expect(first.status).to.equal(504);
    expect(second.status).to.equal(201);
    expect(second.body.txId).to.equal(first.body.txId);
    expect(await deposits('ev-late')).to.equal(1);
  });

  it('keeps nothing of a failure that passes', async () => {
    const call = { key: 'busy' };
    const input = depositOf('ev-busy');
    let busy = true;
    const wrap = submitting(
      (real) =>
        (...args) =>
          busy
            ? Promise.reject(new GatewayError('LEDGER_BUSY', 'Too much to do. Try again later.'))
            : real.submit(...args),
    );
    await gateway.restart({ wrap });

    const first = await gateway.post('/v1/evidence', input, call);
    busy = false;
    const second = await gateway.post('/v1/evidence', input, call);

    expect(first.status).to.equal(503);
    expect(first.headers.get('retry-after')).to.equal('1');
    expect(second.status).to.equal(201);
  });

  it('shows nothing of a failure of our own but the request’s id', async () => {
    const wrap = submitting(() => () => Promise.reject(new Error('secret inner text')));
    await gateway.restart({ wrap });

    const { status, text, body, headers } = await gateway.post('/v1/evidence', depositOf('ev-x'));

    expect(status).to.equal(500);
    expect(body.code).to.equal('INTERNAL');
    expect(body.instance).to.equal(headers.get('x-request-id'));
    expect(text).not.to.match(/secret|stack|at .*\.js/);
  });

  it('is kept on disk without any private byte', async () => {
    const payload = Buffer.from('private and unmistakable').toString('base64');
    const { mspId, pem } = gateway.ground.ledger.identity('holder-a');
    const call = { key: 'private' };
    const body = {
      transaction: 'evidence:deposit',
      input: depositOf('ev-private', { commitment: 'a'.repeat(64) }),
      certificate: { mspId, pem },
      private: { payload, salt: Buffer.alloc(16, 1).toString('base64') },
    };

    const first = await gateway.post('/v1/proposals', body, call);
    const twin = await gateway.post('/v1/proposals', body, call);
    await gateway.restart();
    const later = await gateway.post('/v1/proposals', body, call);

    expect(twin.text).to.equal(first.text);
    expect(later.body.txId).not.to.equal(first.body.txId);
  });
});

function latch(): { promise: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

/** Waits until something holds, looking again and again. */
async function once(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
