import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AssetVoucher, OpenedVoucherField } from '@shuquan/chaincode/model';
import { nodeCrypto } from '@shuquan/gateway/crypto';
import { answerText } from '@shuquan/gateway/ledger/answer';
import { Holder } from '@shuquan/gateway/voucher/holder';
import {
  nobleCrypto,
  parseAnchors,
  verifyPresented,
  verifyVoucher,
  type VoucherQuestion,
  type VoucherReport,
} from '@shuquan/verifier';
import { expect } from 'chai';
import { type Bench, embeddedBench } from '../support/bench.js';
import { embedded } from '../support/embedded.js';
import { members } from '../support/founded.js';
import { BANK, BANK2 } from '../support/parties.js';
import { Stage } from '../support/stage.js';
import { nonce, VoucherDesk } from '../support/voucher-desk.js';

const main = resolve(import.meta.dirname, '../../../gateway/dist/cli/main.js');
const HOUR = 3_600_000;

/** What a bank has on its desk: files, and no connection. */
describe('a presented voucher, offline', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'shuquan-voucher-'));
  const file = (name: string): string => join(folder, name);
  let bench: Bench;
  let desk: VoucherDesk;
  let voucher: AssetVoucher;
  let fields: OpenedVoucherField[];
  let question: VoucherQuestion;

  const ask = async (over: object = {}): Promise<string> => {
    const input = { id: voucher.id, audience: BANK, ...over };
    const as = bench.as('bank');
    return answerText((await bench.ledger.attest('voucher:read', input, as, members)).envelope);
  };
  const verify = (over: Partial<VoucherQuestion> = {}, crypto = nodeCrypto): VoucherReport =>
    verifyVoucher({ ...question, ...over }, crypto);
  const code = (over: Partial<VoucherQuestion>): string => verify(over).code ?? 'NONE';
  const later = (ms: number): Date => new Date(question.now.getTime() + ms);

  before(async () => {
    bench = await embeddedBench();
    desk = new VoucherDesk(new Stage(bench));
    await desk.stage.witness();
    await desk.publish();
    voucher = await desk.issued({ uses: 2 });
    await desk.stage.witness();
    ({ fields } = await desk.stage.ask('voucher:open', { voucher: voucher.id }, 'utility'));
    const asked = nonce();
    question = {
      answer: await ask(),
      presentation: JSON.stringify(desk.present(voucher, { nonce: asked })),
      nonce: asked,
      verifier: BANK,
      anchors: parseAnchors(JSON.stringify(embedded(bench.ledger).anchors())),
      now: bench.now(),
      openedFields: fields,
    };
  });
  after(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  it('is VALID, and shows the fields that were opened', () => {
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      const report = verify({}, crypto);
      expect(report.code).to.equal(undefined);
      expect(report.verdict).to.equal('VALID');
      expect(report.steps.every(({ outcome }) => outcome === 'PASSED')).to.equal(true);
      expect(report.fields.map(({ field }) => field)).to.include('data.kwh');
    }
  });

  it('is stale after a day, by the witnesses’ time and not by anybody’s clock', () => {
    expect(code({ now: later(23 * HOUR) })).to.equal('NONE');
    expect(verify({ now: later(25 * HOUR) })).to.include({
      verdict: 'STALE',
      code: 'STATUS_ANSWER_STALE',
    });
    expect(code({ now: later(-HOUR) })).to.equal('STATUS_ANSWER_STALE');
  });

  it('can not be helped by an answer about an earlier instant', async () => {
    const answer = await ask({ asOf: voucher.issuedAt });

    expect(code({ answer })).to.equal('STATUS_ANSWER_STALE');
  });

  it('is refused for another verifier, nonce, audience, voucher or key, each by its name', async () => {
    const presented = (over: object): string =>
      JSON.stringify({ ...desk.present(voucher), ...over });
    const to = { verifier: BANK, nonce: question.nonce, signedAt: desk.now };
    const stolen = Holder.fresh('shuquan').present(voucher, to);
    const toOther = desk.present(voucher, { ...to, verifier: BANK2 });

    expect(code({ verifier: BANK2 })).to.equal('STATUS_ANSWER_AUDIENCE');
    expect(code({ answer: await ask({ audience: BANK2 }) })).to.equal('STATUS_ANSWER_AUDIENCE');
    expect(code({ presentation: JSON.stringify(toOther) })).to.equal('VOUCHER_VERIFIER_MISMATCH');
    expect(code({ nonce: nonce() })).to.equal('VOUCHER_NONCE_MISMATCH');
    expect(code({ presentation: JSON.stringify(stolen) })).to.equal('SIGNATURE_INVALID');
    expect(code({ presentation: presented({ voucher: 'V-other' }) })).to.equal(
      'VOUCHER_PRESENTATION_MISMATCH',
    );
    expect(code({ presentation: presented({ more: 1 }) })).to.equal('PRESENTATION_MALFORMED');
    expect(code({ presentation: 'x'.repeat(5000) })).to.equal('PRESENTATION_MALFORMED');
    expect(code({ now: new Date(`${desk.day(31)}T00:00:00.000Z`) })).to.equal(
      'STATUS_ANSWER_STALE',
    );
  });

  it('is refused where a field was changed, or belongs to nothing', () => {
    const [first] = fields;
    const changed = { ...first, opened: { ...first?.opened, value: 'true' } };
    const moved = { ...first, source: BANK };

    for (const opened of [changed, moved, {}, null, 'text']) {
      expect(code({ openedFields: [opened] })).to.equal('VOUCHER_FIELD_MISMATCH');
    }
    expect(verify({ openedFields: [changed] }).fields).to.deep.equal([]);
  });

  it('is caught with any single bit of its presentation flipped', () => {
    const bytes = Buffer.from(question.presentation);
    const { answer } = verify();

    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const presented = { ...question, presentation: flipped };
      const { verdict } = verifyPresented(answer, presented, nodeCrypto);
      expect(verdict, `bit ${String(bit)}`).to.equal('INVALID');
    }
  });

  it('is not VALID with bits of its status answer flipped', () => {
    const text = Buffer.from(question.answer);

    for (let at = 40; at < text.length; at += 211) {
      const flipped = Uint8Array.from(text);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(verify({ answer: flipped }).verdict, `byte ${String(at)}`).to.not.equal('VALID');
    }
  });

  it('is signed and verified by the command line, whose exit code says the verdict', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file('stranger.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(file('answer.json'), question.answer);
    writeFileSync(file('presentation.json'), question.presentation);
    writeFileSync(file('fields.json'), JSON.stringify(fields));
    const anchors = JSON.stringify(embedded(bench.ledger).anchors());
    writeFileSync(file('anchors.json'), anchors);
    const view = await desk.stage.ask('voucher:read', { id: voucher.id }, 'bank');
    writeFileSync(file('voucher.json'), JSON.stringify(view));
    const run = (...args: string[]): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, [main, 'voucher', ...args], {
        env: { DATA_DIR: file('nothing-here'), PATH: process.env['PATH'] },
        encoding: 'utf8',
      });
    const checked = (asked: string): ReturnType<typeof spawnSync> =>
      run(
        ...['verify', '--answer', file('answer.json'), '--anchors', file('anchors.json')],
        ...['--presentation', file('presentation.json'), '--fields', file('fields.json')],
        ...['--nonce', asked, '--verifier', BANK, '--json'],
      );

    // The bench’s clock is in another year than the machine’s, so that nothing is fresh here.
    const stale = checked(question.nonce);
    expect(stale.status).to.equal(4);
    expect(JSON.parse(String(stale.stdout))).to.include({ code: 'STATUS_ANSWER_STALE' });
    const shown = ['--voucher', file('voucher.json'), '--verifier', BANK, '--nonce', nonce()];
    const refused = run('present', ...shown, '--key', file('stranger.pem'));
    expect(refused.status).to.equal(64);
    expect(String(refused.stderr)).to.include('does not hold the voucher');
    const signed = run(
      ...['sign', 'withdrawal', '--consent', voucher.consent, '--key', file('stranger.pem')],
      ...['--out', file('withdrawal.json')],
    );
    expect(signed.status, String(signed.stderr)).to.equal(0);
    expect(readFileSync(file('withdrawal.json'), 'utf8')).to.match(/"signature":"30[0-9a-f]+"/);
  });

  it('is used up, or its consent withdrawn, as soon as an answer knows it', async () => {
    await desk.withdraw(voucher);
    await desk.stage.witness();

    expect(code({ answer: await ask(), now: bench.now() })).to.equal('CONSENT_WITHDRAWN');
    const other = await desk.issued();
    voucher = other;
    await desk.consume(other);
    await desk.stage.witness();
    const presentation = JSON.stringify(desk.present(other, { nonce: question.nonce }));
    const over = { answer: await ask(), presentation, now: bench.now(), openedFields: undefined };
    expect(code(over)).to.equal('VOUCHER_CONSUMED');
  });
});
