import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { type AssetVoucher, recordDigest } from '@shuquan/chaincode/model';
import { Holder } from '@shuquan/gateway/voucher/holder';
import { expect } from 'chai';
import { Level } from 'level';
import { BANK } from '../support/parties.js';
import { ISSUER, nonce, SOURCE } from '../support/voucher-desk.js';
import type { Answer, Call, TestGateway } from './gateway.js';
import { openUnderRules } from './register.js';

/** What a person would not see anywhere: two numbers, a name, a sum. */
const DATA = { kwh: [7_654_321, 8_765_432], owner: '某某某自然人' };
const NOTE = '授信 765万元';
const personal = ['7654321', '8765432', DATA.owner, NOTE];
const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** As private data keeps it. */
const kept = [base64(JSON.stringify(DATA)).slice(0, 32), base64(NOTE)];
const secret = (text: string): object => ({
  private: { payload: base64(text), seed: randomBytes(32).toString('base64') },
});

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile());

/** The whole life of a voucher over HTTP, and a look at everything that it leaves. */
describe('what a voucher says of a person', function () {
  this.timeout(120_000);
  const holder = Holder.fresh('shuquan');
  let gateway: TestGateway;
  const texts: string[] = [];

  const post = async (path: string, body: unknown, call: Call = {}): Promise<Answer> => {
    const answer = await gateway.post(path, body, call);
    texts.push(answer.text);
    return answer;
  };
  const done = async (path: string, body: unknown, as: string): Promise<unknown> => {
    const { status, text } = await post(path, body, { as });
    expect(status, text).to.equal(201);
    return (JSON.parse(text) as { value: unknown }).value;
  };
  const now = (): string => gateway.ground.clock.now().toISOString();
  const provision = { consent: 'consent-1', template: { id: 'POWER', version: 1 }, items: ['USE'] };

  before(async () => {
    gateway = await openUnderRules();
    await witness();
    await done(
      '/v1/voucher-templates',
      {
        ...{ id: 'POWER', version: 1, name: '用电凭证', basis: '示例', scenes: ['LOAN'] },
        items: [{ code: 'USE', label: '用电', fields: ['kwh', 'owner'] }],
        ...{ frame: [], issuers: [ISSUER], maxUses: 1 },
      },
      'authority-official',
    );
    const consent = holder.consent({
      ...{ id: 'consent-1', purpose: 'LOAN_APPLICATION', scenes: ['LOAN'], items: ['USE'] },
      ...{ verifiers: [BANK], until: '2027-12-31', terms: { root: '0'.repeat(64), count: 1 } },
    });
    await done('/v1/consents', consent, 'utility');
    const wrong = { ...provision, ...secret(JSON.stringify({ ...DATA, more: DATA.owner })) };
    const refused = await post('/v1/vouchers/V-1/provisions', wrong, { as: 'utility' });
    expect(refused.body.code).to.equal('VOUCHER_FIELDS_DIFFER');
    const right = { ...provision, ...secret(JSON.stringify(DATA)) };
    await done('/v1/vouchers/V-1/provisions', right, 'utility');
    const voucher = (await done(
      '/v1/vouchers',
      {
        ...{ id: 'V-1', consent: 'consent-1', template: provision.template, sources: [SOURCE] },
        ...{ purpose: 'LOAN_APPLICATION', scene: 'LOAN', verifier: BANK, uses: 1 },
        until: '2027-12-31',
      },
      'implementer',
    )) as AssetVoucher;
    await done('/v1/vouchers/V-1/receipt', holder.receipt(voucher, now()), 'implementer');
    const to = { verifier: BANK, nonce: nonce(), signedAt: now() };
    await done('/v1/vouchers/V-1/uses', { presentation: holder.present(voucher, to) }, 'bank');
    await done(
      '/v1/vouchers/V-1/feedback',
      { use: 1, outcome: 'GRANTED', ...secret(NOTE) },
      'bank',
    );
    const attested = await post(
      '/v1/vouchers/V-1/attestation',
      { organizations: ['RegistryMSP', 'CourtMSP'], audience: BANK },
      { as: 'bank' },
    );
    expect(attested.status).to.equal(200);
    const opened = await gateway.get('/v1/vouchers/V-1/fields', { as: 'implementer' });
    expect(opened.text).to.include(DATA.owner);
    const view = await gateway.get('/v1/vouchers/V-1', { as: 'bank' });
    expect(JSON.parse(view.text)).to.include({ status: 'CONSUMED', left: 0 });
    texts.push(view.text);
  });
  after(() => gateway.close());

  async function witness(): Promise<void> {
    const { ledger, clock } = gateway.ground;
    const { height, hash } = await ledger.info();
    const statement = {
      ...{ number: 1, time: clock.now().toISOString(), height: Number(height) },
      headerHash: Buffer.from(hash).toString('hex'),
    };
    const as = (id: string): ReturnType<typeof ledger.identity> => ledger.identity(id);
    const proposed = await ledger.submit('beacon:propose', statement, as('registry-official'));
    expect(proposed.value.statement).to.deep.equal(statement);
    const confirmation = { number: 1, proposer: 'RegistryMSP', digest: recordDigest(statement) };
    await ledger.submit('beacon:confirm', confirmation, as('authority-official'));
  }

  it('stands in no answer, no refusal and no line of the log', () => {
    const seen = [...texts, ...gateway.lines].join('\n');

    expect(seen).to.include('V-1');
    for (const value of [...personal, ...kept]) expect(seen.includes(value), value).to.equal(false);
  });

  it('stands in no block', () => {
    const blocks = filesUnder(join(gateway.ground.dataDir, 'ledger', 'blocks'));
    const bytes = Buffer.concat(blocks.map((name) => readFileSync(name)));

    expect(bytes.includes('consent-1')).to.equal(true);
    for (const value of [...personal, ...kept])
      expect(bytes.includes(value), value).to.equal(false);
  });

  it('stands in no row, and in no answer that is kept', async () => {
    const { dataDir } = gateway.ground;
    await gateway.stop();
    let seen = '';
    for (const name of ['index', 'idempotency']) {
      const db = new Level<string, string>(join(dataDir, name));
      for await (const [key, value] of db.iterator()) seen += `${key} ${value}\n`;
      await db.close();
    }
    await gateway.restart();

    expect(seen).to.include('voucher.issued');
    for (const value of [...personal, ...kept]) expect(seen.includes(value), value).to.equal(false);
  });

  it('is nowhere under the data folder once it was purged', async () => {
    const { ledger, dataDir } = gateway.ground;
    const holders = (): string[] =>
      filesUnder(dataDir).filter((name) => {
        const bytes = readFileSync(name);
        return [...personal, ...kept].some((value) => bytes.includes(value));
      });
    await ledger.compact();
    expect(holders(), 'it is found where it is').to.not.be.empty;

    const order = { reason: 'COURT_ORDER', legalBasis: 'PIPL 47' };
    await done('/v1/vouchers/V-1/erasure', order, 'judge');
    await ledger.compact();
    await ledger.backup(join(dataDir, 'copy'));

    expect(holders()).to.deep.equal([]);
    const { text } = await gateway.get('/v1/vouchers/V-1/fields', { as: 'judge' });
    expect(JSON.parse(text)).to.include({ code: 'VOUCHER_ERASED' });
  });
});
