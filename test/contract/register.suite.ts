import { certificateNo, type Input, type Output } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { REG1 } from '../support/parties.js';
import { initialForm, quietForm } from '../support/register-samples.js';
import { recordDigestOf, Registrar } from '../support/registrar.js';
import { actsOf } from './register/acts.js';
import { effects } from './register/effects.js';
import { guards } from './register/guards.js';
import { localRules } from './register/local-rules.js';
import { personalData } from './register/personal-data.js';
import { racing } from './register/racing.js';
import { serials } from './register/serials.js';
import { encumberedCodes, publicCodes } from './resource/elsewhere.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

/** 信息存证与凭证核发: the moment of registration, its rights, and the certificates made from it. */
export function registerSuite(name: string, open: OpenBench): void {
  contractSuite(`register: ${name}`, open, (use) => {
    actsOf('register', use);
    describe('deposit and receipt', () => {
      deposits(use);
    });
    describe('certificate', () => {
      certificates(use);
    });
    describe('serials', () => {
      serials(use);
    });
    describe('what a case does to the register', () => {
      effects(use);
    });
    describe('what a deposit meets', () => {
      racing(use);
    });
    describe('a local profile', () => {
      localRules(use);
    });
    describe('keys born guarded', () => {
      guards(use);
    });
    describe('reading', () => {
      readings(use);
    });
    describe('personal data', () => {
      personalData(use);
    });
    covers('register', use, [...publicCodes, ...encumberedCodes]);
  });
}

type Receipt = Input<'register:receipt'>['receipt'];

const receiptOf = (
  desk: Registrar,
  recordDigest: string,
  over: Partial<Receipt> = {},
): Receipt => ({
  id: unique('NDR').toUpperCase(),
  time: desk.stage.bench.now().toISOString(),
  recordDigest,
  ...over,
});

async function deposited(desk: Registrar): Promise<{ id: string; digest: string }> {
  const id = unique('rc');
  await desk.approved(id, quietForm(unique('ds')));
  const record = await desk.act('register:deposit', { case: id }, 'registrar1');
  return { id, digest: recordDigestOf(record) };
}

function deposits(use: Use): void {
  it('is of an approved case, by its registrar', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    await desk.accepted(id, quietForm(unique('ds')));
    const refuse = (as: string): Promise<string> =>
      use().code('register:deposit', { case: id }, as);

    expect(await refuse('registrar1')).to.equal('CASE_STATE_FORBIDS');
    await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
    await desk.approve(id);
    expect(await refuse('registrar2')).to.equal('CALLER_FORBIDDEN');
    const { steps } = await desk.act('register:deposit', { case: id }, 'registrar1');
    expect(steps.at(-1)).to.include({ kind: 'DEPOSITED', article: 'NATIONAL_2026/26' });
    expect((await desk.view(id)).state.status).to.equal('DEPOSITED_PENDING');
    expect(await refuse('registrar1')).to.equal('CASE_STATE_FORBIDS');
  });

  it('registers with the receipt, at the receipt’s time', async () => {
    const desk = new Registrar(use());
    const { id, digest } = await deposited(desk);
    const right = `${id}.R1`;

    expect((await use().ask('register:right', { id: right }, 'bank')).state.status).to.equal(
      'PENDING',
    );
    expect(await use().code('register:registration', { case: id }, 'bank')).to.equal(
      'RECEIPT_MISSING',
    );
    const receipt = receiptOf(desk, digest);
    await desk.act('register:receipt', { case: id, receipt }, 'registrar1');
    const { registration, rights } = await use().ask('register:registration', { case: id }, 'bank');
    expect(registration).to.deep.include({ registeredAt: receipt.time, receipt });
    expect(rights).to.deep.equal([1, 2, 3].map((n) => `${id}.R${String(n)}`));
    const { state } = await use().ask('register:right', { id: right }, 'bank');
    expect(state).to.include({ status: 'ACTIVE', from: receipt.time });
  });

  it('takes the receipt of this record alone, from its registrar, once', async () => {
    const desk = new Registrar(use());
    const { id, digest } = await deposited(desk);
    const refuse = (receipt: Receipt, as = 'registrar1', of = id): Promise<string> =>
      use().refusal('register:receipt', { case: of, receipt }, as);

    expect(await refuse(receiptOf(desk, '0'.repeat(64)))).to.equal(
      'ROOT_MISMATCH NATIONAL_2026/26',
    );
    expect(await use().code('register:certify', { cases: [id] }, 'registrar1')).to.equal(
      'RECEIPT_MISSING',
    );
    expect(await refuse(receiptOf(desk, digest), 'registrar2')).to.equal('CALLER_FORBIDDEN');
    const good = receiptOf(desk, digest);
    await desk.act('register:receipt', { case: id, receipt: good }, 'registrar1');
    expect(await refuse(receiptOf(desk, digest))).to.equal('RECEIPT_EXISTS');
    const other = await deposited(desk);
    expect(
      await refuse(receiptOf(desk, other.digest, { id: good.id }), 'registrar1', other.id),
    ).to.equal('RECEIPT_EXISTS');
    const early = unique('rc');
    await desk.accepted(early, quietForm(unique('ds')));
    expect(await refuse(receiptOf(desk, digest), 'registrar1', early)).to.equal(
      'CASE_STATE_FORBIDS NATIONAL_2026/32',
    );
  });

  for (const [when, ms] of [
    ['before the deposit', -3_600_000],
    ['in the future', 3_600_000],
  ] as const) {
    it(`takes no receipt from ${when}`, async () => {
      const desk = new Registrar(use());
      const { id, digest } = await deposited(desk);
      const time = new Date(desk.stage.bench.now().getTime() + ms).toISOString();

      const input = { case: id, receipt: receiptOf(desk, digest, { time }) };

      expect(await use().refusal('register:receipt', input, 'registrar1')).to.equal(
        'RECEIPT_TIME_IMPLAUSIBLE NATIONAL_2026/26',
      );
    });
  }
}

function certificates(use: Use): void {
  const certify = (cases: string[], as = 'registrar1'): Promise<string> =>
    use().code('register:certify', { cases }, as);

  it('comes after the receipt, from the case’s registrar, once', async () => {
    const desk = new Registrar(use());
    const { id, digest } = await deposited(desk);
    const early = unique('rc');
    await desk.approved(early, quietForm(unique('ds')));

    expect(await certify([early])).to.equal('CASE_STATE_FORBIDS');
    expect(await use().refusal('register:certify', { cases: [id] }, 'registrar1')).to.equal(
      'RECEIPT_MISSING NATIONAL_2026/32',
    );
    await desk.receipt(id, digest);
    expect(await certify([id], 'registrar2')).to.equal('CALLER_FORBIDDEN');
    const { certificates: made } = await desk.act(
      'register:certify',
      { cases: [id] },
      'registrar1',
    );
    expect(made[0]).to.include({ case: id, recordDigest: digest, registrar: REG1 });
    expect((await desk.view(id)).state).to.include({ certificateNo: made[0]?.no });
    expect(await certify([id])).to.equal('CERTIFICATE_EXISTS');
  });

  it('is of no case that ends in none', async () => {
    const desk = new Registrar(use());
    const { no } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    const id = unique('rc');
    await desk.registered(id, {
      type: 'CANCELLATION',
      certificate: no,
      rights: ['USE'],
      reason: 'REQUEST',
    });

    expect(await certify([id])).to.equal('CASE_STATE_FORBIDS');
  });

  it('counts its validity from the receipt, whose clock may be ahead', async () => {
    const desk = new Registrar(use());
    const { id, digest } = await deposited(desk);
    const time = new Date(desk.stage.bench.now().getTime() + 30_000).toISOString();
    const receipt = receiptOf(desk, digest, { time });
    await desk.act('register:receipt', { case: id, receipt }, 'registrar1');

    const { certificates: made } = await desk.act(
      'register:certify',
      { cases: [id] },
      'registrar1',
    );

    const day = new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(made[0]?.lastValidDay).to.equal(`${String(Number(day.slice(0, 4)) + 5)}${day.slice(4)}`);
  });
}

function readings(use: Use): void {
  it('finds nothing that is not there', async () => {
    const stage = use();
    const no = certificateNo({ uscc: REG1, region: '51', digit: 9 }, '202601', 1);

    expect(await stage.code('register:certificate', { no }, 'bank')).to.equal(
      'CERTIFICATE_NOT_FOUND',
    );
    expect(await stage.code('register:right', { id: 'none' }, 'bank')).to.equal('RIGHT_NOT_FOUND');
  });

  it('answers for no instant that the ledger has not reached', async () => {
    const desk = new Registrar(use());
    const form = quietForm(unique('ds'));
    const { no, rights } = await desk.certified(unique('rc'), form);
    const asOf = '2099-01-01T00:00:00.000Z';
    const page = { limit: 1, asOf };
    const code = (name: Parameters<typeof desk.stage.code>[0], input: object): Promise<string> =>
      use().code(name, input, 'bank');

    expect(await code('register:certificate', { no, asOf })).to.equal('AS_OF_TOO_LATE');
    expect(await code('register:right', { id: rights[0] ?? '', asOf })).to.equal('AS_OF_TOO_LATE');
    expect(await code('register:rightsOf', { data: form.data, ...page })).to.equal(
      'AS_OF_TOO_LATE',
    );
    expect(await code('register:held', { holder: REG1, ...page })).to.equal('AS_OF_TOO_LATE');
  });

  it('pages through who holds what, each once', async () => {
    const desk = new Registrar(use());
    const form = quietForm(unique('ds'));
    const { rights } = await desk.certified(unique('rc'), form);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Output<'register:rightsOf'> = await use().ask(
        'register:rightsOf',
        { data: form.data, limit: 2, ...(cursor === undefined ? {} : { cursor }) },
        'bank',
      );
      found.push(...page.items.map(({ right }) => right.id));
      cursor = page.next;
    } while (cursor !== undefined);

    expect(found.sort()).to.deep.equal([...rights].sort());
    const one = { data: form.data, right: 'USE' as const, limit: 9 };
    const { items } = await use().ask('register:rightsOf', one, 'bank');
    expect(items.map(({ right }) => right.right)).to.deep.equal(['USE']);
    const { items: held } = await use().ask(
      'register:held',
      { holder: form.allocation[0]?.holder ?? '', limit: 100 },
      'bank',
    );
    expect(held.length).to.be.greaterThan(0);
    const foreign = Buffer.from('\0right\0x\0').toString('base64url');
    for (const [name, input] of [
      ['register:rightsOf', { data: form.data }],
      ['register:held', { holder: REG1 }],
    ] as const) {
      expect(await use().code(name, { ...input, limit: 1, cursor: foreign }, 'bank')).to.equal(
        'CURSOR_INVALID',
      );
    }
  });

  it('of the past answers as it did then', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(stage);
    const { no } = await desk.certified(unique('rc'), quietForm(unique('ds')));
    await desk.later(1);
    const then = await stage.ask('register:certificate', { no }, 'bank');
    await desk.later(1);
    const { name } = initialForm('x').description;
    const changes = [{ field: 'name' as const, before: JSON.stringify(name), after: '"新名称"' }];
    await desk.registered(unique('rc'), { type: 'CHANGE', certificate: no, changes });
    await desk.registered(unique('rc'), {
      type: 'CANCELLATION',
      certificate: no,
      rights: ['HOLD', 'USE', 'OPERATE'],
      reason: 'REQUEST',
    });
    await desk.later(1);

    const now = await stage.ask('register:certificate', { no }, 'bank');
    const { asOf, knownAt } = then.asked;
    const again = await stage.ask('register:certificate', { no, asOf, knownAt }, 'bank');

    expect(now.status).to.equal('CANCELLED');
    expect(now.description.description.name).to.equal('新名称');
    expect({ ...again, asked: then.asked }).to.deep.equal(then);
  });
}
