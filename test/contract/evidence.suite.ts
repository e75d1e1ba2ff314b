import { readFileSync } from 'node:fs';
import { type Input, sha256Hex } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { depositInput, privatePayload, unique } from '../support/founded.js';
import { retention } from './public/retention.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

type Deposit = Input<'evidence:deposit'>;
const MINUTE = 60_000;

/** 存证: what may be deposited, found, continued and erased, by whom. */
export function evidenceSuite(name: string, open: OpenBench): void {
  contractSuite(`evidence: ${name}`, open, (use) => {
    describe('deposit', () => {
      deposits(use);
    });
    describe('refused deposit', () => {
      refusedDeposits(use);
    });
    describe('status and history', () => {
      histories(use);
    });
    describe('private payload', () => {
      payloads(use);
    });
    describe('time of an act', () => {
      times(use);
    });
    describe('reports of impact assessments', () => {
      retention(use);
    });
    covers('evidence', use);
  });
}

const fixture = (file: string): Buffer =>
  readFileSync(new URL(`../../fixtures/${file}`, import.meta.url));

interface Listed {
  readonly file?: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly sm3: string;
}
const digests = Object.values(
  JSON.parse(fixture('digests.json').toString('utf8')) as Record<string, Listed>,
);

/** A deposit of a file of the fixtures. */
function depositOfFile(file: string): Deposit {
  const listed = digests.find((each) => each.file === file);
  if (listed === undefined) throw new TypeError(`${file} is not among the fixtures.`);
  const { sha256, sm3, bytes } = listed;
  return depositInput({ digests: { 'SHA-256': sha256, SM3: sm3 }, size: bytes, kind: 'DATASET' });
}

function deposits(use: Use): void {
  it('is kept as it was stated, with who made it and when', async () => {
    const stage = use();
    const input = depositInput({ claimedEventTime: '2020-01-01T00:00:00.000Z' });

    const { value, txId } = await stage.commit('evidence:deposit', input, 'holder-a');

    expect(value).to.deep.include({ ...input, v: 1, txId });
    expect(value.depositor).to.include({
      mspId: 'RegistryMSP',
      uscc: '91510100MA7DEM0166',
      role: 'rightsHolder',
      custody: 'CUSTODIAL',
    });
    const read = await stage.ask('evidence:read', { id: input.id }, 'bank');
    expect(read).to.deep.equal({ record: value, status: 'DEPOSITED', supersededBy: [] });
  });

  it('is found by either digest of its file, and a changed file is not', async () => {
    const stage = use();
    const input = depositOfFile('ds_a_v1.csv');
    await stage.submit('evidence:deposit', input, 'holder-a');
    const find = async (algorithm: 'SHA-256' | 'SM3', hex: string): Promise<string[]> => {
      const page = await stage.ask('evidence:findByDigest', { algorithm, hex, limit: 100 }, 'bank');
      return page.items.map(({ record }) => record.id);
    };
    const tampered = depositOfFile('ds_a_v1_tampered.csv');

    expect(sha256Hex(fixture('ds_a_v1.csv'))).to.equal(input.digests['SHA-256']);
    expect(await find('SHA-256', input.digests['SHA-256'])).to.include(input.id);
    expect(await find('SM3', input.digests.SM3)).to.include(input.id);
    expect(await find('SM3', input.digests['SHA-256'])).to.deep.equal([]);
    expect(await find('SHA-256', tampered.digests['SHA-256'])).to.deep.equal([]);
  });

  it('of one file by several parties is found page by page, each once', async () => {
    const stage = use();
    const { digests: same } = depositInput();
    const inputs = ['holder-a', 'holder-b', 'consumer-c'].map((who) => ({
      who,
      input: depositInput({ digests: same, id: unique('ev') }),
    }));
    for (const { who, input } of inputs) await stage.submit('evidence:deposit', input, who);
    const ask = { algorithm: 'SM3' as const, hex: same.SM3, limit: 2 };

    const first = await stage.ask('evidence:findByDigest', ask, 'bank');
    const second = await stage.ask(
      'evidence:findByDigest',
      { ...ask, ...(first.next === undefined ? {} : { cursor: first.next }) },
      'bank',
    );

    expect(first.items).to.have.length(2);
    expect(second.next).to.equal(undefined);
    const found = [...first.items, ...second.items].map(({ record }) => record.id);
    expect(found).to.deep.equal(inputs.map(({ input }) => input.id).sort());
  });

  it('takes names that objects inherit for plain ids', async () => {
    const stage = use();
    const id = unique('constructor');

    await stage.submit('evidence:deposit', depositInput({ id }), 'holder-a');

    expect((await stage.ask('evidence:read', { id }, 'bank')).record.id).to.equal(id);
    expect(await stage.code('evidence:read', { id: 'toString' }, 'bank')).to.equal(
      'EVIDENCE_NOT_FOUND',
    );
  });
}

function refusedDeposits(use: Use): void {
  const deposit = (over: Partial<Deposit>, as = 'holder-a', transient?: object): Promise<string> =>
    use().code('evidence:deposit', depositInput(over), as, transient && ({ transient } as object));

  it('takes no id that is taken, whoever asks', async () => {
    const stage = use();
    const input = depositInput();
    await stage.submit('evidence:deposit', input, 'holder-a');

    expect(await deposit({ id: input.id })).to.equal('EVIDENCE_EXISTS');
    expect(await deposit({ id: input.id }, 'holder-b')).to.equal('EVIDENCE_EXISTS');
    expect(await deposit({ id: input.id, previous: input.id })).to.equal('EVIDENCE_EXISTS');
  });

  it('continues nothing that is not there, itself least of all', async () => {
    const id = unique('ev');

    expect(await deposit({ previous: unique('ev') })).to.equal('EVIDENCE_NOT_FOUND');
    expect(await deposit({ id, previous: id })).to.equal('EVIDENCE_NOT_FOUND');
  });

  it('continues nobody else’s evidence', async () => {
    const stage = use();
    const { id: previous } = await stage.submit('evidence:deposit', depositInput(), 'holder-a');

    expect(await deposit({ previous }, 'holder-b')).to.equal('CALLER_FORBIDDEN');
  });

  it('carries no personal data in public', async () => {
    const source = { origin: 'OWN' as const, statement: '联系人电话 138-1234-5678' };

    expect(await deposit({ source })).to.equal('PERSONAL_DATA_REFUSED');
    expect(await deposit({ id: '13812345678' })).to.equal('PERSONAL_DATA_REFUSED');
  });

  const malformed: Readonly<Record<string, object>> = {
    'an unknown field': { owner: 'me' },
    'one digest alone': { digests: { 'SHA-256': '0'.repeat(64) } },
    'a digest in capitals': { digests: { 'SHA-256': 'A'.repeat(64), SM3: '0'.repeat(64) } },
    'a third digest': { digests: { 'SHA-256': '0'.repeat(64), SM3: '0'.repeat(64), MD5: '0' } },
    'a negative size': { size: -1 },
    'an unknown kind': { kind: 'RUMOUR' },
    'an id with a separator of keys': { id: 'ev\u0000x' },
    'an id that is too long': { id: 'e'.repeat(65) },
    'a day that does not exist': { claimedEventTime: '2026-02-30T00:00:00.000Z' },
    'a statement of two lines': { source: { origin: 'OWN', statement: 'a\nb' } },
    'a depositor of its own': { depositor: { uscc: '91510700MA7DEM059J' } },
  };
  for (const [what, over] of Object.entries(malformed)) {
    it(`refuses ${what}`, async () => {
      expect(await deposit(over)).to.equal('INPUT_INVALID');
    });
  }

  it('opens the commitment it gives, with enough salt', async () => {
    const { commitment, transient } = privatePayload('content');
    const short = { ...transient, salt: transient.salt.subarray(0, 15) };

    expect(await deposit({ commitment })).to.equal('TRANSIENT_MISSING');
    expect(await deposit({ commitment }, 'holder-a', { payload: transient.payload })).to.equal(
      'TRANSIENT_MISSING',
    );
    expect(await deposit({ commitment }, 'holder-a', short)).to.equal('SALT_TOO_SHORT');
    expect(await deposit({ commitment: '0'.repeat(64) }, 'holder-a', transient)).to.equal(
      'COMMITMENT_MISMATCH',
    );
  });

  it('does not lose a payload that nothing commits to', async () => {
    expect(await deposit({}, 'holder-a', privatePayload('content').transient)).to.equal(
      'INPUT_INVALID',
    );
  });

  it('takes no cursor of another query', async () => {
    const stage = use();
    const { id } = await stage.submit('evidence:deposit', depositInput(), 'holder-a');
    const hex = '0'.repeat(64);
    const cursor = Buffer.from('\0evidence\0x\0').toString('base64url');

    expect(
      await stage.code(
        'evidence:findByDigest',
        { algorithm: 'SM3', hex, limit: 1, cursor },
        'bank',
      ),
    ).to.equal('CURSOR_INVALID');
    expect(await stage.code('evidence:history', { id, limit: 1, cursor }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
  });
}

function histories(use: Use): void {
  it('is superseded by whatever continues it, and stays readable', async () => {
    const stage = use();
    const first = depositInput();
    const second = depositInput({ previous: first.id });
    const third = depositInput({ previous: first.id });
    for (const input of [first, second, third]) {
      await stage.submit('evidence:deposit', input, 'holder-a');
    }

    const { status, supersededBy } = await stage.ask('evidence:read', { id: first.id }, 'bank');

    expect(status).to.equal('SUPERSEDED');
    expect(supersededBy).to.deep.equal([second.id, third.id].sort());
    expect((await stage.ask('evidence:read', { id: third.id }, 'bank')).status).to.equal(
      'DEPOSITED',
    );
  });

  it('tells what happened, newest first, page by page', async () => {
    const stage = use();
    const { commitment, transient } = privatePayload('content');
    const input = depositInput({ commitment });
    const { id } = input;
    await stage.submit('evidence:deposit', input, 'holder-a', { transient });
    const next = depositInput({ previous: id });
    await stage.submit('evidence:deposit', next, 'holder-a');
    const erasure = { id, reason: 'RETENTION_ENDED' as const, legalBasis: 'PIPL 47' };
    await stage.submit('evidence:erase', erasure, 'holder-a');

    const all = await stage.ask('evidence:history', { id, limit: 100 }, 'bank');
    const events: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await stage.ask(
        'evidence:history',
        { id, limit: 1, ...(cursor === undefined ? {} : { cursor }) },
        'bank',
      );
      events.push(...page.items.map(({ event }) => event));
      cursor = page.next;
    } while (cursor !== undefined);

    expect(all.items.map(({ event, by }) => [event, by])).to.deep.equal([
      ['ERASED', undefined],
      ['SUPERSEDED', next.id],
      ['DEPOSITED', undefined],
    ]);
    expect(events).to.deep.equal(['ERASED', 'SUPERSEDED', 'DEPOSITED']);
  });

  it('is known of no record that is not there', async () => {
    const stage = use();
    const id = unique('ev');

    expect(await stage.code('evidence:history', { id, limit: 1 }, 'bank')).to.equal(
      'EVIDENCE_NOT_FOUND',
    );
  });
}

function payloads(use: Use): void {
  async function deposited(): Promise<{ id: string; commitment: string }> {
    const { commitment, transient } = privatePayload('content');
    const input = depositInput({ commitment });
    const record = await use().submit('evidence:deposit', input, 'holder-a', { transient });
    expect(record.custodian).to.equal('RegistryMSP');
    return { id: input.id, commitment };
  }
  const erasure = (id: string): Input<'evidence:erase'> => ({
    id,
    reason: 'SUBJECT_REQUEST',
    legalBasis: 'PIPL 47',
  });

  it('is open to its depositor and the court', async () => {
    const stage = use();
    const { id, commitment } = await deposited();

    for (const reader of ['holder-a', 'judge']) {
      const opened = await stage.ask('evidence:payload', { id }, reader);
      expect(opened.commitment).to.equal(commitment);
      expect(Buffer.from(opened.payload, 'base64').toString('utf8')).to.equal('content');
    }
    for (const reader of ['holder-b', 'registrar1', 'bank']) {
      expect(await stage.code('evidence:payload', { id }, reader)).to.equal('CALLER_FORBIDDEN');
    }
  });

  it('is erased once, by its depositor or the court, and leaves a tombstone', async () => {
    const stage = use();
    const { id, commitment } = await deposited();

    expect(await stage.code('evidence:erase', erasure(id), 'holder-b')).to.equal(
      'CALLER_FORBIDDEN',
    );
    const tombstone = await stage.submit('evidence:erase', erasure(id), 'judge');

    expect(tombstone).to.include({ id, commitment, reason: 'SUBJECT_REQUEST' });
    expect(tombstone.erasedBy.role).to.equal('court');
    const view = await stage.ask('evidence:read', { id }, 'bank');
    expect(view).to.deep.include({ status: 'ERASED', tombstone });
    expect(view.record.commitment).to.equal(commitment);
    expect(await stage.code('evidence:erase', erasure(id), 'holder-a')).to.equal('EVIDENCE_ERASED');
    expect(await stage.code('evidence:payload', { id }, 'holder-a')).to.equal('EVIDENCE_ERASED');
  });

  it('is not there to read or erase where none was deposited', async () => {
    const stage = use();
    const { id } = await stage.submit('evidence:deposit', depositInput(), 'holder-a');

    expect(await stage.code('evidence:payload', { id }, 'holder-a')).to.equal('PAYLOAD_NOT_FOUND');
    expect(await stage.code('evidence:erase', erasure(id), 'holder-a')).to.equal(
      'PAYLOAD_NOT_FOUND',
    );
    const nothing = unique('ev');
    expect(await stage.code('evidence:payload', { id: nothing }, 'judge')).to.equal(
      'EVIDENCE_NOT_FOUND',
    );
    expect(await stage.code('evidence:erase', erasure(nothing), 'judge')).to.equal(
      'EVIDENCE_NOT_FOUND',
    );
  });

  it('carries no personal data in the reason for its erasure', async () => {
    const { id } = await deposited();
    const input = { ...erasure(id), legalBasis: '电话13812345678' };

    expect(await use().code('evidence:erase', input, 'holder-a')).to.equal('PERSONAL_DATA_REFUSED');
  });
}

function times(use: Use): void {
  const erasure = (id: string): Input<'evidence:erase'> => ({
    id,
    reason: 'COURT_ORDER',
    legalBasis: 'PIPL 47',
  });

  async function payloadWith(): Promise<string> {
    const { commitment, transient } = privatePayload('content');
    const input = depositInput({ commitment });
    await use().submit('evidence:deposit', input, 'holder-a', { transient });
    return input.id;
  }

  it('is bounded by the beacon it cites and not by one whose number was guessed', async () => {
    const stage = use();
    const id = await payloadWith();
    const beacon = await stage.witness();
    const guessed = { ...beacon, digest: '0'.repeat(64) };

    const { interval } = await stage.submit(
      'evidence:deposit',
      depositInput({ beacon }),
      'holder-a',
    );

    expect(interval).to.equal('BOUNDED');
    expect(
      await stage.code('evidence:deposit', depositInput({ beacon: guessed }), 'holder-a'),
    ).to.equal('BEACON_TOO_OLD');
    expect(
      await stage.code('evidence:erase', { ...erasure(id), beacon: guessed }, 'judge'),
    ).to.equal('BEACON_TOO_OLD');
  });

  it('is refused under a clock that is before the beacon or long after it', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const id = await payloadWith();
    const beacon = await stage.witness();
    const deposit = (ms: number): Promise<string> =>
      stage.off(ms, () => stage.code('evidence:deposit', depositInput({ beacon }), 'holder-a'));
    const erase = (ms: number): Promise<string> =>
      stage.off(ms, () => stage.code('evidence:erase', { ...erasure(id), beacon }, 'judge'));

    expect(await deposit(-2 * MINUTE)).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    expect(await erase(-2 * MINUTE)).to.equal('CLIENT_TIME_OUT_OF_WINDOW');
    expect(await deposit(6 * MINUTE)).to.equal('BEACON_TOO_OLD');
    expect(await erase(6 * MINUTE)).to.equal('BEACON_TOO_OLD');
  });

  it('never puts a history out of order, whatever a client’s clock says', async function () {
    const stage = use();
    if (stage.bench.advance === undefined) skip(this, 'the clock can not be set here');
    const first = depositInput({ beacon: await stage.witness() });
    await stage.submit('evidence:deposit', first, 'holder-a');
    const beacon = await stage.witness();
    const second = depositInput({ previous: first.id, beacon });

    await stage.off(-MINUTE / 2, () => stage.submit('evidence:deposit', second, 'holder-a'));

    const { items } = await stage.ask('evidence:history', { id: first.id, limit: 10 }, 'bank');
    expect(items.map(({ event }) => event)).to.deep.equal(['SUPERSEDED', 'DEPOSITED']);
  });
}
