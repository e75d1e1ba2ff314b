import { createHash } from 'node:crypto';
import type { Input, Output } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { depositInput, unique } from '../support/founded.js';
import { HOLDER_A } from '../support/parties.js';
import { initialForm, quietForm } from '../support/register-samples.js';
import { Registrar } from '../support/registrar.js';
import { contractSuite, covers, type OpenBench, skip, type Use } from './suite.js';

const NONCE = '0123456789abcdef0123456789abcdef';
const hexOf = (): string => createHash('sha256').update(unique('x')).digest('hex');
const digests = (): { 'SHA-256': string; SM3: string } => ({ 'SHA-256': hexOf(), SM3: hexOf() });

/** 公众核验. */
export function publicLookUpSuite(name: string, open: OpenBench): void {
  contractSuite(`public look-up: ${name}`, open, (use) => {
    describe('digest', () => {
      deposits(use);
    });
    describe('certificate', () => {
      certificates(use);
    });
    covers('public', use);
  });
}

/** Asked by a service identity, as a gateway does for somebody it does not know. */
const byDigest = (use: Use, input: Input<'public:digest'>): Promise<Output<'public:digest'>> =>
  use().ask('public:digest', input, 'registry-gateway');
const byNumber = (use: Use, no: string): Promise<Output<'public:certificate'>> =>
  use().ask('public:certificate', { no, nonce: NONCE }, 'registry-gateway');

function deposits(use: Use): void {
  it('says that and when something was deposited, and nothing of who, where and why', async () => {
    const input = depositInput({ digests: digests() });
    const record = await use().submit('evidence:deposit', input, 'holder-a');

    const answer = await byDigest(use, {
      ...{ algorithm: 'SHA-256', hex: record.digests['SHA-256'], nonce: NONCE },
    });

    expect(answer.evidence).to.deep.equal([
      {
        digests: record.digests,
        depositedAt: record.depositedAt,
        interval: record.interval,
        mspId: 'RegistryMSP',
        status: 'DEPOSITED',
        txId: record.txId,
      },
    ]);
    expect(answer).to.include({ nonce: NONCE, truncated: false });
    expect(JSON.stringify(answer)).not.to.include(HOLDER_A);
    expect(JSON.stringify(answer)).not.to.include(input.source.statement);
    const sm3 = await byDigest(use, { algorithm: 'SM3', hex: record.digests.SM3 });
    expect(sm3.evidence).to.deep.equal(answer.evidence);
  });

  it('answers that there is nothing, which can be signed as well', async () => {
    const answer = await byDigest(use, { algorithm: 'SHA-256', hex: hexOf() });

    expect(answer).to.deep.include({ evidence: [], certificates: [], truncated: false });
    expect(answer).not.to.have.property('nonce');
  });

  it('shows ten deposits, and that there are more', async () => {
    const same = digests();
    for (let i = 0; i < 11; i += 1) {
      await use().submit('evidence:deposit', depositInput({ digests: same }), 'holder-a');
    }

    const answer = await byDigest(use, { algorithm: 'SHA-256', hex: same['SHA-256'] });

    expect([answer.evidence.length, answer.truncated]).to.deep.equal([10, true]);
  });

  it('finds the certificates of data, and not what is only applied for', async () => {
    const desk = new Registrar(use());
    const of = digests();
    const id = unique('rc');
    const form = quietForm(unique('ds'), { digests: of });
    await desk.apply(id, form);
    const question = { algorithm: 'SHA-256' as const, hex: of['SHA-256'] };

    const before = await byDigest(use, question);
    await desk.act('acceptance:accept', { case: id }, 'registrar1');
    await desk.act('review:withhold', { case: id, reasons: '理由正当' }, 'registrar1');
    await desk.approve(id);
    const deposited = await desk.act('register:deposit', { case: id }, 'registrar1');
    const step = deposited.steps.find(({ kind }) => kind === 'DEPOSITED');
    const digest = step?.kind === 'DEPOSITED' ? step.recordDigest : '';
    await desk.receipt(id, digest);
    const issued = await desk.act('register:certify', { cases: [id] }, 'registrar1');
    const after = await byDigest(use, question);

    expect(before.certificates).to.deep.equal([]);
    expect(after.certificates.map(({ no }) => no)).to.deep.equal([issued.certificates[0]?.no]);
  });
}

function certificates(use: Use): void {
  it('shows the fields of the public notice, with the status of now', async function () {
    if (use().bench.advance === undefined) skip(this, 'the clock can not be set here');
    const desk = new Registrar(use());
    const form = initialForm(unique('ds'), { digests: digests() });
    const { no, depositTxId, recordDigest } = await desk.noticed(unique('rc'), form);

    const { certificate, nonce } = await byNumber(use, no);

    const { name, overview, restrictions } = form.description;
    expect(nonce).to.equal(NONCE);
    expect(certificate).to.deep.include({ no, status: 'VALID', depositTxId, recordDigest });
    expect(certificate?.published).to.deep.include({ name, overview, restrictions });
    const holders = certificate?.published?.holders ?? [];
    expect(
      holders.map(({ holder, right, status }) => `${holder} ${right} ${status}`),
    ).to.have.members(['HOLD', 'USE', 'OPERATE'].map((right) => `${HOLDER_A} ${right} ACTIVE`));
  });

  it('shows nothing of the sort where the notice was withheld', async () => {
    const desk = new Registrar(use());
    const form = quietForm(unique('ds'), { digests: digests() });
    const { no } = await desk.certified(unique('rc'), form);

    const { certificate } = await byNumber(use, no);

    expect(certificate).to.include({ no, status: 'VALID' });
    expect(certificate).not.to.have.property('published');
    const text = JSON.stringify(certificate);
    for (const hidden of [form.description.name, form.description.overview, HOLDER_A]) {
      expect(text).not.to.include(hidden);
    }
  });

  it('says what became of it', async () => {
    const desk = new Registrar(use());
    const id = unique('rc');
    const { no } = await desk.certified(id, quietForm(unique('ds'), { digests: digests() }));
    const objection = { case: id, objection: unique('ob'), reasons: '异议' };

    await desk.act('objection:raise', { ...objection, materialDigest: 'a'.repeat(64) }, 'holder-b');

    expect((await byNumber(use, no)).certificate?.status).to.equal('DISPUTED');
  });

  it('answers that there is none of a number', async () => {
    const { certificate } = await byNumber(use, 'SJ5112027030999');

    expect(certificate).to.equal(null);
  });
}
