import type { Input, PartyQualification } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../support/founded.js';
import { freshUscc } from '../support/parties.js';
import { contractSuite, covers, type OpenBench, type Use } from './suite.js';

const DAY = 86_400_000;

/** 主体: parties under checked codes, their states and qualifications. */
export function partySuite(name: string, open: OpenBench): void {
  contractSuite(`party: ${name}`, open, (use) => {
    describe('registration', () => {
      registrations(use);
    });
    describe('state', () => {
      states(use);
    });
    describe('qualification', () => {
      qualifications(use);
    });
    describe('registrar', () => {
      registrars(use);
    });
    covers('party', use);
  });
}

const partyInput = (over: object = {}): Input<'party:register'> => ({
  uscc: freshUscc(),
  type: 'LEGAL_PERSON',
  name: '成都测试数据有限公司（示例）',
  ...over,
});
const credentialCommitment = 'c'.repeat(64);

async function registered(use: Use): Promise<string> {
  const input = partyInput();
  await use().submit('party:register', input, 'registrar1');
  return input.uscc;
}

function registrations(use: Use): void {
  it('makes an unverified party of the registrar’s organisation', async () => {
    const stage = use();
    const input = partyInput();

    const { value, txId } = await stage.commit('party:register', input, 'registrar1');

    expect(value).to.deep.include({
      ...input,
      v: 1,
      state: 'UNVERIFIED',
      registeredBy: 'RegistryMSP',
      txId,
    });
    expect(await stage.ask('party:read', { uscc: input.uscc }, 'bank')).to.deep.equal(value);
  });

  it('takes a code once', async () => {
    const uscc = await registered(use);

    expect(await use().code('party:register', partyInput({ uscc }), 'registrar2')).to.equal(
      'PARTY_EXISTS',
    );
  });

  it('takes no code with a wrong check character', async () => {
    const uscc = freshUscc();
    const wrong = uscc.slice(0, 17) + (uscc.endsWith('0') ? '1' : '0');

    expect(await use().code('party:register', partyInput({ uscc: wrong }), 'registrar1')).to.equal(
      'USCC_INVALID',
    );
  });

  it('takes no name that carries a person’s number', async () => {
    const input = partyInput({ name: '个体 13812345678' });

    expect(await use().code('party:register', input, 'registrar1')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is known of no code that nobody registered', async () => {
    const stage = use();
    const uscc = freshUscc();
    const reason = '测试';

    expect(await stage.code('party:read', { uscc }, 'bank')).to.equal('PARTY_NOT_FOUND');
    expect(await stage.code('party:history', { uscc, limit: 1 }, 'bank')).to.equal(
      'PARTY_NOT_FOUND',
    );
    expect(await stage.code('party:verify', { uscc, credentialCommitment }, 'registrar1')).to.equal(
      'PARTY_NOT_FOUND',
    );
    expect(await stage.code('party:suspend', { uscc, reason }, 'registrar1')).to.equal(
      'PARTY_NOT_FOUND',
    );
    expect(await stage.code('party:exit', { uscc, reason }, 'registrar1')).to.equal(
      'PARTY_NOT_FOUND',
    );
    expect(await stage.code('party:qualify', qualificationOf(uscc), 'registrar1')).to.equal(
      'PARTY_NOT_FOUND',
    );
  });
}

function states(use: Use): void {
  it('goes from verified to suspended, back, and out', async () => {
    const stage = use();
    const uscc = await registered(use);
    const verify = { uscc, credentialCommitment };

    await stage.submit('party:verify', verify, 'registrar1');
    await stage.submit('party:suspend', { uscc, reason: '年报逾期' }, 'registry-official');
    await stage.submit('party:verify', verify, 'registrar2');
    await stage.submit('party:exit', { uscc, reason: '注销' }, 'registrar1');

    const { items } = await stage.ask('party:history', { uscc, limit: 100 }, 'bank');
    expect(items.map(({ party }) => [party.state, party.reason])).to.deep.equal([
      ['EXITED', '注销'],
      ['VERIFIED', undefined],
      ['SUSPENDED', '年报逾期'],
      ['VERIFIED', undefined],
      ['UNVERIFIED', undefined],
    ]);
    expect(items.map(({ txId }) => txId)).to.deep.equal(items.map(({ party }) => party.txId));
    expect(await stage.ask('party:read', { uscc }, 'bank')).to.deep.equal(items[0]?.party);
  });

  it('forbids the steps that do not fit it', async () => {
    const stage = use();
    const uscc = await registered(use);
    const step = (name: 'party:suspend' | 'party:exit'): Promise<string> =>
      stage.code(name, { uscc, reason: '测试' }, 'registrar1');
    const verify = (): Promise<string> =>
      stage.code('party:verify', { uscc, credentialCommitment }, 'registrar1');

    expect(await step('party:suspend')).to.equal('PARTY_STATE_FORBIDS');
    await stage.submit('party:verify', { uscc, credentialCommitment }, 'registrar1');
    expect(await verify()).to.equal('PARTY_STATE_FORBIDS');
    await stage.submit('party:exit', { uscc, reason: '注销' }, 'registrar1');
    expect(await step('party:exit')).to.equal('PARTY_STATE_FORBIDS');
    expect(await verify()).to.equal('PARTY_STATE_FORBIDS');
    expect(await stage.code('party:qualify', qualificationOf(uscc), 'registrar1')).to.equal(
      'PARTY_STATE_FORBIDS',
    );
    expect((await stage.ask('party:read', { uscc }, 'bank')).state).to.equal('EXITED');
  });

  it('gives no personal data as its reason', async () => {
    const stage = use();
    const uscc = await registered(use);
    const input = { uscc, reason: '法人电话 138 1234 5678' };

    for (const name of ['party:suspend', 'party:exit'] as const) {
      expect(await stage.code(name, input, 'registrar1')).to.equal('PERSONAL_DATA_REFUSED');
    }
  });

  it('is told page by page, and takes no cursor of another party', async () => {
    const stage = use();
    const uscc = await registered(use);
    await stage.submit('party:verify', { uscc, credentialCommitment }, 'registrar1');

    const first = await stage.ask('party:history', { uscc, limit: 1 }, 'bank');
    const cursor = first.next ?? '';
    const second = await stage.ask('party:history', { uscc, limit: 1, cursor }, 'bank');

    expect([...first.items, ...second.items].map(({ party }) => party.state)).to.deep.equal([
      'VERIFIED',
      'UNVERIFIED',
    ]);
    expect(second.next).to.equal(undefined);
    const other = await registered(use);
    expect(await stage.code('party:history', { uscc: other, limit: 1, cursor }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
  });
}

const qualificationOf = (uscc: string, over: object = {}): Input<'party:qualify'> => ({
  uscc,
  id: unique('q'),
  code: 'DATA_MERCHANT',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2099-01-01T00:00:00.000Z',
  documentDigest: 'd'.repeat(64),
  ...over,
});

function qualifications(use: Use): void {
  const asked = async (uscc: string, asOf: string): Promise<[string, string][]> => {
    const ask = { uscc, asOf, limit: 100 };
    const { items } = await use().ask('party:qualifications', ask, 'bank');
    return items.map(({ qualification, status }) => [qualification.id, status]);
  };

  it('has the status that its instants and its withdrawal give it', async () => {
    const stage = use();
    const uscc = await registered(use);
    const valid = qualificationOf(uscc, { id: `q-1${unique('')}` });
    const over = qualificationOf(uscc, {
      id: `q-2${unique('')}`,
      validTo: '2026-02-01T00:00:00.000Z',
    });
    const gone = qualificationOf(uscc, { id: `q-3${unique('')}` });
    for (const input of [valid, over, gone]) {
      await stage.submit('party:qualify', input, 'registrar1');
    }
    const withdrawal = { uscc, id: gone.id, reason: '资料不实' };
    await stage.submit('party:withdrawQualification', withdrawal, 'registrar2');

    expect(await asked(uscc, stage.bench.now().toISOString())).to.deep.equal([
      [valid.id, 'VALID'],
      [over.id, 'EXPIRED'],
      [gone.id, 'WITHDRAWN'],
    ]);
    expect(await asked(uscc, '2026-01-15T00:00:00.000Z')).to.deep.equal([
      [valid.id, 'VALID'],
      [over.id, 'VALID'],
      [gone.id, 'VALID'],
    ]);
    expect(await asked(uscc, '2025-12-31T23:59:59.999Z')).to.deep.equal([
      [valid.id, 'PENDING'],
      [over.id, 'PENDING'],
      [gone.id, 'PENDING'],
    ]);
  });

  it('is recorded once under its id, and withdrawn once', async () => {
    const stage = use();
    const uscc = await registered(use);
    const input = qualificationOf(uscc);
    await stage.submit('party:qualify', input, 'registrar1');
    const withdrawal = { uscc, id: input.id, reason: '资料不实' };

    expect(await stage.code('party:qualify', input, 'registrar2')).to.equal('QUALIFICATION_EXISTS');
    const { withdrawn }: PartyQualification = await stage.submit(
      'party:withdrawQualification',
      withdrawal,
      'registrar1',
    );
    expect(await stage.code('party:withdrawQualification', withdrawal, 'registrar1')).to.equal(
      'QUALIFICATION_WITHDRAWN',
    );
    const { items } = await stage.ask(
      'party:qualifications',
      { uscc, asOf: stage.bench.now().toISOString(), limit: 1 },
      'bank',
    );
    expect(items[0]?.qualification.withdrawn).to.deep.equal(withdrawn);
  });

  it('is refused where it contradicts itself or carries personal data', async () => {
    const stage = use();
    const uscc = await registered(use);
    const backwards = qualificationOf(uscc, { validTo: '2026-01-01T00:00:00.000Z' });
    const number = qualificationOf(uscc, { id: '13812345678' });
    const kept = qualificationOf(uscc);
    await stage.submit('party:qualify', kept, 'registrar1');
    const withdrawal = { uscc, id: kept.id, reason: 'a@example.com' };

    expect(await stage.code('party:qualify', backwards, 'registrar1')).to.equal('INPUT_INVALID');
    expect(await stage.code('party:qualify', number, 'registrar1')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    expect(await stage.code('party:withdrawQualification', withdrawal, 'registrar1')).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
  });

  it('is withdrawn only where it is', async () => {
    const withdrawal = { uscc: await registered(use), id: unique('q'), reason: '测试' };

    expect(await use().code('party:withdrawQualification', withdrawal, 'registrar1')).to.equal(
      'QUALIFICATION_NOT_FOUND',
    );
  });

  it('is not told for an instant beyond the latest beacon', async () => {
    const stage = use();
    const uscc = await registered(use);
    await stage.witness();
    const ask = (ms: number): object => ({
      uscc,
      asOf: new Date(stage.bench.now().getTime() + ms).toISOString(),
      limit: 1,
    });

    expect(await stage.code('party:qualifications', ask(DAY), 'bank')).to.equal('AS_OF_TOO_LATE');
    await stage.ask('party:qualifications', ask(0) as Input<'party:qualifications'>, 'bank');
  });

  it('is told page by page, and takes no cursor of another party', async () => {
    const stage = use();
    const [uscc, other] = [await registered(use), await registered(use)];
    for (let i = 0; i < 3; i += 1) {
      await stage.submit('party:qualify', qualificationOf(uscc), 'registrar1');
    }
    const ask = { uscc, asOf: '2026-06-01T00:00:00.000Z', limit: 2 };

    const first = await stage.ask('party:qualifications', ask, 'bank');
    const cursor = first.next ?? '';
    const second = await stage.ask('party:qualifications', { ...ask, cursor }, 'bank');

    const ids = [...first.items, ...second.items].map(({ qualification }) => qualification.id);
    expect([first.items.length, new Set(ids).size, second.next]).to.deep.equal([2, 3, undefined]);
    expect(
      await stage.code('party:qualifications', { ...ask, uscc: other, cursor }, 'bank'),
    ).to.equal('CURSOR_INVALID');
  });
}

function registrars(use: Use): void {
  it('is read from the directory that two officials keep', async () => {
    expect(
      await use().ask('party:registrar', { uscc: '12510000MB1DEM078F' }, 'bank'),
    ).to.deep.equal({
      uscc: '12510000MB1DEM078F',
      mspId: 'RegistryMSP',
      digit: 1,
      region: '51',
      state: 'ACTIVE',
    });
  });

  it('is nobody who is not in it', async () => {
    expect(await use().code('party:registrar', { uscc: freshUscc() }, 'bank')).to.equal(
      'REGISTRAR_NOT_FOUND',
    );
  });
}
